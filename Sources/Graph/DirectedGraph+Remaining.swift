extension DirectedGraph {
  /// For each node the time from its beginning to the end of everything after it, as far as it can be told without a
  /// schedule: the heaviest path; and the nodes that hold one key, one after the other, the one with the longest path
  /// behind it first. The graph must have no cycle.
  ///
  /// The longest tail first is the best order for what is ready at the same time (Jackson's rule), whatever the nodes
  /// themselves take; and what leads to a busy key isn't kept waiting by a longer path that leads nowhere.
  package func remaining(weights: [Double], keys: [Set<String>]) -> [Double] {
    var remaining = heaviestPaths(weights: weights)
    guard let order else { return remaining }
    var tails: [String: [(tail: Double, node: Int)]] = [:]
    for node in keys.indices where !keys[node].isEmpty {
      let tail = successors[node].map { remaining[$0] }.max() ?? 0
      for key in keys[node] { tails[key, default: []].append((tail, node)) }
    }
    for holders in tails.values {
      var after = 0.0
      for (tail, node) in holders.sorted(by: { ($0.tail, $1.node) < ($1.tail, $0.node) }) {
        after = weights[node] + max(after, tail)
        remaining[node] = max(remaining[node], after)
      }
    }
    for node in order.reversed() {
      for successor in successors[node] {
        remaining[node] = max(remaining[node], weights[node] + remaining[successor])
      }
    }
    return remaining
  }
}
