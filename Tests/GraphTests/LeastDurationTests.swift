import Graph
import Testing

@Suite struct LeastDurationTests {
  @Test("the longest path, the work in all places, or one key with what comes before and after it")
  func bounds() {
    let fork = DirectedGraph(count: 4, edges: [(from: 0, to: 1), (from: 0, to: 2), (from: 2, to: 3)])
    func least(_ weights: [Double], _ keys: [Set<String>], places: Int) -> Double {
      fork.leastDuration(weights: weights, keys: keys, parallelism: places)
    }
    #expect(least([1, 10, 2, 3], [[], [], [], []], places: 10) == 11)
    #expect(least([1, 10, 9, 3], [[], [], [], []], places: 1) == 23)
    #expect(least([1, 10, 9, 3], [[], ["a"], ["a"], []], places: 10) == 20)
    // The one with nothing behind it can't be the reason why the other's tail comes later.
    #expect(least([1, 10, 9, 30], [[], ["a"], ["a"], []], places: 10) == 40)
  }

  @Test("no schedule of a small random graph undercuts the bound, and the schedule is hardly ever the worse for it")
  func exhaustively() throws {
    var random = Numbers(seed: 7)
    var reachedCount = 0
    for _ in 0..<200 {
      let count = 3 + random.next(3)
      let edges = (0..<count).flatMap { to in (0..<to).map { (from: $0, to: to) } }.filter { _ in random.next(3) == 0 }
      let graph = DirectedGraph(count: count, edges: edges)
      let weights = (0..<count).map { _ in Double(1 + random.next(9)) }
      let keys = (0..<count).map { _ in Set(["a", "b"].filter { _ in random.next(3) == 0 }) }
      let places = 1 + random.next(3)
      let optimum = shortest(graph, weights, keys, places)
      #expect(graph.leastDuration(weights: weights, keys: keys, parallelism: places) <= optimum)
      let precedence = Precedence(rehearsing: graph, weights: weights, keys: keys, parallelism: places)
      let ours = try #require(
        Rehearsal(graph, weights: weights, keys: keys, precedence: precedence, parallelism: places))
      #expect(ours.duration >= optimum, "brute force misses no schedule")
      if ours.duration <= optimum * 1.01 { reachedCount += 1 }
    }
    #expect(reachedCount >= 180)
  }

  /// The shortest of all schedules: each order of the nodes, in which each begins as early as those before it allow, is
  /// tried. The weights are whole, so whole moments are enough.
  private func shortest(_ graph: DirectedGraph, _ weights: [Double], _ keys: [Set<String>], _ places: Int) -> Double {
    var shortest = Double.infinity
    var begins = [Double?](repeating: nil, count: graph.count)
    func fits(_ node: Int, at moment: Double) -> Bool {
      for step in 0..<Int(weights[node]) {
        let now = moment + Double(step)
        let running = begins.indices.filter { other in
          begins[other].map { $0 <= now && now < $0 + weights[other] } ?? false
        }
        if running.count >= places || running.contains(where: { !keys[$0].isDisjoint(with: keys[node]) }) {
          return false
        }
      }
      return true
    }
    func place(_ left: Int, _ end: Double) {
      if left == 0 { return shortest = min(shortest, end) }
      for node in begins.indices where begins[node] == nil {
        let ends = graph.predecessors[node].map { before in begins[before].map { $0 + weights[before] } }
        guard !ends.contains(nil) else { continue }
        var moment = ends.compactMap { $0 }.max() ?? 0
        while !fits(node, at: moment) { moment += 1 }
        begins[node] = moment
        place(left - 1, max(end, moment + weights[node]))
        begins[node] = nil
      }
    }
    place(graph.count, 0)
    return shortest
  }

  /// Numbers that follow from a seed.
  private struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(_ limit: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % limit)
    }
  }
}
