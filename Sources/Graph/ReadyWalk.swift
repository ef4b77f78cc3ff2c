/// Decides which node of a graph starts next: one whose predecessors are all done and that shares no key with what
/// runs, the one of the highest priority first, then the one with the smallest number.
///
/// A node that yields to another is not started before that has begun, or was given up: the other one then comes first
/// to a key that both need. Together with the edges of the graph the yields must make no cycle.
///
/// Pure: whoever walks says what began and what ended, and does the work.
package struct ReadyWalk: Sendable {
  private let graph: DirectedGraph
  private let keys: [Set<String>]
  private let priorities: [Double]
  private let parallelism: Int

  /// For each node how many that come before it are not done, and how many that it yields to have not begun.
  private var waiting: [Int]
  /// For each node that has not begun what yields to it.
  private var yielding: [Int: [Int]] = [:]
  private var ready = MinHeap<Candidate>()
  /// What could start but for a key that something running holds, by that key. Of those that wait for a key that nothing
  /// holds the first is among the ready ones: many may wait for one key, and one of them will get it.
  private var parked: [String: MinHeap<Candidate>] = [:]
  /// What was not started after all.
  private var heldBack: [Candidate] = []
  private var held: Set<String> = []
  package private(set) var runningCount = 0

  private struct Candidate: Comparable, Sendable {
    let node: Int
    let priority: Double

    static func < (left: Candidate, right: Candidate) -> Bool {
      left.priority == right.priority ? left.node < right.node : left.priority > right.priority
    }
  }

  /// A walk over a graph of which at most `parallelism` nodes run at a time, and never two with a key in common.
  package init(_ graph: DirectedGraph, keys: [Set<String>], precedence: Precedence, parallelism: Int) {
    priorities = precedence.priorities
    precondition(keys.count == graph.count && priorities.count == graph.count, "each node has keys and a priority")
    self.graph = graph
    self.keys = keys
    self.parallelism = max(parallelism, 1)
    waiting = graph.predecessors.map(\.count)
    for yield in precedence.yields {
      yielding[yield.first, default: []].append(yield.then)
      waiting[yield.then] += 1
    }
    for node in waiting.indices where waiting[node] == 0 { add(node) }
  }

  /// The node to start now, which is no longer offered; nil while nothing can start.
  package mutating func next() -> Int? {
    guard runningCount < parallelism else { return nil }
    while let candidate = ready.popMin() {
      // Whatever becomes of this one, the next that waits for a key of it may be able to start.
      for key in keys[candidate.node] where !held.contains(key) { offer(oneOf: key) }
      guard let key = keys[candidate.node].first(where: held.contains) else { return candidate.node }
      parked[key, default: MinHeap()].insert(candidate)
    }
    return nil
  }

  /// A node runs: its place and its keys are taken.
  package mutating func begin(_ node: Int) {
    runningCount += 1
    held.formUnion(keys[node])
    abandon(node)
  }

  /// A node no longer runs: what it kept from starting may start.
  package mutating func end(_ node: Int) {
    runningCount -= 1
    held.subtract(keys[node])
    for key in keys[node] { offer(oneOf: key) }
    for candidate in heldBack { ready.insert(candidate) }
    heldBack = []
  }

  /// Takes the first of those that wait for a key among the ready ones.
  private mutating func offer(oneOf key: String) {
    if let candidate = parked[key]?.popMin() { ready.insert(candidate) }
  }

  /// A node is done: what waited for it alone can start.
  package mutating func release(_ node: Int) {
    abandon(node)
    for successor in graph.successors[node] { arrive(at: successor) }
  }

  /// A node will not begin any more, or has begun: what yields to it need not wait for it.
  package mutating func abandon(_ node: Int) {
    for other in yielding.removeValue(forKey: node) ?? [] { arrive(at: other) }
  }

  /// One thing less that a node waits for.
  private mutating func arrive(at node: Int) {
    waiting[node] -= 1
    if waiting[node] == 0 { add(node) }
  }

  /// A node is not started after all; it is offered again once something has ended.
  package mutating func hold(_ node: Int) {
    heldBack.append(Candidate(node: node, priority: priorities[node]))
  }

  private mutating func add(_ node: Int) {
    ready.insert(Candidate(node: node, priority: priorities[node]))
  }
}
