import Graph
import TestWorld

/// How close the schedule comes to what no schedule can undercut, over random graphs of steps.
package struct ScheduleBenchmark: Sendable {
  /// The order in which steps that could start are started.
  package enum Rule: Sendable, CaseIterable {
    /// What `Applier` does.
    case longestFirst
    /// The longest path first, whatever holds which key.
    case longestPathFirst
    /// Whatever could start first.
    case firstInFirstOut
  }

  /// For each graph the time that a schedule takes, as a multiple of the lower bound, smallest first.
  package let ratios: [Double]

  package var mean: Double { ratios.reduce(0, +) / Double(max(ratios.count, 1)) }
  package var largest: Double { ratios.last ?? 1 }
  package func quantile(_ part: Double) -> Double {
    ratios.isEmpty ? 1 : ratios[min(ratios.count - 1, Int(Double(ratios.count) * part))]
  }
  package func share(atMost limit: Double) -> Double {
    Double(ratios.count { $0 <= limit }) / Double(max(ratios.count, 1))
  }

  package init(seeds: Range<UInt64>, rule: Rule) {
    ratios = seeds.map { seed in
      let graph = StepGraph(seed: seed)
      return graph.makespan(rule) / graph.lowerBound
    }.sorted()
  }
}

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

  /// What no schedule can undercut: the longest path; all work over all places; and for each key its steps one after the
  /// other, behind what the first of them must wait for and before what must follow the last.
  var lowerBound: Double {
    let tails = graph.heaviestPaths(weights: seconds)
    var heads = [Double](repeating: 0, count: graph.count)
    for node in graph.order ?? [] {
      heads[node] = graph.predecessors[node].map { heads[$0] + seconds[$0] }.max() ?? 0
    }
    var bound = max(tails.max() ?? 0, seconds.reduce(0, +) / Double(Self.parallelism))
    for key in Set(keys.joined()) {
      let holders = keys.indices.filter { keys[$0].contains(key) }
      let work = holders.map { seconds[$0] }.reduce(0, +)
      let head = holders.map { heads[$0] }.min() ?? 0
      let tail = holders.map { tails[$0] - seconds[$0] }.min() ?? 0
      bound = max(bound, head + work + tail)
    }
    return bound
  }

  /// How long it takes from the first start to the last end.
  func makespan(_ rule: ScheduleBenchmark.Rule) -> Double {
    switch rule {
    case .longestFirst: makespan(priorities: graph.remaining(weights: seconds, keys: keys))
    case .longestPathFirst: makespan(priorities: graph.heaviestPaths(weights: seconds))
    case .firstInFirstOut: makespanInOrderOfArrival()
    }
  }

  /// Walks the graph as an apply does, by its very decisions.
  private func makespan(priorities: [Double]) -> Double {
    var walk = ReadyWalk(graph, keys: keys, priorities: priorities, parallelism: Self.parallelism)
    var running = MinHeap<Running>()
    var now = 0.0
    while true {
      while let node = walk.next() {
        walk.begin(node)
        running.insert(Running(end: now + seconds[node], node: node))
      }
      guard let ended = running.popMin() else { return now }
      now = ended.end
      walk.end(ended.node)
      walk.release(ended.node)
    }
  }

  /// The same with a queue.
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
