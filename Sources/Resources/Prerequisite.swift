/// An order between two resources of a spec of which neither refers to the other.
package struct Prerequisite: Sendable {
  /// What comes first.
  package let earlier: InstanceAddress
  /// What can't be made or changed before that.
  package let later: InstanceAddress

  package init(_ earlier: InstanceAddress, before later: InstanceAddress) {
    self.earlier = earlier
    self.later = later
  }
}
