import Graph
import Testing

@Suite struct DirectedGraphTests {
  @Test("every node comes after its predecessors, the smallest first")
  func order() {
    let graph = DirectedGraph(
      count: 5, edges: [(from: 4, to: 0), (from: 2, to: 0), (from: 4, to: 1), (from: 2, to: 0)])
    #expect(graph.order == [2, 3, 4, 0, 1])
    #expect(graph.predecessors[0] == [2, 4])
  }

  @Test("a cycle has no order and names its members")
  func cycles() {
    let graph = DirectedGraph(
      count: 6, edges: [(from: 0, to: 1), (from: 1, to: 2), (from: 2, to: 1), (from: 4, to: 4), (from: 3, to: 5)])
    #expect(graph.order == nil)
    #expect(graph.cycles == [[1, 2], [4]])
  }

  @Test("the heaviest path counts a node and the heaviest of what follows")
  func heaviestPaths() {
    let graph = DirectedGraph(count: 4, edges: [(from: 0, to: 1), (from: 0, to: 2), (from: 2, to: 3)])
    #expect(graph.heaviestPaths(weights: [1, 10, 2, 3]) == [11, 10, 5, 3])
  }

  @Test("a chain of 100,000 nodes is ordered, and closed over, without recursion")
  func longChain() {
    let count = 100_000
    let graph = DirectedGraph(count: count, edges: (1..<count).map { (from: $0, to: $0 - 1) })
    #expect(graph.order?.first == count - 1)
    #expect(graph.closure(of: [0], along: .backward).count == count)
    let ring = DirectedGraph(count: count, edges: (0..<count).map { (from: $0, to: ($0 + 1) % count) })
    #expect(ring.cycles.first?.count == count)
  }
}
