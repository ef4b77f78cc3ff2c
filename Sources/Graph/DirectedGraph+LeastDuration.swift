extension DirectedGraph {
  /// A time that no walk of the graph undercuts, whatever comes first: the greatest of these bounds.
  ///
  /// - The heaviest path.
  /// - All work, done in all places at once.
  /// - For each key and each tail: the nodes that hold the key and have at least that tail behind them can only come one
  ///   after the other, not before the earliest of them can begin, and with that tail behind the last of them.
  ///
  /// The graph must have no cycle.
  package func leastDuration(weights: [Double], keys: [Set<String>], parallelism: Int) -> Double {
    let paths = heaviestPaths(weights: weights)
    var heads = [Double](repeating: 0, count: count)
    for node in order ?? [] {
      for successor in successors[node] { heads[successor] = max(heads[successor], heads[node] + weights[node]) }
    }
    var least = max(paths.max() ?? 0, weights.reduce(0, +) / Double(max(parallelism, 1)))
    var holders: [String: [Int]] = [:]
    for node in keys.indices { for key in keys[node] { holders[key, default: []].append(node) } }
    for nodes in holders.values {
      var head = Double.infinity
      var work = 0.0
      for (tail, node) in nodes.map({ (paths[$0] - weights[$0], $0) }).sorted(by: >) {
        head = min(head, heads[node])
        work += weights[node]
        least = max(least, head + work + tail)
      }
    }
    return least
  }
}
