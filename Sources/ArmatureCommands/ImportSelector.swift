import ARM
import AzureKinds
import AzureProvider
import Configuration
import Diagnostics
import Importing
import Planning
import Resources
import Values

/// Finds out what ids, groups and states name: which kind each is of, whether it is there, whose it is and at which
/// address the spec has it or is to have it.
struct ImportSelector {
  let session: EnvironmentSession
  let survey: ProgramSurvey
  let provider: AzureProvider
  private(set) var selection = ImportSelection()
  private(set) var diagnostics: [Diagnostic] = []
  private var names: AddressNames
  private var addressByID: [String: InstanceAddress] = [:]
  private var idByAddress: [InstanceAddress: String?] = [:]
  private var entries: [String: InstanceAddress] = [:]
  private var chosen: [String: InstanceAddress] = [:]
  /// What gets a block, before it has an address.
  private var waiting: [(address: InstanceAddress?, kind: ResourceKind, live: Observation.Live)] = []

  init(session: EnvironmentSession, survey: ProgramSurvey) {
    self.session = session
    self.survey = survey
    provider = AzureProvider(session: session.connection.session, azurerm: session.azurerm)
    names = AddressNames(
      taken: survey.resources.map(\.address)
        + session.program.root.resources.map {
          InstanceAddress(mode: $0.mode, type: $0.type, name: $0.name)
        } + session.record.entries.keys)
    for resource in survey.resources where resource.address.module == .root {
      guard let id = resource.id, resource.kind.isKnown(by: id) else { continue }
      selection.existing.append(
        DescribedResource(
          address: resource.address, id: id,
          nameArgument: provider.lineage(of: resource.kind, id: id).last?.argument))
    }
    for resource in survey.resources {
      idByAddress[resource.address] = .some(resource.id)
      if let id = resource.id { addressByID[Self.identity(resource.kind, id)] = resource.address }
    }
    for entry in session.record.entries.values where !entry.id.isEmpty {
      guard let kind = session.kinds.kind(named: entry.kind, mode: .managed) else { continue }
      entries[Self.identity(kind, entry.id)] = entry.address
    }
  }

