import Configuration
import Diagnostics
import Evaluation
import Resources
import Values

/// Puts together a plan from what the planner found.
struct PlanBuilder {
  let planner: Planner
  var diagnostics: [Diagnostic]
  private var owners: [String: InstanceAddress] = [:]
  /// What was found behind dependencies already: the instances of one block mostly have the same, and share them.
  private var known: [Set<Dependency>: [InstanceAddress]] = [:]

  init(_ planner: Planner) {
    self.planner = planner
    diagnostics = planner.evaluator.diagnostics + planner.failures
  }

  private var evaluator: ProgramEvaluator { planner.evaluator }
  private var context: PlanningContext { planner.context }

  mutating func plan() -> (plan: Plan, diagnostics: [Diagnostic]) {
    let instances = evaluator.sortedResourceInstances
    checkOptions(instances.map(\.address))
    // After other errors, nobody knows which instances there are.
    let contradictions =
      diagnostics.hasErrors ? [] : planner.refactorings.contradictions(instances.map(\.address))
    for (from, to, range) in contradictions {
      diagnostics.append(PlanningDiagnostics.movedStillExists(from, to: to, at: range))
    }
    let record = context.record
    checkPatterns { instances.map(\.address) + record.sortedEntries.map(\.address) }
    diagnostics += planner.overlaps(of: instances)
    var changes = instances.compactMap { change(of: $0) }
    var drift = changes.compactMap { self.drift(of: $0) }
    let (orphans, orphanDrift) = orphanChanges(claimed: instances)
    drift += orphanDrift
    if !orphans.isEmpty {
      changes += orphans
      changes.sort { $0.address < $1.address }
    }
    checkOrphanedParents(of: changes)
    changes = naming(changes)
    diagnostics += RefactoringNotes(planner).warnings(changes) + strayChildren(of: changes)
    let plan = Plan(
      environment: context.environment, changes: changes, outputs: outputs(),
      drift: drift.sorted { $0.address < $1.address }, checks: evaluator.checks,
      warnings: diagnostics.filter { $0.severity == .warning } + partWarning(planner.undone), undone: planner.undone,
      registrations: planner.registrations)
    return (plan, diagnostics)
  }

  /// The plan that removes everything the record has.
  mutating func destruction() -> (plan: Plan, diagnostics: [Diagnostic]) {
    diagnostics = []
    var changes: [InstanceChange] = []
    let entries = context.record.sortedEntries
    for entry in entries {
      if let change = deletion(of: entry, reason: .destruction) { changes.append(change) }
    }
    checkPatterns { entries.map(\.address) }
    let undone: [UndoneChange]
    (changes, undone) = part(of: naming(changes))
    for change in changes {
      if let declaration = declaration(of: change.address), declaration.lifecycle.preventDestroy {
        diagnostics.append(PlanningDiagnostics.preventDestroy(change.address, at: declaration.headerRange))
      }
    }
    let gone = context.options.isPartial ? [:] : context.record.outputs
    let outputs = gone.sorted { $0.key.precedesInUTF8($1.key) }.map {
      OutputChange(name: $0.key, before: $0.value, after: nil, isSensitive: false, declaration: nil)
    }
    let registrations = changes.isEmpty || context.options.isPartial ? [] : self.registrations
    let plan = Plan(
      environment: context.environment, changes: changes, outputs: outputs, drift: [], checks: [],
      warnings: (registrations.isEmpty ? [] : [PlanningDiagnostics.staysRegistered(registrations)])
        + strayChildren(of: changes) + partWarning(undone), undone: undone)
    return (plan, diagnostics)
  }

  /// What the spec only asks to be so, and doesn't own: it outlives the environment.
  private var registrations: [String] {
    context.program.modules.flatMap { module in
      module.resources.filter { resource in
        context.kinds.kind(named: resource.type, mode: resource.mode)?.ownership == .satisfied
      }.map { (module.path.map { "module.\($0)" } + [$0.type, $0.name]).joined(separator: ".") }
    }.sorted()
  }

