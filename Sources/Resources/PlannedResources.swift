import Values

/// A resource of the spec as it is and as it is to be.
package struct PlannedResource: Sendable {
  package let address: InstanceAddress
  package let kind: ResourceKind
  package let id: String
  /// What the spec says.
  package let arguments: Value
  /// What is live; nil where nothing is.
  package let prior: Value?
  /// What it is to be; unknown where Azure has yet to say.
  package let planned: Value
  /// Whether the plan makes or changes it.
  package let isChanged: Bool

  package init(
    address: InstanceAddress, kind: ResourceKind, id: String, arguments: Value, prior: Value?, planned: Value,
    isChanged: Bool
  ) {
    self.address = address
    self.kind = kind
    self.id = id
    self.arguments = arguments
    self.prior = prior
    self.planned = planned
    self.isChanged = isChanged
  }
}

/// The resources of a spec whose ids are known, for what has to hold between several of them.
package struct PlannedResources: Sendable {
  private let byKind: [String: [PlannedResource]]
  private let byID: [String: PlannedResource]

  /// - Parameter resources: in an order that doesn't change from plan to plan.
  package init(_ resources: [PlannedResource]) {
    byKind = Dictionary(grouping: resources) { $0.kind.name }
    // What is a path of another's body has the id of that one.
    byID = Dictionary(
      resources.filter { $0.kind.ownedPath == nil }.map { ($0.id.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The resource with an id, in whatever letter case; nil where the spec has none.
  package subscript(id: String) -> PlannedResource? { byID[id.lowercased()] }

  /// The resources of a kind, in their order.
  package subscript(kind name: String) -> [PlannedResource] { byKind[name] ?? [] }
}
