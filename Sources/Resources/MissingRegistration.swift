/// What a subscription has to have registered before resources of some kinds can be made in it, and hasn't.
package struct MissingRegistration: Sendable, Hashable {
  /// What it is, for people: `Microsoft.Monitor`.
  package let name: String
  /// The id of the registration itself.
  package let id: String
  /// Whether an apply may register it without the spec having a block for it.
  package let isAllowed: Bool
  /// The block that has it registered, on one line.
  package let block: String

  package init(name: String, id: String, isAllowed: Bool, block: String) {
    self.name = name
    self.id = id
    self.isAllowed = isAllowed
    self.block = block
  }
}
