import Configuration
import Diagnostics
import Resources
import Values

/// Something live under an id that the spec describes and that the environment doesn't own.
struct Stranger {
  let address: InstanceAddress
  let id: String
  /// The id, or more where it takes more to tell what it is.
  let label: String
  /// Whether it is only a path of another's body.
  let isPath: Bool
  let range: SourceRange
  /// Whether it is to be taken over.
  let isAdopted: Bool
  /// Whether the record has it as something that a run was about to make.
  let wasPlanned: Bool
  /// What made it and looks after it, where that isn't a user.
  let manager: String?
}

/// Whose a live resource is.
extension Planner {
  /// What tells a resource from every other: its id, whatever kind describes it; and for what is only a path of
  /// another's body, and so has that one's id, its kind too.
  static func identity(of kind: ResourceKind?, id: String) -> String {
    kind?.owner == nil ? id.lowercased() : "\(kind?.name ?? "") \(id.lowercased())"
  }

  /// The record's entry for an instance: ownership is by id, so first the one with its id, wherever the record has it;
  /// else the one at its address, or at the one that it moved from, unless that resource appears at another address now.
  func entry(of instance: ResourceInstance) -> EnvironmentRecord.Entry? {
    if context.record.entries.isEmpty { return nil }
    if instance.kind.ownership == .owned, !instance.kind.isKnownByAddress,
      let entry = instance.id.flatMap({ entriesByID[Self.identity(of: instance.kind, id: $0)] })
    {
      // A record that has an id twice was written under both addresses: each keeps its own.
      return context.record.entries[instance.address].flatMap { $0.id.lowercased() == entry.id.lowercased() ? $0 : nil }
        ?? entry
    }
    if let entry = context.record.entries[instance.address] { return isLeft(entry, by: instance) ? nil : entry }
    // An address that the spec still has keeps what is its own.
    return refactorings.earlierAddresses(of: instance.address).lazy
      .filter { self.evaluator.instance(at: $0) == nil }
      .compactMap { self.context.record.entries[$0] }
      .first { self.isOfKind($0, instance.kind) && !self.isLeft($0, by: instance) }
  }

  private func isOfKind(_ entry: EnvironmentRecord.Entry, _ kind: ResourceKind) -> Bool {
    entry.kind == kind.name || kind.home?.succeeds[entry.kind] != nil
  }

  private func isLeft(_ entry: EnvironmentRecord.Entry, by instance: ResourceInstance) -> Bool {
    let kind = context.kinds.kind(named: entry.kind, mode: .managed)
    guard kind?.isKnownByAddress != true, let claimant = movedIDs[Self.identity(of: kind, id: entry.id)] else {
      return false
    }
    return claimant != instance.address
  }

  /// The ids that appear at another address than the record has them at, as far as the last evaluation knows.
  func idsOnTheMove() -> [String: InstanceAddress] {
    var moved: [String: InstanceAddress] = [:]
    for instance in evaluator.resourceInstances
    where instance.kind.ownership == .owned && !instance.kind.isKnownByAddress {
      guard let id = instance.id.map({ Self.identity(of: instance.kind, id: $0) }), let entry = entriesByID[id],
        entry.address != instance.address
      else { continue }
      moved[id] = instance.address
    }
    return moved
  }

  /// Whether what is live is ours to change: the record has it as ours, the journal knows that Azure accepted its
  /// creation, or the run that meant to make it did.
  ///
  /// A resource without `systemData` that a run meant to make counts as made by that run, which had seen that nothing was
  /// there; with `systemData`, time and author have to fit.
  func isOurs(_ live: Observation.Live, entry: EnvironmentRecord.Entry?) -> Bool {
    let id = live.id.lowercased()
    if context.options.createdIDs.contains(id) { return true }
    if let entry {
      // What is a path of another's body was not made when that body was.
      let isPath = context.kinds.kind(named: entry.kind, mode: .managed)?.owner != nil
      if !entry.isUnmade || isPath { return true }
    } else if !context.options.attemptedIDs.contains(id) {
      return false
    }
    guard let origin = live.origin, let run = context.record.written else { return true }
    return origin.author == run.author && origin.time >= run.time
  }

  /// Notes that what an instance describes is there and isn't ours; whether it is to be taken over.
  func meet(_ live: Observation.Live, at instance: ResourceInstance, entry: EnvironmentRecord.Entry?) -> Bool {
    let address = instance.address
    let isAdopted =
      context.options.adoptsAll || context.options.adopted.contains(address.description) || imports[address] != nil
    strangers[address] = Stranger(
      address: address, id: live.id, label: instance.kind.label(of: live.id),
      isPath: instance.kind.ownedPath != nil, range: instance.declaration.headerRange, isAdopted: isAdopted,
      wasPlanned: entry != nil, manager: live.manager)
    return isAdopted
  }

  /// Finds out whose everything is that would be made or taken over and isn't known to be ours: one message for each
  /// kind of owner.
  func ownershipProblems() async -> [Diagnostic] {
    let strangers = self.strangers.values.sorted { $0.address < $1.address }
    do throws(ProviderFailure) {
      var managers = try await managersOfPlaces(strangers)
      for stranger in strangers { managers[stranger.address] = stranger.manager ?? managers[stranger.address] }
      var problems: [Diagnostic] = []
      if !managers.isEmpty { problems.append(OwnershipDiagnostics.managed(managed(managers))) }
      let rest = strangers.filter { managers[$0.address] == nil }
      guard !rest.isEmpty else { return problems }
      let owners =
        try await context.store?.owners(
          of: Set(rest.map { $0.id.lowercased() }), besides: context.environment) ?? [:]
      let owned = rest.filter { owners[$0.id.lowercased()] != nil }
      if !owned.isEmpty {
        problems.append(
          OwnershipDiagnostics.otherEnvironment(owned.map { ($0, owners[$0.id.lowercased()] ?? "") }))
      }
      let unowned = rest.filter { owners[$0.id.lowercased()] == nil && !$0.isAdopted }
      if !unowned.isEmpty { problems.append(OwnershipDiagnostics.alreadyExists(unowned)) }
      return problems
    } catch {
      return [error.diagnostic()]
    }
  }

