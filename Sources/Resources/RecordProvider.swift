import Configuration
import Diagnostics
import Values

/// The provider of kinds whose home is the environment record: nothing of theirs is anywhere else, so there is nothing
/// to ask anybody.
package struct RecordProvider: Provider {
  package let kinds = [TerraformData.kind]

  package init() {}

  package func identity(of kind: ResourceKind, arguments: Value) throws(DiagnosticsError) -> String? { nil }

  package func problems(with arguments: Value, of kind: ResourceKind) -> [ArgumentProblem] { [] }

  package func serialKeys(of kind: ResourceKind, id: String, arguments: Value) -> Set<String> { [] }

  package func typicalDuration(of kind: ResourceKind, isDeletion: Bool) -> Duration { .zero }

  package func observe(_ requests: [ObservationRequest]) async -> [Observation] {
    requests.map { _ in .absent }
  }

  package func attributes(of kind: ResourceKind, id: String, body: Value, arguments: Value?) -> Value { body }

  package func identifiers(in body: Value) -> Set<String> { [] }

  package func fetch(_ names: Set<String>, of kind: ResourceKind, id: String) async throws(ProviderFailure)
    -> [String: Value]
  {
    [:]
  }

  package func read(_ kind: ResourceKind, arguments: Value) async throws(ProviderFailure) -> Value {
    throw ProviderFailure("No such data source", detail: "\(kind.name) can't be read.")
  }

  package func perform(_ operation: ResourceOperation, accepted: @escaping @Sendable (Value) async -> Void)
    async throws(ProviderFailure) -> Observation.Live?
  {
    throw ProviderFailure("Nothing to do", detail: "\(operation.kind.name) lives in the record alone.")
  }

  package func resume(_ accepted: Value) async throws(ProviderFailure) {}
}
