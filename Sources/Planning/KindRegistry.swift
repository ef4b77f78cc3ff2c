import Configuration
import Diagnostics
import Evaluation
import Resources

/// Every kind that a program may use, with the provider that knows it.
package struct KindRegistry: Sendable {
  private struct Key: Hashable {
    let name: String
    let mode: ResourceMode
  }

  private struct Entry {
    let kind: ResourceKind
    /// The place in ``providers`` of the one that knows it.
    let owner: Int
    let schema: Deferred<BlockSchema>
    /// The same for blocks with a `timeouts` block in them; nil where there is none.
    let timedSchema: Deferred<BlockSchema>?
  }

  private let entries: [Key: Entry]
  private let providers: [any Provider]
  private let providerSchemas: [String: BlockSchema]
  /// The functions of providers, by the address of each: `azure/azapi`.
  let providerFunctions: [String: FunctionTable]
  /// What to do instead of using a kind that there is none of, by its name; nil where nobody knows.
  let remedy: @Sendable (_ name: String, ResourceMode) -> String?

  /// - Parameters:
  ///   - providerSchemas: what may stand in `provider` blocks, by local name.
  ///   - providerFunctions: the functions of providers, by the address of each: `azure/azapi`.
  ///   - remedy: what to do instead of using a kind that there is none of, as a hint; nil where nobody knows.
  package init(
    _ providers: [any Provider], providerSchemas: [String: BlockSchema],
    providerFunctions: [String: FunctionTable] = [:],
    remedy: @escaping @Sendable (_ name: String, ResourceMode) -> String? = { _, _ in nil }
  ) {
    var entries: [Key: Entry] = [:]
    let kinds = providers.map(\.kinds)
    entries.reserveCapacity(kinds.reduce(0) { $0 + $1.count })
    for (index, kinds) in kinds.enumerated() {
      for kind in kinds {
        entries[Key(name: kind.name, mode: kind.mode)] = Entry(
          kind: kind, owner: index, schema: Deferred { BlockSchema(kind.schema) },
          timedSchema: kind.timeouts.isEmpty
            ? nil
            : Deferred { BlockSchema(ResourceSchema(kind.schema.attributes + [kind.timeouts.schema])) })
      }
    }
    self.entries = entries
    self.providers = providers
    self.providerSchemas = providerSchemas
    self.providerFunctions = providerFunctions
    self.remedy = remedy
  }

  private func entry(of kind: ResourceKind) -> Entry? {
    entries[Key(name: kind.name, mode: kind.mode)]
  }

  package func kind(named name: String, mode: ResourceMode) -> ResourceKind? {
    entries[Key(name: name, mode: mode)]?.kind
  }

  package func provider(of kind: ResourceKind) -> (any Provider)? {
    entry(of: kind).map { providers[$0.owner] }
  }

  /// Looks at resources, each provider at all of its own together. Of a kind that nobody knows there is nothing.
  package func observe(_ requests: [ObservationRequest], listing: Set<ObservationRequest> = []) async
    -> [ObservationRequest: Observation]
  {
    var observations: [ObservationRequest: Observation] = [:]
    let byOwner = Dictionary(grouping: requests) { entries[Key(name: $0.kind, mode: .managed)]?.owner }
    for (owner, group) in byOwner.sorted(by: { $0.key ?? -1 < $1.key ?? -1 }) {
      let found =
        if let owner { await providers[owner].observe(group, listing: listing) } else {
          group.map { _ in Observation.absent }
        }
      for (request, observation) in zip(group, found) { observations[request] = observation }
    }
    return observations
  }

  /// - Parameter isTimed: whether there is a `timeouts` block, which is no part of the resource itself.
  func blockSchema(of kind: ResourceKind, isTimed: Bool = false) -> BlockSchema {
    let entry = entry(of: kind)
    let timed = isTimed ? entry?.timedSchema : nil
    return (timed ?? entry?.schema)?.value ?? BlockSchema()
  }

  /// What may stand in a provider's block; nil of a provider whose kinds there are none of.
  func providerSchema(named name: String) -> BlockSchema? {
    providerSchemas[name] ?? (providerName(for: name + "_") == nil ? nil : BlockSchema())
  }

  /// The arguments of a `provider` block that are secret.
  package func secrets(ofProvider name: String) -> Set<String> {
    Set((providerSchema(named: name)?.attributes ?? [:]).filter(\.value.isSensitive).keys)
  }

  /// The kinds that there are, by name.
  private func names(mode: ResourceMode) -> [String] {
    entries.keys.filter { $0.mode == mode }.map(\.name).sorted()
  }

  /// The provider that a name would belong to, as people write it: `hashicorp/azurerm`; nil if there is none.
  func providerName(for name: String) -> String? {
    let prefix = name.prefix { $0 != "_" } + "_"
    let known = entries.values.filter { $0.kind.name.hasPrefix(prefix) }.map(\.kind.providerName).min()
    let registry = "registry.terraform.io/"
    return known.map { $0.hasPrefix(registry) ? String($0.dropFirst(registry.count)) : $0 }
  }

  /// The kind that a name was probably meant to be.
  package func suggestion(for name: String, mode: ResourceMode) -> String? {
    Diagnostics.suggestion(for: name, among: names(mode: mode))
  }
}
