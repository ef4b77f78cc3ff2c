import Graph

extension StepGraph {
  /// How many times a graph is split in two at most.
  private static let splitsMax = 32

  /// What no schedule undercuts, looked for no further than `duration`, which some schedule takes.
  ///
  /// The bound that `DirectedGraph` gives of itself, and beyond that: of two steps that need one key, one comes first in
  /// every schedule, so the smaller of the bounds with either order holds for both. The graph with the smallest bound is
  /// split over and over, each time at the two steps whose order matters most; a pair in which one order makes a cycle
  /// or the bound reaches `duration` leaves only the other.
  func lowerBound(upTo duration: Double) -> Double {
    var open = [(graph: graph, bound: bound(of: graph))]
    for _ in 0..<Self.splitsMax {
      guard let least = open.indices.min(by: { open[$0].bound < open[$1].bound }), open[least].bound < duration,
        let halves = halves(of: open[least].graph, upTo: duration)
      else { break }
      let bound = open.remove(at: least).bound
      open += halves.map { ($0.graph, max($0.bound, bound)) }
    }
    return min(open.map(\.bound).min() ?? duration, duration)
  }

  private func bound(of graph: DirectedGraph) -> Double {
    graph.leastDuration(weights: seconds, keys: keys, parallelism: Self.parallelism)
  }

  /// The graph with either order of the two steps with which the smaller of both bounds is the largest; nil where no two
  /// steps are in each other's way as early as they can begin.
  private func halves(
    of graph: DirectedGraph, upTo duration: Double
  ) -> [(graph: DirectedGraph, bound: Double)]? {
    var best: [(graph: DirectedGraph, bound: Double)]?
    var bestBounds = (0.0, 0.0)
    for (one, other) in contests(in: graph) {
      let halves = [(one, other), (other, one)].compactMap { first, then -> (graph: DirectedGraph, bound: Double)? in
        let ordered = graph.adding([(from: first, to: then)])
        return ordered.successors[first].contains(then) ? (ordered, bound(of: ordered)) : nil
      }
      let bounds = (halves.map(\.bound).min() ?? .infinity, halves.map(\.bound).max() ?? .infinity)
      if best == nil || bounds > bestBounds { (best, bestBounds) = (halves, bounds) }
      if bounds.0 >= duration { break }
    }
    return best
  }

  /// The steps that need one key and would hold it at the same time if each began as early as it can.
  private func contests(in graph: DirectedGraph) -> [(Int, Int)] {
    var begins = [Double](repeating: 0, count: graph.count)
    for node in graph.order ?? [] {
      for next in graph.successors[node] { begins[next] = max(begins[next], begins[node] + seconds[node]) }
    }
    let holders = keys.indices.filter { !keys[$0].isEmpty }
    return holders.flatMap { one in
      holders.filter { other in
        one < other && !keys[one].isDisjoint(with: keys[other]) && begins[one] < begins[other] + seconds[other]
          && begins[other] < begins[one] + seconds[one]
      }.map { (one, $0) }
    }
  }
}
