extension DirectedGraph {
  /// For each node the least time from its beginning to the end of everything after it, as far as bounds tell: the
  /// heaviest path, and what holds one key, one after the other. The graph must have no cycle.
  ///
  /// Started in this order, what leads to a busy key isn't kept waiting by a longer path that leads nowhere.
  package func remaining(weights: [Double], keys: [Set<String>]) -> [Double] {
    let tails = heaviestPaths(weights: weights)
    guard let order else { return tails }
    var places = [Int](repeating: 0, count: count)
    for (place, node) in order.enumerated() { places[node] = place }
    var holders: [String: [Int]] = [:]
    for node in keys.indices {
      for key in keys[node] { holders[key, default: []].append(node) }
    }
    var remaining = tails
    for (_, nodes) in holders.sorted(by: { $0.key < $1.key }) where nodes.count > 1 {
      addSerialWork(of: nodes, weights: weights, tails: tails, places: places, to: &remaining)
    }
    for node in order.reversed() {
      for successor in successors[node] {
        remaining[node] = max(remaining[node], weights[node] + remaining[successor])
      }
    }
    return remaining
  }

  /// Raises the remaining times of what comes before the holders of one key to the work that waits for the key.
  private func addSerialWork(
    of holders: [Int], weights: [Double], tails: [Double], places: [Int], to remaining: inout [Double]
  ) {
    let wordCount = (holders.count + 63) / 64
    let numbers = Dictionary(uniqueKeysWithValues: holders.enumerated().map { ($1, $0) })
    /// For a node the holders that it is or that come after it, as bits, and the shortest path that follows one of them.
    var after: [Int: (bits: [UInt64], tail: Double)] = [:]
    for node in closure(of: holders, along: .backward).sorted(by: { places[$0] > places[$1] }) {
      var bits = [UInt64](repeating: 0, count: wordCount)
      var tail = Double.infinity
      for successor in successors[node] {
        guard let found = after[successor] else { continue }
        for word in 0..<wordCount { bits[word] |= found.bits[word] }
        tail = min(tail, found.tail)
      }
      if let number = numbers[node] {
        bits[number / 64] |= 1 << UInt64(number % 64)
        tail = min(tail, tails[node] - weights[node])
      }
      after[node] = (bits, tail)
      var work = numbers[node] == nil ? weights[node] : 0
      for word in 0..<wordCount {
        var rest = bits[word]
        while rest != 0 {
          work += weights[holders[word * 64 + rest.trailingZeroBitCount]]
          rest &= rest - 1
        }
      }
      remaining[node] = max(remaining[node], work + tail)
    }
  }
}
