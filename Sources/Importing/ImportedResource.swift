import Resources
import Values

/// A live resource that a spec is to describe.
package struct ImportedResource: Sendable {
  package let address: InstanceAddress
  package let kind: ResourceKind
  package let id: String
  /// Each argument that the id is made of, with the id of the resource whose name it is; its own last.
  package let lineage: [(argument: String, id: String)]
  /// Everything that is live, by the kind's attributes.
  package let attributes: Value
  /// What a spec has to say: null where it says nothing, unknown and sensitive where only a variable can say it.
  package let arguments: Value

  package init(
    address: InstanceAddress, kind: ResourceKind, id: String, lineage: [(argument: String, id: String)],
    attributes: Value, arguments: Value
  ) {
    self.address = address
    self.kind = kind
    self.id = id
    self.lineage = lineage
    self.attributes = attributes
    self.arguments = arguments
  }
}

extension ResourceKind {
  /// Whether others can refer to a resource of this kind by its id: what is a path of another's body may have that one's.
  package func isKnown(by id: String) -> Bool {
    ownership == .owned && owner?(id)?.lowercased() != id.lowercased()
  }
}

/// A resource that the spec describes already, as others may refer to it.
package struct DescribedResource: Sendable {
  package let address: InstanceAddress
  package let id: String
  /// The argument that its own name is in; nil where it has none.
  package let nameArgument: String?

  package init(address: InstanceAddress, id: String, nameArgument: String?) {
    self.address = address
    self.id = id
    self.nameArgument = nameArgument
  }
}
