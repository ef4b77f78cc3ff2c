import Configuration
import Diagnostics
import Resources
import Values

/// Attributes that Azure tells only when asked separately, such as kubeconfigs: asked for as soon as something uses them.
extension Planner {
  /// Asks for attributes that something uses and that Azure tells only separately; whether there were any.
  func fetch() async -> Bool {
    var isNew = false
    let missing = Dictionary(grouping: evaluator.fetched.filter { fetched[$0] == nil }, by: \.address)
    for (address, attributes) in missing.sorted(by: { $0.key < $1.key }) {
      guard let instance = evaluator.instance(at: address), let id = instance.decision?.priorID,
        instance.action == InstanceChange.Action.none || instance.action == .update
      else { continue }
      isNew = true
      do throws(ProviderFailure) {
        for (name, value) in try await fetch(Set(attributes.map(\.name)), of: instance.kind, id: id) {
          fetched[FetchedAttribute(address: address, name: name)] = value
        }
      } catch {
        failures.append(error.diagnostic(at: instance.declaration.headerRange, address: address.description))
      }
      for attribute in attributes where fetched[attribute] == nil {
        fetched[attribute] = .unknown(instance.kind.schema[attribute.name]?.type ?? .dynamic)
      }
    }
    return isNew
  }

  private func fetch(_ names: Set<String>, of kind: ResourceKind, id: String) async throws(ProviderFailure)
    -> [String: Value]
  {
    try await context.kinds.provider(of: kind)?.fetch(names, of: kind, id: id) ?? [:]
  }

  /// What an apply has to ask for separately once an instance is done, since something uses it.
  func fetchedNames(of address: InstanceAddress) -> Set<String> {
    Set(evaluator.fetched.filter { $0.address == address }.map(\.name))
  }

  /// The value with what was asked for separately in it, but for what becomes another with these changes.
  func withFetched(
    _ value: Value, of address: InstanceAddress, schema: ResourceSchema, changes: [Difference.Change] = []
  ) -> Value {
    guard var members = value.members, schema.attributes.contains(where: \.isFetched) else { return value }
    let changed = changes.map(\.path.text)
    for attribute in schema.attributes
    where attribute.isFetched && !attribute.changesWith.contains(where: changed.contains) {
      if let found = fetched[FetchedAttribute(address: address, name: attribute.name)] {
        members[attribute.name] = attribute.isSensitive ? found.marked(.sensitive) : found
      }
    }
    return Value.object(members).marked(value.marks)
  }

  /// Takes in what an apply has asked for.
  func take(_ values: [String: Value], of address: InstanceAddress) {
    for (name, value) in values { fetched[FetchedAttribute(address: address, name: name)] = value }
  }
}
