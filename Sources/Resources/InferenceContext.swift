import Values

/// What a kind may make arguments of besides those that are written.
package struct InferenceContext: Sendable {
  package let environment: String
  /// The address of the instance.
  package let address: String
  /// The id that the environment's record has for this instance, or that it is to be taken over with; nil where it is
  /// known by none.
  package let presentID: String?
  /// The subscription that resources live in; empty where nobody speaks to Azure.
  package let subscription: String
  /// The arguments of the provider block.
  package let provider: Members
  /// The id of what the arguments call by a name, as ``ResourceKind/called`` has it: null where there is nothing of that
  /// name, unknown while nobody has been asked.
  package let calledID: Value
  private let idsByName: ResourceNames?

  /// - Parameter idsByName: nil while no ids are known.
  package init(
    environment: String, address: String, presentID: String? = nil, subscription: String = "",
    idsByName: ResourceNames? = nil, calledID: Value = .unknown(.string), provider: Members = Members()
  ) {
    self.calledID = calledID
    self.subscription = subscription
    self.provider = provider
    self.environment = environment
    self.address = address
    self.presentID = presentID
    self.idsByName = idsByName
  }

  /// The id of the spec's resource of a kind whose names are unique in the world: null where the spec has none of this
  /// name, unknown where that isn't known yet.
  package func id(of kind: String, named name: Value) -> Value {
    guard name.isKnown, let idsByName else { return .unknown(.string) }
    return name.stringValue.flatMap { idsByName[kind, $0] }.map { .string($0) } ?? .null(.string)
  }
}

/// The ids of a spec's resources by their names, of kinds whose names are unique in the world.
package struct ResourceNames: Sendable {
  private var ids: [String: String] = [:]

  package init() {}

  package subscript(kind: String, name: String) -> String? {
    get { ids["\(kind) \(name.lowercased())"] }
    set { ids["\(kind) \(name.lowercased())"] = newValue }
  }
}
