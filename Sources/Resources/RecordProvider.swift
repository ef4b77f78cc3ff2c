import Configuration
import Diagnostics
import Values

/// The provider of kinds whose home is an environment record: this one's, where there is nothing to ask anybody, or that of
/// another environment.
package struct RecordProvider: Provider {
  package static let kinds = [
    EnvironmentOutputs.kind, NullResource.kind, RandomID.kind, RandomInteger.kind, RandomText.password, RandomPet.kind,
    RandomText.string, RandomUUID.kind, TerraformData.kind, TimeSleep.kind, TimeStatic.kind,
  ]
  private static let names = KindNames(kinds.map { KindName($0.name, $0.mode) })

  package var kindNames: KindNames { Self.names }

  package func kind(named name: KindName) -> ResourceKind? { Self.names.place(of: name).map { Self.kinds[$0] } }

  private let stores: @Sendable (_ resourceGroup: String?, _ subscription: String?) -> (any RecordStore)?

  /// - Parameter stores: where the records of other environments are, by what is said of the place; nil while nobody may
  ///   look.
  package init(stores: @escaping @Sendable (String?, String?) -> (any RecordStore)? = { _, _ in nil }) {
    self.stores = stores
  }

  package func identity(of kind: ResourceKind, arguments: Value) throws(DiagnosticsError) -> String? { nil }

  package func problems(with arguments: Value, of kind: ResourceKind) -> [ArgumentProblem] {
    kind.home?.problems(arguments) ?? []
  }

  package func serialKeys(of kind: ResourceKind, id: String, arguments: Value) -> Set<String> { [] }

  package func typicalDuration(of kind: ResourceKind, isDeletion: Bool) -> Duration { .zero }

  package func observe(_ requests: [ObservationRequest], listing: Set<ObservationRequest>) async -> [Observation] {
    requests.map { _ in .absent }
  }

  package func attributes(of kind: ResourceKind, id: String, body: Value, arguments: Value?) -> Value { body }

  package func identifiers(in body: Value) -> Set<String> { [] }

  package func fetch(_ names: Set<String>, of kind: ResourceKind, id: String) async throws(ProviderFailure)
    -> [String: Value]
  {
    [:]
  }

  package func read(_ kind: ResourceKind, arguments: Value, limit: Duration?) async throws(ProviderFailure)
    -> Value
  {
    func argument(_ name: String) -> String? { arguments[member: name]?.stringValue }
    guard kind.name == EnvironmentOutputs.kind.name, let name = argument("name"),
      let store = stores(argument("resource_group_name"), argument("subscription_id"))
    else { throw ProviderFailure("No such data source", detail: "\(kind.name) can't be read.") }
    guard let record = try await store.load(environment: name) else {
      throw ProviderFailure(
        "No such environment", detail: "There is no record of an environment \"\(name)\" among the \(store.place).",
        hint: "apply that environment first, or say where its record is: resource_group_name, subscription_id")
    }
    return EnvironmentOutputs.attributes(arguments, record)
  }

  package func perform(_ operation: ResourceOperation, accepted: @escaping @Sendable (Value) async -> Void)
    async throws(ProviderFailure) -> Observation.Live?
  {
    throw ProviderFailure("Nothing to do", detail: "\(operation.kind.name) lives in the record alone.")
  }

  package func resume(_ accepted: Value) async throws(ProviderFailure) {}
}