  /// What the command line names has to be there, or a slip would go unnoticed.
  private mutating func checkOptions(_ known: [InstanceAddress]) {
    // After other errors, nobody knows which instances there are.
    if diagnostics.hasErrors { return }
    let flags = [("--adopt", context.options.adopted), ("--replace", context.options.replaced)]
    if flags.allSatisfy({ $0.1.isEmpty }) { return }
    let names = Set(known.map(\.description))
    for (flag, texts) in flags {
      for text in texts.sorted() where !names.contains(text) {
        let address = InstanceAddress(text)
        if let address, known.contains(address) { continue }
        diagnostics.append(
          PlanningDiagnostics.unknownAddress(
            text, flag: flag, isAddress: address != nil,
            suggestion: suggestion(for: text, among: names.sorted { $0.precedesInUTF8($1) })))
      }
    }
  }

  // MARK: What the spec has

  private mutating func change(of instance: ResourceInstance) -> InstanceChange? {
    if let id = instance.id.map({ Planner.identity(of: instance.kind, id: $0) }), instance.kind.ownership == .owned,
      instance.kind.mode == .managed, !instance.kind.isKnownByAddress
    {
      if let other = owners[id] {
        diagnostics.append(
          PlanningDiagnostics.sameID(
            instance.kind.label(of: instance.id ?? id), other, instance.address, at: instance.declaration.headerRange))
      }
      owners[id] = instance.address
    }
    guard let decision = instance.decision else { return nil }
    if let kept = decision.difference?.kept, !kept.isEmpty, decision.action == .none || decision.action == .update {
      diagnostics.append(
        PlanningDiagnostics.kept(kept, of: instance.address, at: instance.declaration.headerRange))
    }
    var dependencies = addresses(of: instance.dependencies)
    if dependencies.contains(instance.address) { dependencies.removeAll { $0 == instance.address } }
    if let first = planner.prerequisites[instance.address] { dependencies = Set(dependencies + first).sorted() }
    return InstanceChange(
      address: instance.address, previousAddress: decision.previousAddress, kind: instance.kind,
      action: decision.action, reasons: decision.reasons, id: instance.id ?? decision.priorID,
      priorID: decision.priorID, before: decision.prior ?? .null(instance.kind.schema.type),
      after: instance.value, differences: decision.difference?.changes ?? [], dependencies: dependencies,
      standIn: decision.standIn, declaration: instance.declaration.headerRange,
      sources: sources(of: instance, decision))
  }

  private func sources(of instance: ResourceInstance, _ decision: ResourceInstance.Decision) -> [ValuePath: SourceRange]
  {
    var sources: [ValuePath: SourceRange] = [:]
    for change in decision.difference?.changes ?? [] {
      sources[change.path] = instance.sources?[change.path] ?? origin(of: change.path, of: instance)
    }
    return sources
  }

  /// Where the first argument is written that an inferred one follows from.
  private func origin(of path: ValuePath, of instance: ResourceInstance) -> SourceRange? {
    guard case .member(let name)? = path.steps.first, let sources = instance.sources else { return nil }
    for origin in instance.kind.schema[name]?.inferredFrom ?? [] {
      if let range = sources[ValuePath([.member(origin)])] { return range }
    }
    return nil
  }

  /// The instances behind dependencies. What something rests on through values that were never in Azure counts too,
  /// since the evaluator hands dependencies through.
  private mutating func addresses(of dependencies: Set<Dependency>) -> [InstanceAddress] {
    if let found = known[dependencies] { return found }
    // Those of one thing are in order, and nearly everything rests on one thing or none.
    let found =
      dependencies.count > 1
      ? Set(dependencies.flatMap { evaluator.instances(of: $0).map(\.address) }).sorted()
      : dependencies.first.map { evaluator.instances(of: $0).map(\.address) } ?? []
    // Few are worth a note; it is many that make a plan slow.
    if found.count > 16 { known[dependencies] = found }
    return found
  }