  /// What tells a resource from every other: what is a path of another's body has that one's id.
  private static func identity(_ kind: ResourceKind, _ id: String) -> String {
    (kind.owner == nil ? "" : "\(kind.name) ") + id.lowercased()
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  // MARK: Ids

  /// Takes what the command line names.
  mutating func add(_ targets: [ImportTarget]) async {
    var asked: [(target: ImportTarget, kinds: [ResourceKind], id: String)] = []
    for target in targets {
      guard let (kinds, id) = kinds(of: target), let first = kinds.first else { continue }
      if let present = entries[Self.identity(first, id)] {
        report(ImportDiagnostics.alreadyHere(id, address: present, environment: session.environment))
      } else if let place = addressByID[Self.identity(first, id)] {
        if let wanted = target.address, wanted != place {
          report(ImportDiagnostics.described(id, by: place, wanted: wanted))
        } else {
          selection.described[place] = id
        }
      } else if let wanted = target.address, let other = idByAddress[wanted] {
        if let other { report(ImportDiagnostics.addressTaken(wanted, by: other, wanted: id)) }
        selection.described[wanted] = id
      } else if let wanted = target.address, wanted.module != .root || wanted.key != .none {
        report(ImportDiagnostics.noBlock(wanted, id: id))
      } else if chosen[Self.identity(first, id)] == nil {
        chosen[Self.identity(first, id)] = target.address ?? InstanceAddress(type: first.name, name: "")
        asked.append((target, kinds, id))
      }
    }
    guard let remotes = await remotes(of: asked.map { ($0.kinds[0], $0.id, $0.target.apiVersion) }) else { return }
    for question in asked where remotes[question.id] == nil && question.kinds[0].remote == nil {
      report(ImportDiagnostics.unknownType(RemoteType.type(of: question.id) ?? "", id: question.id))
    }
    asked.removeAll { remotes[$0.id] == nil && $0.kinds[0].remote == nil }
    let requests = asked.map { $0.kinds[0].request(for: $0.id, as: remotes[$0.id]) }
    let observations = await session.kinds.observe(requests)
    for (question, request) in zip(asked, requests) {
      switch observations[request] {
      case .present(let live)?:
        if let manager = live.manager {
          report(ImportDiagnostics.managed(live.id, by: manager))
          continue
        }
        let names = question.kinds.map(\.name)
        let kind = question.target.address == nil ? provider.kind(of: live.body, among: names) : names.first
        waiting.append(
          (
            question.target.address,
            kind.flatMap { session.kinds.kind(named: $0, mode: .managed) } ?? question.kinds[0], live
          ))
      case .unreadable(let failure)?: report(failure.diagnostic())
      case .absent?, nil: report(ImportDiagnostics.notFound(question.id))
      }
    }
  }

  /// What resources of any type are spoken to with, by their ids; nil where nobody can be asked, which is reported.
  private mutating func remotes(of asked: [(kind: ResourceKind, id: String, apiVersion: String?)]) async
    -> [String: RemoteType]?
  {
    let open = asked.filter { $0.kind.remoteInArguments != nil }
    guard !open.isEmpty else { return [:] }
    do throws(ProviderFailure) {
      var remotes = try await provider.remotes(of: open.filter { $0.apiVersion == nil }.map(\.id))
      for (_, id, apiVersion) in open {
        guard let apiVersion, let type = RemoteType.type(of: id) else { continue }
        remotes[id] = RemoteType(type: type, apiVersion: apiVersion)
      }
      return remotes
    } catch {
      report(error.diagnostic())
      return nil
    }
  }

  /// The kinds that something may be of, and its id; nil where that is an error.
  private mutating func kinds(of target: ImportTarget) -> (kinds: [ResourceKind], id: String)? {
    if let address = target.address, let kind = session.kinds.kind(named: address.type, mode: .managed),
      kind.ownership == .recorded
    {
      report(ImportDiagnostics.notInAzure(address, kind: kind, id: target.id))
      return nil
    }
    let text: String
    let type: String
    do throws(ResourceIDError) {
      let id = try target.resourceID
      text = id.text
      type = id.type
    } catch {
      report(ImportDiagnostics.invalidID(target.id, reason: error.reason))
      return nil
    }
    let kinds: [ResourceKind]
    if let address = target.address {
      guard let kind = session.kinds.kind(named: address.type, mode: .managed), address.mode == .managed else {
        report(
          ImportDiagnostics.unknownKind(
            address.type, address: address, suggestion: session.kinds.suggestion(for: address.type, mode: .managed)))
        return nil
      }
      kinds = [kind]
    } else {
      kinds = provider.kinds(of: text).compactMap { session.kinds.kind(named: $0, mode: .managed) }
    }
    guard let first = kinds.first else {
      report(ImportDiagnostics.unknownType(type, id: text))
      return nil
    }
    guard let id = provider.id(text, as: first), provider.kinds(of: id).contains(first.name) || first.owner != nil
    else {
      if let address = target.address { report(ImportDiagnostics.otherKind(text, type: type, address: address)) }
      return nil
    }
    if !liesHere(id, first) {
      report(ImportDiagnostics.otherSubscription(id, subscription: session.connection.session.subscription))
      return nil
    }
    return (kinds, id)
  }

  /// Whether arguments of a spec come to an id: not if it lies in another subscription than the spec.
  private func liesHere(_ id: String, _ kind: ResourceKind) -> Bool {
    // With the id of what it is in, a resource is described wherever it lies.
    if kind.remoteInArguments != nil { return true }
    let arguments = provider.attributes(of: kind, id: id, body: .object(Members()), arguments: nil)
    let own = try? provider.identity(of: kind, arguments: arguments)
    return own?.lowercased() == id.lowercased()
  }

  // MARK: Groups

  /// Takes a resource group with what is in it.
  mutating func add(group name: String) async {
    do throws(ProviderFailure) {
      let contents = try await provider.contents(ofGroup: name)
      if contents.resources.isEmpty, case (let id, .managed(let manager))? = contents.leftOut.first {
        return report(ImportDiagnostics.managed(id, by: manager))
      }
      let found = contents.resources.flatMap { withParts($0.kind, $0.live) }
      let owners = try await session.store.owners(
        of: Set(found.map { $0.live.id.lowercased() }), besides: session.environment)
      for (kind, live) in found {
        if let owner = owners[live.id.lowercased()] {
          selection.leftOut.append((live.id, "belongs to the environment \"\(owner)\""))
        } else {
          take(kind, live, at: nil)
        }
      }
      note(contents.leftOut)
    } catch {
      report(error.diagnostic())
    }
  }

  /// A resource with what is a path of its body, which is in nobody's list.
  private func withParts(_ name: String, _ live: Observation.Live) -> [(kind: ResourceKind, live: Observation.Live)] {
    guard let kind = session.kinds.kind(named: name, mode: .managed) else { return [] }
    let parts = provider.parts(in: live.body, of: kind, id: live.id).compactMap {
      part -> (kind: ResourceKind, live: Observation.Live)? in
      guard let place = session.kinds.kind(named: part.kind, mode: .managed), place.owner != nil else { return nil }
      return (place, Observation.Live(id: part.id, body: live.body))
    }
    return [(kind, live)] + parts
  }

  private mutating func note(_ leftOut: [(id: String, reason: GroupContents.Reason)]) {
    for (id, reason) in leftOut {
      switch reason {
      case .unknownType(let type): selection.leftOut.append((id, "of a type that Azure doesn't list: \(type)"))
      case .unreadable(let reason): selection.leftOut.append((id, "unreadable as \(reason)"))
      case .managed(let manager): selection.leftOut.append((id, "made and looked after by \(manager)"))
      case .record: selection.leftOut.append((id, "the record of an environment"))
      }
    }
  }

  /// Takes something that is live: where the spec describes it, at the address that it has there.
  private mutating func take(_ kind: ResourceKind, _ live: Observation.Live, at address: InstanceAddress?) {
    let identity = Self.identity(kind, live.id)
    if let present = entries[identity] {
      selection.present.append(present)
    } else if let place = addressByID[identity] {
      selection.described[place] = live.id
    } else if chosen[identity] == nil {
      chosen[identity] = address ?? InstanceAddress(type: kind.name, name: "")
      waiting.append((address, kind, live))
    }
  }

  // MARK: States

  /// Takes what a Terraform state names; the addresses that Terraform can forget then.
  mutating func add(_ state: TerraformState) async -> [InstanceAddress] {
    var taken: [InstanceAddress] = []
    var asked: [(instance: TerraformState.Instance, kind: ResourceKind, id: String, place: InstanceAddress?)] = []
    for instance in state.instances {
      let address = instance.address
      if address.mode == .data {
        leave(instance, "a data source: there is nothing to take over")
        continue
      }
      guard let kind = session.kinds.kind(named: address.type, mode: .managed) else {
        let isOurs = instance.provider.hasSuffix("/azurerm") || instance.provider.hasSuffix("/azapi")
        leave(instance, isOurs ? "no such kind in Armature" : "of the provider \(instance.provider)")
        continue
      }
      guard let text = state.resourceID(of: instance), !text.isEmpty else {
        leave(instance, "the state has no id for it")
        continue
      }
      if kind.ownership == .recorded {
        if session.record.entries[address] != nil {
          selection.present.append(address)
          taken.append(address)
        } else if idByAddress[address] != nil, kind.home?.imported(text) != nil {
          selection.described[address] = text
          taken.append(address)
        } else {
          leave(instance, "Terraform alone has its value: it is made anew")
        }
        continue
      }
      if kind.ownership == .satisfied, idByAddress[address] != nil {
        // What is registered is the subscription's: the block in the spec is all there is to it.
        taken.append(address)
        continue
      }
      // A role assignment in another tenant has that one's id behind its own.
      let plain = text.split(separator: "|").first.map(String.init) ?? text
      guard let id = provider.id(text, as: kind) ?? provider.id(plain, as: kind), liesHere(id, kind) else {
        leave(instance, "\(text) is no id of a resource of this subscription")
        continue
      }
      let identity = Self.identity(kind, id)
      if let present = entries[identity] {
        selection.present.append(present)
        taken.append(address)
        continue
      }
      let place = addressByID[identity] ?? (idByAddress[address] == nil ? nil : address)
      if place == address, let other = idByAddress[address] ?? nil, other.lowercased() != id.lowercased() {
        report(ImportDiagnostics.addressTaken(address, by: other, wanted: id))
      } else if place == nil, address.module != .root || address.key != .none {
        leave(
          instance,
          "the spec has no block for it, and only blocks of the root module without count and for_each are written")
      } else {
        asked.append((instance, kind, id, place))
      }
    }
    guard let remotes = await remotes(of: asked.map { ($0.kind, $0.id, nil) }) else { return taken }
    let requests = asked.map { $0.kind.request(for: $0.id, as: remotes[$0.id]) }
    let observations = await session.kinds.observe(requests)
    for ((instance, kind, id, place), request) in zip(asked, requests) {
      switch observations[request] {
      case .present(let live)?:
        if let place { selection.described[place] = id } else { take(kind, live, at: instance.address) }
        taken.append(instance.address)
      case .unreadable(let failure)?: report(failure.diagnostic(address: instance.address.description))
      case .absent?, nil: leave(instance, "\(id) doesn't exist in Azure")
      }
    }
    // Terraform forgets whole resources: where one instance stays with it, all do.
    let staying = Set(selection.leftOut.map(\.subject))
    let resources = Set(
      state.instances.filter { staying.contains($0.address.description) }.map { Self.withoutKeys($0.address) })
    return taken.filter { !resources.contains(Self.withoutKeys($0)) }
  }

  private mutating func leave(_ instance: TerraformState.Instance, _ reason: String) {
    selection.leftOut.append((instance.address.description, reason))
  }

  private static func withoutKeys(_ address: InstanceAddress) -> InstanceAddress {
    InstanceAddress(
      module: ModuleAddress(address.module.steps.map { ModuleAddress.Step($0.name) }), mode: address.mode,
      type: address.type, name: address.name)
  }

  // MARK: Addresses

  /// Gives everything that gets a block its address and says what the block is to say.
  mutating func finish() -> ImportSelection {
    waiting.sort {
      ($0.kind.name, $0.live.id.lowercased()) < ($1.kind.name, $1.live.id.lowercased())
    }
    // What has an address already goes first, so that nothing else gets it.
    for (address, _, live) in waiting {
      guard let address, !names.take(address) else { continue }
      let other = waiting.first { $0.address == address && $0.live.id != live.id }?.live.id
      report(ImportDiagnostics.twice(address, other ?? "another resource", live.id))
    }
    for (address, kind, live) in waiting {
      let lineage = provider.lineage(of: kind, id: live.id)
      let address = address ?? names.address(of: kind, lineage: lineage)
      let arguments = SpecArguments.of(
        provider.arguments(importing: kind, id: live.id, body: live.body), kind: kind,
        identifying: Set(lineage.map(\.argument))
      ) { arguments in
        Planner.problems(
          with: arguments, of: kind, at: address, environment: session.environment, kinds: session.kinds)
      }
      selection.written.append(
        ImportedResource(
          address: address, kind: kind, id: live.id, lineage: lineage,
          attributes: provider.attributes(of: kind, id: live.id, body: live.body, arguments: nil),
          arguments: arguments))
      noteBeneath(kind, live, arguments)
    }
    return selection
  }

  /// Notes what a body shows beneath a resource, or as a part of it, and isn't taken over.
  private mutating func noteBeneath(_ kind: ResourceKind, _ live: Observation.Live, _ arguments: Value) {
    guard kind.owner == nil else { return }
    let children = provider.children(of: kind, id: live.id, body: live.body, arguments: arguments, recorded: nil)
    for id in children {
      let kinds = provider.kinds(of: id).compactMap { session.kinds.kind(named: $0, mode: .managed) }
      let identities = [id.lowercased()] + kinds.map { Self.identity($0, id) }
      if identities.allSatisfy(isFree) { selection.beneath.append(id) }
    }
    for part in provider.parts(in: live.body, of: kind, id: live.id) {
      guard let place = session.kinds.kind(named: part.kind, mode: .managed), place.owner != nil,
        isFree(Self.identity(place, part.id))
      else { continue }
      selection.beneath.append("\(part.kind).NAME=\(part.id)")
    }
  }

  private func isFree(_ identity: String) -> Bool {
    chosen[identity] == nil && entries[identity] == nil && addressByID[identity] == nil
  }
}
