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

  private let kinds: [Key: ResourceKind]
  private let schemas: [Key: Deferred<BlockSchema>]
  /// The same for blocks with a `timeouts` block in them.
  private let timedSchemas: [Key: Deferred<BlockSchema>]
  private let providers: [any Provider]
  /// The place in ``providers`` of the one that knows a kind.
  private let owners: [Key: Int]
  private let providerSchemas: [String: BlockSchema]

  /// - Parameter providerSchemas: what may stand in `provider` blocks, by local name.
  package init(_ providers: [any Provider], providerSchemas: [String: BlockSchema]) {
    var kinds: [Key: ResourceKind] = [:]
    var schemas: [Key: Deferred<BlockSchema>] = [:]
    var timedSchemas: [Key: Deferred<BlockSchema>] = [:]
    var owners: [Key: Int] = [:]
    for (index, provider) in providers.enumerated() {
      for kind in provider.kinds {
        let key = Key(name: kind.name, mode: kind.mode)
        kinds[key] = kind
        schemas[key] = Deferred { BlockSchema(kind.schema) }
        if !kind.timeouts.isEmpty {
          timedSchemas[key] = Deferred {
            BlockSchema(ResourceSchema(kind.schema.attributes + [kind.timeouts.schema]))
          }
        }
        owners[key] = index
      }
    }
    self.kinds = kinds
    self.schemas = schemas
    self.timedSchemas = timedSchemas
    self.providers = providers
    self.owners = owners
    self.providerSchemas = providerSchemas
  }

  package func kind(named name: String, mode: ResourceMode) -> ResourceKind? {
    kinds[Key(name: name, mode: mode)]
  }

  package func provider(of kind: ResourceKind) -> (any Provider)? {
    owners[Key(name: kind.name, mode: kind.mode)].map { providers[$0] }
  }

  /// Looks at resources, each provider at all of its own together. Of a kind that nobody knows there is nothing.
  package func observe(_ requests: [ObservationRequest], listing: Set<ObservationRequest> = []) async
    -> [ObservationRequest: Observation]
  {
    var observations: [ObservationRequest: Observation] = [:]
    let byOwner = Dictionary(grouping: requests) { owners[Key(name: $0.kind, mode: .managed)] }
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
    let key = Key(name: kind.name, mode: kind.mode)
    let timed = isTimed ? timedSchemas[key] : nil
    return (timed ?? schemas[key])?.value ?? BlockSchema()
  }

  func providerSchema(named name: String) -> BlockSchema {
    providerSchemas[name] ?? BlockSchema()
  }

  /// The arguments of a `provider` block that are secret.
  package func secrets(ofProvider name: String) -> Set<String> {
    Set(providerSchema(named: name).attributes.filter(\.value.isSensitive).keys)
  }

  /// The kinds that there are, by name.
  private func names(mode: ResourceMode) -> [String] {
    kinds.keys.filter { $0.mode == mode }.map(\.name).sorted()
  }

  /// The provider that a name would belong to, as people write it: `hashicorp/azurerm`; nil if there is none.
  func providerName(for name: String) -> String? {
    let prefix = name.prefix { $0 != "_" } + "_"
    let known = kinds.values.filter { $0.name.hasPrefix(prefix) }.map(\.providerName).min()
    let registry = "registry.terraform.io/"
    return known.map { $0.hasPrefix(registry) ? String($0.dropFirst(registry.count)) : $0 }
  }

  /// The kind that a name was probably meant to be.
  package func suggestion(for name: String, mode: ResourceMode) -> String? {
    Diagnostics.suggestion(for: name, among: names(mode: mode))
  }
}
