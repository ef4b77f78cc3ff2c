import Configuration
import Graph
import Planning
import Resources
import Values

/// One thing to do for one change, or nothing at all: what stays as it is keeps its place in the order.
package struct ApplyStep: Sendable, Hashable {
  package enum Verb: String, Sendable, Hashable {
    case none
    case create
    case update
    case delete
    case read
    case forget
  }

  /// The number of the step in its schedule.
  package let number: Int
  package let address: InstanceAddress
  package let verb: Verb
  /// Whether it is one half of a replacement.
  package let isReplacement: Bool
}

/// The steps of a plan and the order they need: pure, and the same for the same plan.
package struct ApplySchedule: Sendable {
  package let steps: [ApplyStep]
  package let graph: DirectedGraph
  /// For each step what must not be done at the same time.
  package let serialKeys: [Set<String>]
  /// Which step comes first where several could, by what they typically take.
  package let precedence: Precedence

  /// - Parameter parallelism: How many steps may run at a time.
  package init(_ plan: Plan, record: EnvironmentRecord, kinds: KindRegistry, parallelism: Int = 10) {
    var builder = ScheduleBuilder(plan: plan, record: record)
    builder.addSteps()
    builder.addEdges()
    steps = builder.steps
    // The earlier an edge, the more it counts: one that would close a cycle is left out.
    graph = DirectedGraph(count: steps.count, edges: builder.edges).adding(builder.wishes)
    let changes = Dictionary(uniqueKeysWithValues: plan.changes.map { ($0.address, $0) })
    serialKeys = steps.map { step in
      guard step.verb != .none, step.verb != .read, step.verb != .forget, let change = changes[step.address],
        let id = step.verb == .delete ? change.priorID : change.id
      else { return [] }
      return kinds.provider(of: change.kind)?.serialKeys(
        of: change.kind, id: id, arguments: step.verb == .delete ? change.before : change.after) ?? []
    }
    let weights = steps.map { step -> Double in
      guard step.verb == .create || step.verb == .update || step.verb == .delete, let change = changes[step.address],
        let provider = kinds.provider(of: change.kind)
      else { return 0 }
      return provider.typicalDuration(of: change.kind, isDeletion: step.verb == .delete) / .seconds(1)
    }
    precedence =
      graph.order == nil
      ? Precedence(priorities: weights)
      : Precedence(rehearsing: graph, weights: weights, keys: serialKeys, parallelism: parallelism)
  }

  /// The steps that do something.
  package var work: [ApplyStep] { steps.filter { $0.verb != .none } }
}

/// Lays out steps and edges.
private struct ScheduleBuilder {
  let plan: Plan
  /// The record with the addresses of the plan.
  let record: EnvironmentRecord
  private(set) var steps: [ApplyStep] = []
  /// What the spec itself demands: never a cycle.
  private(set) var edges: [(from: Int, to: Int)] = []
  /// What Azure and the record tell beyond that, the surer before the less sure.
  var wishes: [(from: Int, to: Int)] { beneath + deletions + detachments + named + mentioned }
  /// What lives beneath something, or is taken along by it, goes before it and comes after it.
  private var beneath: [(from: Int, to: Int)] = []
  /// What rests on something goes before it, by what was applied last and by what the spec says.
  private var deletions: [(from: Int, to: Int)] = []
  /// Updates that had better be made before the deletion of what they lead away from.
  private var detachments: [(from: Int, to: Int)] = []
  /// What names something in its live arguments goes, or is led away from it, before it.
  private var named: [(from: Int, to: Int)] = []
  /// The same for what else Azure answers.
  private var mentioned: [(from: Int, to: Int)] = []
  /// The step that makes an instance what it is to be.
  private var forward: [InstanceAddress: Int] = [:]
  /// The step that removes what was there.
  private var deletion: [InstanceAddress: Int] = [:]
  /// What is there before what it replaces goes.
  private var createdFirst: Set<InstanceAddress> = []

  init(plan: Plan, record: EnvironmentRecord) {
    self.plan = plan
    self.record = record.moved(plan.changes.moves)
  }

