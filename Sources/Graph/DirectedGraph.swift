/// A directed graph over nodes numbered from 0: an edge goes from what must come first to what waits for it.
package struct DirectedGraph: Sendable {
  /// For each node, the nodes that must come before it, each once, in rising order.
  package private(set) var predecessors: [[Int]]
  /// For each node, the nodes that wait for it, each once, in rising order.
  package private(set) var successors: [[Int]]

  /// A graph of `count` nodes and some edges; doubled edges and edges from a node to itself count once.
  package init(count: Int, edges: [(from: Int, to: Int)]) {
    predecessors = Array(repeating: [], count: count)
    successors = Array(repeating: [], count: count)
    for edge in edges {
      predecessors[edge.to].append(edge.from)
      successors[edge.from].append(edge.to)
    }
    for node in 0..<count {
      predecessors[node] = Self.unique(predecessors[node])
      successors[node] = Self.unique(successors[node])
    }
  }

  package var count: Int { predecessors.count }

  /// The graph with further edges, without those that would close a cycle with it and with the ones before them.
  ///
  /// The graph itself must have no cycle. The usual case, in which none would, costs one ordering; otherwise each edge
  /// that lies on a cycle costs a search.
  package func adding(_ wishes: [(from: Int, to: Int)]) -> DirectedGraph {
    if wishes.isEmpty { return self }
    let own = successors.indices.flatMap { from in successors[from].map { (from: from, to: $0) } }
    let all = DirectedGraph(count: count, edges: own + wishes)
    if all.order != nil { return all }
    var component = [Int?](repeating: nil, count: count)
    for (number, cycle) in all.cycles.enumerated() {
      for node in cycle { component[node] = number }
    }
    // What doesn't lead from one node of a cycle to another of the same is on no cycle, whatever else is added.
    func isDoubtful(_ edge: (from: Int, to: Int)) -> Bool {
      component[edge.from] != nil && component[edge.from] == component[edge.to]
    }
    var result = DirectedGraph(count: count, edges: own + wishes.filter { !isDoubtful($0) })
    for edge in wishes where isDoubtful(edge) && edge.from != edge.to {
      guard !result.closure(of: [edge.to], along: .forward).contains(edge.from) else { continue }
      result.insert(edge)
    }
    return result
  }

  private mutating func insert(_ edge: (from: Int, to: Int)) {
    guard !successors[edge.from].contains(edge.to) else { return }
    successors[edge.from] = Self.unique(successors[edge.from] + [edge.to])
    predecessors[edge.to] = Self.unique(predecessors[edge.to] + [edge.from])
  }

  /// Every node after all of its predecessors, the smallest possible number first; nil if there is a cycle.
  package var order: [Int]? {
    var waiting = predecessors.map { $0.count }
    var ready = MinHeap(sorted: waiting.indices.filter { waiting[$0] == 0 })
    var order: [Int] = []
    order.reserveCapacity(count)
    while let node = ready.popMin() {
      order.append(node)
      for successor in successors[node] {
        waiting[successor] -= 1
        if waiting[successor] == 0 { ready.insert(successor) }
      }
    }
    return order.count == count ? order : nil
  }

  /// The sets of nodes that wait for each other (strongly connected components of more than one node, and nodes with
  /// an edge to themselves), each in rising order, by their smallest node.
  package var cycles: [[Int]] {
    var index = 0
    var indices = [Int?](repeating: nil, count: count)
    var low = [Int](repeating: 0, count: count)
    var onStack = [Bool](repeating: false, count: count)
    var stack: [Int] = []
    var found: [[Int]] = []
    // Tarjan's algorithm with a stack of its own: chains may be 100,000 nodes long.
    for root in 0..<count where indices[root] == nil {
      var work: [(node: Int, next: Int)] = [(root, 0)]
      while let (node, next) = work.last {
        if next == 0 {
          indices[node] = index
          low[node] = index
          index += 1
          stack.append(node)
          onStack[node] = true
        }
        if next < successors[node].count {
          work[work.count - 1].next += 1
          let successor = successors[node][next]
          if let seen = indices[successor] {
            if onStack[successor] { low[node] = min(low[node], seen) }
          } else {
            work.append((successor, 0))
          }
          // A node is entered once: its counter has moved past 0.
          continue
        }
        work.removeLast()
        if let parent = work.last?.node { low[parent] = min(low[parent], low[node]) }
        if low[node] == indices[node] {
          var component: [Int] = []
          while let member = stack.popLast() {
            onStack[member] = false
            component.append(member)
            if member == node { break }
          }
          if component.count > 1 || successors[node].contains(node) { found.append(component.sorted()) }
        }
      }
    }
    return found.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }

  /// For each node the weight of the heaviest path that starts with it: the node with the largest one is on the
  /// critical path. The graph must have no cycle.
  package func heaviestPaths(weights: [Double]) -> [Double] {
    precondition(weights.count == count, "each node has a weight")
    guard let order else { preconditionFailure("a graph with a cycle has no heaviest path") }
    var heaviest = weights
    for node in order.reversed() {
      heaviest[node] += successors[node].lazy.map { heaviest[$0] }.max() ?? 0
    }
    return heaviest
  }

  /// All nodes from which one of `nodes` can be reached, or that can be reached from one of them, themselves included.
  package func closure(of nodes: [Int], along direction: Direction) -> Set<Int> {
    var reached = Set(nodes)
    var work = Array(reached)
    while let node = work.popLast() {
      for next in direction == .backward ? predecessors[node] : successors[node] where reached.insert(next).inserted {
        work.append(next)
      }
    }
    return reached
  }

  package enum Direction: Sendable {
    case forward
    case backward
  }

  private static func unique(_ nodes: [Int]) -> [Int] {
    var result: [Int] = []
    for node in nodes.sorted() where node != result.last { result.append(node) }
    return result
  }
}
