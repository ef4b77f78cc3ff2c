// The sources of this target.
