/// Decides which node of a graph starts next: one whose predecessors are all done and that shares no key with what
/// runs, the one of the highest priority first, then the one with the smallest number.
///
/// Pure: whoever walks says what began and what ended, and does the work.
package struct ReadyWalk: Sendable {
  private let graph: DirectedGraph
  private let keys: [Set<String>]
  private let priorities: [Double]
  private let parallelism: Int

  /// For each node how many that come before it are not done.
  private var waiting: [Int]
  private var ready = MinHeap<Candidate>()
  /// What could start but for a key that something running holds, or that was held back.
  private var parked: [Candidate] = []
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
  package init(_ graph: DirectedGraph, keys: [Set<String>], priorities: [Double], parallelism: Int) {
    precondition(keys.count == graph.count && priorities.count == graph.count, "each node has keys and a priority")
    self.graph = graph
    self.keys = keys
    self.priorities = priorities
    self.parallelism = max(parallelism, 1)
    waiting = graph.predecessors.map(\.count)
    for node in waiting.indices where waiting[node] == 0 { add(node) }
  }

  /// The node to start now, which is no longer offered; nil while nothing can start.
  package mutating func next() -> Int? {
    guard runningCount < parallelism else { return nil }
    while let candidate = ready.popMin() {
      if held.isDisjoint(with: keys[candidate.node]) { return candidate.node }
      parked.append(candidate)
    }
    return nil
  }

  /// A node runs: its place and its keys are taken.
  package mutating func begin(_ node: Int) {
    runningCount += 1
    held.formUnion(keys[node])
  }

  /// A node no longer runs: what it kept from starting may start.
  package mutating func end(_ node: Int) {
    runningCount -= 1
    held.subtract(keys[node])
    for candidate in parked { ready.insert(candidate) }
    parked = []
  }

  /// A node is done: what waited for it alone can start.
  package mutating func release(_ node: Int) {
    for successor in graph.successors[node] {
      waiting[successor] -= 1
      if waiting[successor] == 0 { add(successor) }
    }
  }

  /// A node is not started after all; it is offered again once something has ended.
  package mutating func hold(_ node: Int) {
    parked.append(Candidate(node: node, priority: priorities[node]))
  }

  private mutating func add(_ node: Int) {
    ready.insert(Candidate(node: node, priority: priorities[node]))
  }
}
