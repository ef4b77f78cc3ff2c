import Graph
import Testing

@Suite struct WishTests {
  @Test("an edge that would close a cycle is left out, and the others stay")
  func cycles() {
    let graph = DirectedGraph(count: 4, edges: [(0, 1)])
    let added = graph.adding([(from: 1, to: 2), (from: 2, to: 0), (from: 2, to: 3), (from: 3, to: 1)])
    #expect(added.order == [0, 1, 2, 3])
    #expect(added.successors == [[1], [2], [3], []])
  }
}
