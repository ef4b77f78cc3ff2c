import Configuration
import Diagnostics
import Evaluation
import Resources
import Synchronization

/// Every kind that a program may use, with the provider that knows it.
package struct KindRegistry: Sendable {
  /// A kind that was asked for.
  private final class Entry: Sendable {
    let kind: ResourceKind
    /// The place in ``providers`` of the one that knows it.
    let owner: Int
    let schema: Deferred<BlockSchema>
    /// The same for blocks with a `timeouts` block in them; nil where there is none.
    let timedSchema: Deferred<BlockSchema>?

    init(_ kind: ResourceKind, owner: Int) {
      self.kind = kind
      self.owner = owner
      schema = Deferred { BlockSchema(kind.schema) }
      timedSchema =
        kind.timeouts.isEmpty
        ? nil : Deferred { BlockSchema(ResourceSchema(kind.schema.attributes + [kind.timeouts.schema])) }
    }
  }

  /// Those that were asked for, each by reference: that is asked of every instance, and a name takes longer to look for.
  private final class Entries: Sendable {
    private struct Known {
      var entries: [ObjectIdentifier: Entry] = [:]
      /// Mostly the next one, too.
      var last: Entry?
    }

    private let known = Mutex(Known())

    func entry(of kind: ResourceKind, _ make: () -> Entry?) -> Entry? {
      known.withLock { known in
        if let last = known.last, last.kind === kind { return last }
        let entry = known.entries[ObjectIdentifier(kind)] ?? make()
        known.entries[ObjectIdentifier(kind)] = entry
        known.last = entry
        return entry
      }
    }
  }

  private let entries = Entries()
  private let providers: [any Provider]
  private let providerSchemas: [String: Deferred<BlockSchema>]
  /// The functions of providers, by the address of each: `azure/azapi`.
  let providerFunctions: [String: FunctionTable]
  /// What to do instead of using a kind that there is none of, by its name; nil where nobody knows.
  let remedy: @Sendable (_ name: String, ResourceMode) -> String?

  /// - Parameters:
  ///   - providerSchemas: what may stand in `provider` blocks, by local name.
  ///   - providerFunctions: the functions of providers, by the address of each: `azure/azapi`.
  ///   - remedy: what to do instead of using a kind that there is none of, as a hint; nil where nobody knows.
  package init(
    _ providers: [any Provider], providerSchemas: [String: Deferred<BlockSchema>],
    providerFunctions: [String: FunctionTable] = [:],
    remedy: @escaping @Sendable (_ name: String, ResourceMode) -> String? = { _, _ in nil }
  ) {
    self.providers = providers
    self.providerSchemas = providerSchemas
    self.providerFunctions = providerFunctions
    self.remedy = remedy
  }

  private func entry(of kind: ResourceKind) -> Entry? {
    entries.entry(of: kind) { owner(of: KindName(kind.name, kind.mode)).map { Entry(kind, owner: $0) } }
  }

  private func owner(of name: KindName) -> Int? {
    providers.firstIndex { $0.kindNames.place(of: name) != nil }
  }

  package func kind(named name: String, mode: ResourceMode) -> ResourceKind? {
    let name = KindName(name, mode)
    return providers.lazy.compactMap { $0.kind(named: name) }.first
  }

  package func provider(of kind: ResourceKind) -> (any Provider)? {
    entry(of: kind).map { providers[$0.owner] }
  }

  /// Looks at resources, each provider at all of its own together. Of a kind that nobody knows there is nothing.
  package func observe(_ requests: [ObservationRequest], listing: Set<ObservationRequest> = []) async
    -> [ObservationRequest: Observation]
  {
    var observations: [ObservationRequest: Observation] = [:]
    let byOwner = Dictionary(grouping: requests) { owner(of: KindName($0.kind, .managed)) }
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
    providerSchemas[name]?.value ?? (providerName(for: name + "_") == nil ? nil : BlockSchema())
  }

  /// The arguments of a `provider` block that are secret.
  package func secrets(ofProvider name: String) -> Set<String> {
    Set((providerSchema(named: name)?.attributes ?? [:]).filter(\.value.isSensitive).keys)
  }

  /// The provider that a name would belong to, as people write it: `hashicorp/azurerm`; nil if there is none.
  func providerName(for name: String) -> String? {
    let prefix = name.prefix { $0 != "_" } + "_"
    let kinds = providers.lazy.flatMap { provider in
      provider.kindNames.sorted.lazy.filter { $0.name.hasPrefix(prefix) }.compactMap { provider.kind(named: $0) }
    }
    let registry = "registry.terraform.io/"
    return kinds.first.map(\.providerName).map {
      $0.hasPrefix(registry) ? String($0.dropFirst(registry.count)) : $0
    }
  }

  /// The kind that a name was probably meant to be.
  package func suggestion(for name: String, mode: ResourceMode) -> String? {
    let names = providers.flatMap { $0.kindNames.sorted.filter { $0.mode == mode }.map(\.name) }
    return Diagnostics.suggestion(for: name, among: names.sorted())
  }
}
