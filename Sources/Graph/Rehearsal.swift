/// A walk in which every node takes exactly its weight: when each begins and ends.
package struct Rehearsal: Sendable {
  package private(set) var begins: [Double]
  package private(set) var ends: [Double]
  /// From the first beginning to the last end.
  package private(set) var duration = 0.0

  private struct Running: Comparable, Sendable {
    let end: Double
    let node: Int

    static func < (left: Running, right: Running) -> Bool { (left.end, left.node) < (right.end, right.node) }
  }

  /// Walks the graph by the very decisions of `ReadyWalk`; nil if some node never comes to its turn.
  package init?(
    _ graph: DirectedGraph, weights: [Double], keys: [Set<String>], precedence: Precedence, parallelism: Int
  ) {
    begins = Array(repeating: 0, count: graph.count)
    ends = begins
    var walk = ReadyWalk(graph, keys: keys, precedence: precedence, parallelism: parallelism)
    var running = MinHeap<Running>()
    var doneCount = 0
    while true {
      while let node = walk.next() {
        begins[node] = duration
        ends[node] = duration + weights[node]
        if weights[node] == 0 {
          doneCount += 1
          walk.release(node)
        } else {
          walk.begin(node)
          running.insert(Running(end: ends[node], node: node))
        }
      }
      guard let ended = running.popMin() else { break }
      duration = ended.end
      doneCount += 1
      walk.end(ended.node)
      walk.release(ended.node)
    }
    if doneCount < graph.count { return nil }
  }

  /// What on the way to the last end waited for a key that another one held meanwhile: each time it might have been the
  /// first of the two. The latest come first.
  ///
  /// - Parameter holders: For each key the nodes that hold it, in rising order.
  func contests(in graph: DirectedGraph, keys: [Set<String>], holders: [String: [Int]]) -> [Precedence.Yield] {
    var found: [Precedence.Yield] = []
    var work = ends.indices.filter { ends[$0] == duration }
    var seen = Set(work)
    while let node = work.popLast() {
      let ready = graph.predecessors[node].map { ends[$0] }.max() ?? 0
      var causes = graph.predecessors[node]
      for other in Set(keys[node].flatMap { holders[$0] ?? [] }).sorted() {
        guard other != node, ends[other] <= begins[node], ends[other] > ready else { continue }
        found.append(Precedence.Yield(first: node, then: other))
        causes.append(other)
      }
      for cause in causes where ends[cause] == begins[node] && seen.insert(cause).inserted { work.append(cause) }
    }
    return found
  }
}
