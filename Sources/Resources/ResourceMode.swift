import Configuration

/// Whether a block describes something to manage or something to read, as the configuration has it.
package typealias ResourceMode = Configuration.ResourceMode
