import Configuration
import Diagnostics
import Resources
import Values

/// Plans of a part of the spec: `--target` and `--exclude`.
extension Planner {
  func isLeftOut(_ instance: ResourceInstance) -> Bool { leftOut[instance.address] != nil }

  /// Finds out, from the plan of everything, what of it stays undone, and begins anew with that left as it is.
  func leaveOut() {
    var builder = PlanBuilder(self)
    let whole = builder.plan().plan
    let part = PartialSelection(self, whole: whole).selected
    for instance in evaluator.resourceInstances where !part.contains(instance.address) {
      leftOut[instance.address] = .some(instance.decision)
    }
    for change in whole.changes where !part.contains(change.address) {
      if leftOut[change.address] == nil { leftOut[change.address] = .some(nil) }
      if change.address.mode == .managed, change.action != .none {
        undone.append(UndoneChange(address: change.address, action: change.action))
      }
    }
    forced = requestedReplacements.filter { part.contains($0.key) }
    createdFirst = []
    replaced = [:]
  }

  /// Leaves an instance as it is: whatever refers to it sees what is live.
  func keep(_ instance: ResourceInstance, as whole: ResourceInstance.Decision?) {
    instance.id = identity(of: instance)
    let kept = ResourceInstance.Decision(action: .none, reasons: [], prior: whole?.prior, priorID: whole?.priorID)
    // A move is only a matter of the record, which would otherwise have the same resource twice.
    if let previous = whole?.previousAddress {
      kept.previousAddress = previous
      kept.reasons = [.moved(from: previous)]
    }
    instance.decision = kept
    instance.value = whole?.prior ?? .unknown(instance.kind.schema.type)
  }
}

/// Which instances a part of a plan is about.
struct PartialSelection {
  let selected: Set<InstanceAddress>

  /// What `--target` and `--exclude` make of the plan of everything: what is targeted comes with all that it rests on
  /// and all that its replacement takes along; what is excluded keeps what rests on it, what would take it along, and
  /// what it still rests on in Azure from being touched.
  init(_ planner: Planner, whole: Plan) {
    let options = planner.context.options
    let record = planner.context.record.moved(whole.changes.moves)
    let changes = Dictionary(uniqueKeysWithValues: whole.changes.map { ($0.address, $0) })
    var rests: [InstanceAddress: [InstanceAddress]] = [:]
    for instance in planner.evaluator.resourceInstances {
      rests[instance.address] =
        instance.dependencies.flatMap { planner.evaluator.instances(of: $0).map(\.address) }
        + (planner.prerequisites[instance.address] ?? [])
    }
    let all = Set(rests.keys).union(changes.keys)
    let removals = whole.changes.filter(\.isRemoval)
    // What has to be done before something can go: what goes with it, and what leads away from it.
    var before: [InstanceAddress: [InstanceAddress]] = [:]
    for change in whole.changes where change.action != .none {
      for cause in change.causes where changes[cause]?.isRemoval == true {
        before[cause, default: []].append(change.address)
      }
      let recorded = record.entries[change.address]?.dependencies ?? []
      for other in recorded where changes[other]?.action == .delete {
        before[other, default: []].append(change.address)
      }
    }
    let removedByID = Self.places(of: removals)
    for change in removals {
      for id in change.kind.lineage(of: change.priorID ?? "") {
        if let parent = removedByID[id] { before[parent, default: []].append(change.address) }
      }
    }
    var selected = all
    if !options.targets.isEmpty {
      selected = Self.closure(of: Self.matches(options.targets, in: all)) { address in
        (rests[address] ?? []) + (changes[address]?.isRemoval == true ? before[address] ?? [] : [])
      }
    }
    if !options.excluded.isEmpty {
      var dependents: [InstanceAddress: [InstanceAddress]] = [:]
      for (address, others) in rests { for other in others { dependents[other, default: []].append(address) } }
      for (address, others) in before { for other in others { dependents[other, default: []].append(address) } }
      // What stays goes on resting on what it rests on in Azure.
      for address in all {
        let recorded = record.entries[address]?.dependencies ?? []
        for other in recorded where changes[other]?.action == .delete {
          dependents[address, default: []].append(other)
        }
      }
      selected.subtract(Self.closure(of: Self.matches(options.excluded, in: all)) { dependents[$0] ?? [] })
    }
    self.selected = selected
  }

  /// The same for a plan that removes everything: what is targeted takes along what rests on it, and what is excluded
  /// keeps what it rests on.
  init(destroying whole: Plan, _ planner: Planner) {
    let options = planner.context.options
    let all = Set(whole.changes.map(\.address))
    var rests: [InstanceAddress: [InstanceAddress]] = [:]
    let byID = Self.places(of: whole.changes)
    for change in whole.changes {
      let parents = change.kind.lineage(of: change.priorID ?? "").compactMap { byID[$0] }
      rests[change.address] = change.dependencies.filter(all.contains) + parents + change.named.inArguments
    }
    var dependents: [InstanceAddress: [InstanceAddress]] = [:]
    for (address, others) in rests { for other in others { dependents[other, default: []].append(address) } }
    var selected = all
    if !options.targets.isEmpty {
      selected = Self.closure(of: Self.matches(options.targets, in: all)) { dependents[$0] ?? [] }
    }
    if !options.excluded.isEmpty {
      selected.subtract(Self.closure(of: Self.matches(options.excluded, in: all)) { rests[$0] ?? [] })
    }
    self.selected = selected
  }

  /// What others may live beneath, by id in lower case.
  private static func places(of changes: [InstanceChange]) -> [String: InstanceAddress] {
    Dictionary(
      changes.compactMap { change in
        change.kind.isPlace ? change.priorID.map { ($0.lowercased(), change.address) } : nil
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func matches(_ texts: Set<String>, in all: Set<InstanceAddress>) -> Set<InstanceAddress> {
    let patterns = texts.compactMap { AddressPattern($0) }
    return all.filter { address in patterns.contains { $0.matches(address) } }
  }

  private static func closure(of start: Set<InstanceAddress>, _ next: (InstanceAddress) -> [InstanceAddress])
    -> Set<InstanceAddress>
  {
    var found = start
    var waiting = Array(start)
    while let address = waiting.popLast() {
      for other in next(address) where found.insert(other).inserted { waiting.append(other) }
    }
    return found
  }
}

extension InstanceChange {
  /// Whether what is there goes, be it that something comes in its place.
  var isRemoval: Bool {
    switch action {
    case .delete, .replace: true
    case .none, .create, .update, .read, .forget: false
    }
  }
}
