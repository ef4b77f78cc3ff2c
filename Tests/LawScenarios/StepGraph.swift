import Graph
import TestWorld

/// A random graph of steps with durations and keys that two steps can't hold at the same time.
struct StepGraph: Sendable {
  let graph: DirectedGraph
  let seconds: [Double]
  let keys: [Set<String>]
  static let parallelism = 10

  /// Groups, things in them, clusters whose pools and associations hold the cluster's key: the shapes of real specs, in
  /// random sizes, and edges at random besides.
  init(seed: UInt64) {
    var random = Seeded(seed)
    var seconds: [Double] = []
    var keys: [Set<String>] = []
    var edges: [(from: Int, to: Int)] = []
    func step(_ range: ClosedRange<Double>, _ key: Set<String>, after: [Int], _ random: inout Seeded) -> Int {
      let number = seconds.count
      seconds.append(Double.random(in: range, using: &random))
      keys.append(key)
      edges += after.map { ($0, number) }
      return number
    }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let group = step(1...4, [], after: [], &random)
      var loose: [Int] = []
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let before = random.chance(0.4) ? loose.randomElement(using: &random) : nil
        loose.append(step(2...120, [], after: [group] + (before.map { [$0] } ?? []), &random))
      }
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let key: Set = ["cluster \(seconds.count)"]
        let before = random.chance(0.3) ? loose.randomElement(using: &random) : nil
        let cluster = step(200...600, key, after: [group] + (before.map { [$0] } ?? []), &random)
        for _ in 0..<Int.random(in: 0...6, using: &random) {
          let before = random.chance(0.2) ? loose.randomElement(using: &random) : nil
          let held = random.chance(0.1) ? key.union(["network"]) : key
          let child = step(
            random.chance(0.5) ? 2...10 : 90...300, held, after: [cluster] + (before.map { [$0] } ?? []), &random)
          // What runs on a pool comes after it.
          if random.chance(0.3) { loose.append(step(5...200, [], after: [child], &random)) }
        }
      }
    }
    self.seconds = seconds
    self.keys = keys
    graph = DirectedGraph(count: seconds.count, edges: edges)
  }

  /// How long it takes from the first start to the last end.
  func makespan(_ rule: ScheduleBenchmark.Rule) -> Double {
    switch rule {
    case .rehearsed:
      makespan(Precedence(rehearsing: graph, weights: seconds, keys: keys, parallelism: Self.parallelism))
    case .longestRemainingFirst: makespan(Precedence(priorities: graph.remaining(weights: seconds, keys: keys)))
    case .longestPathFirst: makespan(Precedence(priorities: graph.heaviestPaths(weights: seconds)))
    case .firstInFirstOut: makespanInOrderOfArrival()
    }
  }

  private func makespan(_ precedence: Precedence) -> Double {
    let rehearsal = Rehearsal(
      graph, weights: seconds, keys: keys, precedence: precedence, parallelism: Self.parallelism)
    guard let rehearsal else { preconditionFailure("what was rehearsed once can be rehearsed again") }
    return rehearsal.duration
  }

  /// The same where whatever could start first does.
  private func makespanInOrderOfArrival() -> Double {
    var waiting = graph.predecessors.map(\.count)
    var queue = waiting.indices.filter { waiting[$0] == 0 }
    var held: Set<String> = []
    var running = MinHeap<Running>()
    var runningCount = 0
    var now = 0.0
    while true {
      while runningCount < Self.parallelism, let place = queue.firstIndex(where: { held.isDisjoint(with: keys[$0]) }) {
        let node = queue.remove(at: place)
        held.formUnion(keys[node])
        runningCount += 1
        running.insert(Running(end: now + seconds[node], node: node))
      }
      guard let ended = running.popMin() else { return now }
      now = ended.end
      runningCount -= 1
      held.subtract(keys[ended.node])
      for successor in graph.successors[ended.node] {
        waiting[successor] -= 1
        if waiting[successor] == 0 { queue.append(successor) }
      }
    }
  }

  private struct Running: Comparable, Sendable {
    let end: Double
    let node: Int

    static func < (left: Running, right: Running) -> Bool { (left.end, left.node) < (right.end, right.node) }
  }
}
