import Graph
import Testing

@Suite struct ReadyWalkTests {
  private let fork = DirectedGraph(count: 4, edges: [(from: 0, to: 1), (from: 0, to: 2), (from: 0, to: 3)])

  @Test("what has the highest priority among what is ready starts first, and no more at once than there are places")
  func priority() {
    var walk = ReadyWalk(
      fork, keys: [[], [], [], []], precedence: Precedence(priorities: [9, 1, 3, 2]), parallelism: 2)
    #expect(walk.next() == 0)
    walk.begin(0)
    #expect(walk.next() == nil)
    walk.end(0)
    walk.release(0)
    #expect(walk.next() == 2)
    walk.begin(2)
    #expect(walk.next() == 3)
    walk.begin(3)
    #expect(walk.next() == nil, "both places are taken")
    walk.end(2)
    #expect(walk.next() == 1)
  }

  @Test("what shares a key with something that runs is passed over until that has ended")
  func keys() {
    var walk = ReadyWalk(
      fork, keys: [[], ["a"], ["a"], []], precedence: Precedence(priorities: [9, 3, 2, 1]), parallelism: 10)
    #expect(walk.next() == 0)
    walk.release(0)
    #expect(walk.next() == 1)
    walk.begin(1)
    #expect(walk.next() == 3)
    #expect(walk.next() == nil)
    walk.end(1)
    #expect(walk.next() == 2)
  }

  @Test("what yields to another starts once that has begun, or won't begin any more")
  func yields() {
    let precedence = Precedence(
      priorities: [4, 3, 2, 1], yields: [.init(first: 2, then: 1), .init(first: 3, then: 1)])
    var walk = ReadyWalk(fork, keys: [[], ["a"], [], []], precedence: precedence, parallelism: 10)
    #expect(walk.next() == 0)
    walk.release(0)
    #expect(walk.next() == 2)
    #expect(walk.next() == 3)
    #expect(walk.next() == nil)
    walk.begin(2)
    #expect(walk.next() == nil, "it yields to both")
    walk.abandon(3)
    #expect(walk.next() == 1)
    walk.abandon(3)
    walk.end(2)
    #expect(walk.next() == nil, "each is offered once")
  }
}