  private func drift(of change: InstanceChange) -> InstanceDrift? {
    guard change.address.mode == .managed, let id = change.priorID ?? change.id else { return nil }
    func finding(_ finding: InstanceDrift.Finding) -> InstanceDrift {
      InstanceDrift(
        address: change.address, kind: change.kind, id: id, finding: finding, before: change.before,
        declaration: change.declaration, sources: change.sources)
    }
    if change.reasons.contains(.vanished) { return finding(.deleted) }
    let drifted = change.differences.filter { $0.cause == .drift || $0.cause == .specAndDrift }
    if !drifted.isEmpty { return finding(.changed(drifted)) }
    // What this environment had not noted as its own was not applied before.
    if change.isTakenUp { return nil }
    for case .failed(let reason) in change.reasons { return finding(.failed(reason)) }
    return nil
  }

  // MARK: What the spec no longer has

  private mutating func orphanChanges(claimed: [ResourceInstance]) -> ([InstanceChange], [InstanceDrift]) {
    if context.record.entries.isEmpty { return ([], []) }
    let addresses = Set(claimed.map(\.address))
    // An instance without a decision has an error, or no entry; what it may have is not what nobody has any more.
    let used = Set(claimed.compactMap { planner.entry(of: $0)?.address })
    var changes: [InstanceChange] = []
    var drift: [InstanceDrift] = []
    // One resource under two addresses, as two runs may leave it that didn't see each other, is never deleted for one.
    var owners = Dictionary(
      claimed.filter { !$0.kind.isKnownByAddress }.compactMap { instance in
        (instance.decision?.priorID ?? instance.id).map {
          (Planner.identity(of: instance.kind, id: $0), instance.address)
        }
      }, uniquingKeysWith: { first, _ in first })
    // Nor is what has become an argument of the resource that it is part of.
    owners.merge(planner.taken(by: claimed)) { first, _ in first }
    // What stands in goes at the end of the rotation that it is there for.
    let standIns = planner.standInIDs
    for entry in context.record.sortedEntries
    where !used.contains(entry.address) && planner.leftOut[entry.address] == nil
      && planner.leftOut[entry.address.current] == nil && !standIns.contains(entry.id.lowercased())
    {
      // Its address has another resource now: until it is gone it is known by an address of its own.
      let isTaken = addresses.contains(entry.address)
      // It moves even if nothing is declared where it ends, unless something else is there.
      let moved = planner.refactorings.presentAddress(of: entry.address)
      let address =
        isTaken
        ? entry.address.deposing(id: entry.id)
        : addresses.contains(moved) || context.record.entries[moved] != nil ? entry.address : moved
      let kind = context.kinds.kind(named: entry.kind, mode: .managed)
      let resource = Planner.identity(of: kind, id: entry.id)
      if !entry.id.isEmpty, let owner = owners[resource], let kind, !kind.isKnownByAddress {
        changes.append(
          InstanceChange(
            address: address, previousAddress: isTaken ? entry.address : nil, kind: kind, action: .forget,
            reasons: [.same(as: owner)], id: entry.id, before: .null(kind.schema.type),
            after: .null(kind.schema.type)))
        continue
      }
      owners[resource] = address
      let successor = isTaken ? evaluator.instance(at: entry.address).flatMap { planner.entry(of: $0) } : nil
      let reason: Reason =
        if let successor { successor.address.deposed != nil ? .deposed : .removed } else {
          reason(for: address, recorded: entry.address)
        }
      if let change = deletion(of: entry, at: address, reason: reason) {
        changes.append(change)
        if change.action == .delete, address.deposed == nil, let declaration = declaration(of: address),
          declaration.lifecycle.preventDestroy
        {
          diagnostics.append(PlanningDiagnostics.preventDestroy(address, at: declaration.headerRange))
        }
        if change.action == .forget, change.reasons.contains(.vanished) {
          drift.append(
            InstanceDrift(
              address: entry.address, kind: change.kind, id: entry.id, finding: .deleted, before: change.before,
              declaration: nil, sources: [:]))
        }
      }
    }
    return (changes, drift)
  }