  mutating func addSteps() {
    for change in plan.changes {
      switch change.action {
      case .none: forward[change.address] = add(change, .none)
      case .create: forward[change.address] = add(change, .create)
      case .update: forward[change.address] = add(change, .update)
      case .read: forward[change.address] = add(change, .read)
      case .forget: deletion[change.address] = add(change, .forget)
      case .delete: deletion[change.address] = add(change, .delete)
      case .replace(let createFirst):
        if createFirst { createdFirst.insert(change.address) }
        deletion[change.address] = add(change, .delete, isReplacement: true)
        forward[change.address] = add(change, .create, isReplacement: true)
      }
    }
  }

  private mutating func add(_ change: InstanceChange, _ verb: ApplyStep.Verb, isReplacement: Bool = false) -> Int {
    let number = steps.count
    steps.append(ApplyStep(number: number, address: change.address, verb: verb, isReplacement: isReplacement))
    return number
  }

  mutating func addEdges() {
    var restingInSpec: [(from: Int, to: Int)] = []
    for change in plan.changes {
      let own = forward[change.address]
      for dependency in change.dependencies {
        if let own, let other = forward[dependency] { edges.append((other, own)) }
        restingInSpec += deletionEdge(of: change.address, restingOn: dependency)
      }
      // What was applied last is what is live: a dependency that the spec no longer has still holds there.
      for dependency in record.entries[change.address]?.dependencies ?? [] {
        deletions += deletionEdge(of: change.address, restingOn: dependency)
        if let own, let gone = deletion[dependency], outlivesUpdates(dependency),
          steps[own].verb == .update || record.entries[dependency]?.createBeforeDestroy == true
        {
          detachments.append((own, gone))
        }
      }
      if let own, let gone = deletion[change.address] {
        if case .replace(createFirst: true) = change.action {
          edges.append((own, gone))
        } else {
          edges.append((gone, own))
        }
      }
      for cause in change.causes {
        if let own, let other = forward[cause] { beneath.append((other, own)) }
        beneath += deletionEdge(of: change.address, restingOn: cause)
      }
      named += change.named.inArguments.flatMap { departure(of: change.address, from: $0) }
      mentioned += change.named.elsewhere.flatMap { departure(of: change.address, from: $0) }
    }
    deletions += restingInSpec
    connectIDs()
  }

  private func deletionEdge(of dependent: InstanceAddress, restingOn dependency: InstanceAddress)
    -> [(from: Int, to: Int)]
  {
    if let first = deletion[dependent], let then = deletion[dependency] { [(first, then)] } else { [] }
  }

  /// What names something goes before it, or no longer names it before that goes for good.
  private func departure(of naming: InstanceAddress, from named: InstanceAddress) -> [(from: Int, to: Int)] {
    guard let gone = deletion[named] else { return [] }
    if let own = deletion[naming] { return [(own, gone)] }
    if let own = forward[naming], outlivesUpdates(named) { return [(own, gone)] }
    return []
  }

  /// Whether something that goes can wait until others are led away from it: nothing takes its place, or that comes first.
  private func outlivesUpdates(_ address: InstanceAddress) -> Bool {
    forward[address] == nil || createdFirst.contains(address)
  }

  /// What lives beneath something goes before it and comes after it, whatever the spec refers to; and what still waits
  /// for its deletion makes room for what comes under its id.
  private mutating func connectIDs() {
    var deleted: [String: Int] = [:]
    var made: [String: Int] = [:]
    // A path of a body has the id of what it is in, and holds nothing itself.
    for change in plan.changes where change.address.mode == .managed && change.kind.owner == nil {
      if let step = deletion[change.address], let id = change.priorID { deleted[id.lowercased()] = step }
      if let step = forward[change.address], let id = change.id { made[id.lowercased()] = step }
    }
    for change in plan.changes where change.address.mode == .managed {
      if let step = deletion[change.address], let id = change.priorID {
        for parent in change.kind.lineage(of: id) {
          if let parent = deleted[parent] { beneath.append((step, parent)) }
        }
        if change.kind.owner == nil, let successor = made[id.lowercased()], steps[successor].verb == .create {
          beneath.append((step, successor))
        }
      }
      if let step = forward[change.address], let id = change.id {
        for parent in change.kind.lineage(of: id) {
          if let parent = made[parent] { beneath.append((parent, step)) }
        }
      }
    }
  }
}