  /// What looks after the places in which something would be made or taken over; what lies beneath a resource of the
  /// spec itself isn't asked for.
  private func managersOfPlaces(_ strangers: [Stranger]) async throws(ProviderFailure) -> [InstanceAddress: String] {
    let own = Set(evaluator.resourceInstances.compactMap { $0.id?.lowercased() })
    var managers: [InstanceAddress: String] = [:]
    let candidates = evaluator.resourceInstances.filter { instance in
      guard instance.kind.mode == .managed, instance.kind.ownership == .owned, let id = instance.id else {
        return false
      }
      let isNew = instance.action == .create || self.strangers[instance.address] != nil
      return isNew && !Self.parents(of: id.lowercased()).contains(where: own.contains)
    }
    let byProvider = Dictionary(grouping: candidates) { $0.kind.providerName }
    for (_, instances) in byProvider.sorted(by: { $0.key < $1.key }) {
      guard let kind = instances.first?.kind, let provider = context.kinds.provider(of: kind) else { continue }
      let found = try await provider.managers(of: Set(instances.compactMap(\.id)).sorted())
      for instance in instances { managers[instance.address] = instance.id.flatMap { found[$0] } }
    }
    return managers
  }

  /// The ids that an id lies beneath, the nearest first.
  private static func parents(of id: String) -> [String] {
    var parents: [String] = []
    var end = id.endIndex
    while let slash = id[..<end].lastIndex(of: "/"), slash > id.startIndex {
      parents.append(String(id[..<slash]))
      end = slash
    }
    return parents
  }

  private func managed(_ managers: [InstanceAddress: String]) -> [OwnershipDiagnostics.Managed] {
    managers.sorted { $0.key < $1.key }.map { address, manager in
      let instance = evaluator.instance(at: address)
      return OwnershipDiagnostics.Managed(
        address: address, id: strangers[address]?.id ?? instance?.id ?? "", manager: manager,
        range: instance?.declaration.headerRange)
    }
  }
}

/// The messages about what belongs to somebody else: one for all that have the same kind of owner.
enum OwnershipDiagnostics {
  struct Managed {
    let address: InstanceAddress
    let id: String
    let manager: String
    let range: SourceRange?
  }

  static func alreadyExists(_ strangers: [Stranger]) -> Diagnostic {
    let isOne = strangers.count == 1
    let wasPlanned = strangers.contains(where: \.wasPlanned)
    let first = strangers[0]
    return .error(
      isOne ? "Resource already exists" : "Resources already exist",
      detail: (isOne
        ? "\(first.label) is live in Azure, and no environment's record has it, so it isn't ours to change."
        : "These are live in Azure, and no environment's record has them, so they aren't ours to change:\n"
          + list(strangers.map { ($0.address, $0.label) }))
        + (wasPlanned
          ? "\nA run of this environment was about to make \(isOne ? "it" : "some of them"), and somebody else did first."
          : ""),
      at: isOne ? first.range : nil,
      hint: isOne
        ? "take it over with `--adopt '\(first.address)'` or an import block, or "
          + (first.isPath ? "have it cleared first" : "give the resource another name")
        : "take one over with `--adopt '\(first.address)'` or an import block, all of them with `--adopt-all`, or "
          + "give the resources other names",
      address: isOne ? first.address.description : nil)
  }

  static func otherEnvironment(_ owned: [(stranger: Stranger, owner: String)]) -> Diagnostic {
    let isOne = owned.count == 1
    let first = owned[0]
    return .error(
      isOne ? "Resource of another environment" : "Resources of other environments",
      detail: isOne
        ? "\(first.stranger.label) is live in Azure, and it belongs to the environment \"\(first.owner)\"."
        : "These are live in Azure, and they belong to other environments:\n"
          + list(owned.map { ($0.stranger.address, "\($0.stranger.label), of \"\($0.owner)\"") }),
      at: isOne ? first.stranger.range : nil,
      hint: "give \(isOne ? "the resource another name" : "the resources other names"), read what is there with a data "
        + "source, or have \"\(first.owner)\" release it with a `removed` block that says `destroy = false`",
      address: isOne ? first.stranger.address.description : nil)
  }

  static func managed(_ managed: [Managed]) -> Diagnostic {
    let isOne = managed.count == 1
    let first = managed[0]
    return .error(
      isOne ? "Resource that Azure manages" : "Resources that Azure manages",
      detail: isOne
        ? "\(first.id) is \(first.manager)'s own, or lies in a resource group that is: what is made or changed there is "
          + "undone or breaks it."
        : "These are another resource's own, or lie in a resource group that is: what is made or changed there is undone "
          + "or breaks it.\n" + list(managed.map { ($0.address, "\($0.id), managed by \($0.manager)") }),
      at: isOne ? first.range : nil,
      hint: "put \(isOne ? "it" : "them") into a resource group of your own; nothing takes over what Azure manages",
      address: isOne ? first.address.description : nil)
  }

  private static func list(_ items: [(address: InstanceAddress, text: String)]) -> String {
    items.map { "  \($0.address)\n    \($0.text)" }.joined(separator: "\n")
  }
}