  private mutating func deletion(
    of entry: EnvironmentRecord.Entry, at address: InstanceAddress? = nil, reason: Reason
  ) -> InstanceChange? {
    let address = address ?? entry.address
    guard let kind = context.kinds.kind(named: entry.kind, mode: .managed) else {
      diagnostics.append(
        .error(
          "Unknown resource kind in the record",
          detail: "The environment record has \(entry.address) of the kind \"\(entry.kind)\", which this version of "
            + "Armature doesn't have.",
          hint: "use the version that applied it", address: entry.address.description))
      return nil
    }
    func change(_ action: InstanceChange.Action, _ reasons: [Reason], before: Value) -> InstanceChange {
      InstanceChange(
        address: address, previousAddress: address == entry.address ? nil : entry.address, kind: kind, action: action,
        reasons: reasons, id: entry.id, priorID: entry.id, before: before, after: .null(kind.schema.type),
        dependencies: entry.dependencies)
    }
    if reason != .destruction, planner.refactorings.isForgotten(address.current) {
      let live = planner.observations[planner.request(for: entry)]?.live
      let before = live.map { planner.attributes(of: kind, live: $0, entry: entry) } ?? entry.kept
      return change(.forget, [.released], before: before ?? .null(kind.schema.type))
    }
    if kind.ownership == .satisfied { return change(.forget, [reason], before: .null(kind.schema.type)) }
    if kind.ownership == .recorded {
      return change(.delete, [reason], before: entry.kept ?? .null(kind.schema.type))
    }
    switch planner.observations[planner.request(for: entry)] {
    case .present(let live)?:
      // Somebody else made what a run of ours was about to make: it was never ours to delete.
      if !planner.isOurs(live, entry: entry) { return change(.forget, [.foreign], before: .null(kind.schema.type)) }
      let before = planner.attributes(of: kind, live: live, entry: entry)
      // What was set in a resource that was there before stays as it is.
      return change(kind.isKnownByAddress ? .forget : .delete, [reason], before: before)
    case .unreadable(let failure)?:
      diagnostics.append(failure.diagnostic(address: entry.address.description))
      return nil
    case nil:
      diagnostics.append(
        .error(
          "Not looked at", detail: "\(entry.id) is in the record, and nobody looked whether it is live.",
          address: entry.address.description))
      return nil
    case .absent?:
      // It is gone already, or was never made: there is nothing to do but to forget it.
      return change(.forget, [entry.state == .owned ? .vanished : reason], before: .null(kind.schema.type))
    }
  }

  private func declaration(of address: InstanceAddress) -> ResourceDeclaration? {
    evaluator.graph.declaration(
      of: ResourceName(address.mode, type: address.type, name: address.name), in: address.module.steps.map(\.name))
  }

  private func reason(for address: InstanceAddress, recorded: InstanceAddress) -> Reason {
    if address.deposed != nil { return .deposed }
    guard let declaration = declaration(of: address) else { return address == recorded ? .removed : .movedNowhere }
    if evaluator.module(at: address.module) == nil { return .moduleRemoved }
    switch address.key {
    case .index: return declaration.count != nil ? .countShrunk : .repeatedOtherwise
    case .name: return declaration.forEach != nil ? .keyRemoved : .repeatedOtherwise
    case .none: return .repeatedOtherwise
    }
  }

  // MARK: Outputs

  private func outputs() -> [OutputChange] {
    let root = context.program.root
    var changes = zip(root.outputs, evaluator.root.outputs).map { output, tracked -> OutputChange in
      let value = tracked?.value
      let isSensitive = output.isSensitive || value?.hasSensitive == true
      let before = context.record.outputs[output.name]
      // What rests on something that is left out stays as it was.
      let isUndone = context.options.isPartial && value?.isWhollyKnown == false
      return OutputChange(
        name: output.name, before: before, after: isUndone ? before : value?.isNull == true ? nil : value,
        isSensitive: isSensitive, declaration: output.headerRange)
    }
    for (name, value) in context.record.outputs where root.places.outputs[name] == nil {
      changes.append(OutputChange(name: name, before: value, after: nil, isSensitive: false, declaration: nil))
    }
    return changes.sortedInUTF8(by: \.name)
  }
}

extension Planner {
  /// The plan for removing everything that the environment owns; of the spec only `prevent_destroy` counts.
  package func destruction() async -> (plan: Plan, diagnostics: [Diagnostic]) {
    await observe(recordRequests)
    var builder = PlanBuilder(self)
    return builder.destruction()
  }
}
