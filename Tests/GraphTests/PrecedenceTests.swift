import Graph
import Testing

@Suite struct PrecedenceTests {
  private let fork = DirectedGraph(count: 4, edges: [(from: 0, to: 1), (from: 0, to: 2), (from: 0, to: 3)])

  @Test("what leads to a busy key has all of its work ahead, beyond the longest path")
  func serialWork() {
    #expect(fork.remaining(weights: [1, 10, 20, 25], keys: [[], ["a"], ["a"], []]) == [31, 30, 20, 25])
  }

  @Test("of those that need one key the one with the longest path behind it comes first, however long it takes itself")
  func longestTail() {
    // 1 and 2 need the key; 3 comes after 1.
    let graph = DirectedGraph(count: 4, edges: [(from: 0, to: 1), (from: 0, to: 2), (from: 1, to: 3)])
    #expect(graph.remaining(weights: [1, 5, 50, 20], keys: [[], ["a"], ["a"], []]) == [56, 55, 50, 20])
  }

  /// 0 needs the key for 100 s and could start at once; 1 gets 2 ready in 5 s, which needs it too and has 90 s behind it.
  private let late = DirectedGraph(count: 4, edges: [(from: 1, to: 2), (from: 2, to: 3)])
  private let lateKeys: [Set<String>] = [["a"], [], ["a"], []]

  @Test("a key is kept free for what comes soon and has more behind it")
  func keptFree() throws {
    let weights = [100.0, 5, 10, 90]
    let plain = Precedence(priorities: late.remaining(weights: weights, keys: lateKeys))
    let greedy = try #require(
      Rehearsal(late, weights: weights, keys: lateKeys, precedence: plain, parallelism: 10))
    #expect(greedy.duration == 200)
    let precedence = Precedence(rehearsing: late, weights: weights, keys: lateKeys, parallelism: 10)
    #expect(precedence.yields == [.init(first: 2, then: 0)])
    let rehearsal = try #require(
      Rehearsal(late, weights: weights, keys: lateKeys, precedence: precedence, parallelism: 10))
    #expect(rehearsal.duration == 115)
    #expect(rehearsal.begins == [15, 0, 5, 15])
  }

  @Test("nothing waits for what comes too late, or where no key is shared")
  func notKeptFree() {
    #expect(Precedence(rehearsing: late, weights: [10, 50, 10, 90], keys: lateKeys, parallelism: 10).yields == [])
    #expect(
      Precedence(rehearsing: late, weights: [100, 5, 10, 90], keys: [[], [], [], []], parallelism: 10).yields == [])
  }

  @Test("a walk whose yields make a cycle with its edges has no rehearsal")
  func cycle() {
    let precedence = Precedence(priorities: [1, 1, 1, 1], yields: [.init(first: 2, then: 1)])
    #expect(Rehearsal(late, weights: [1, 1, 1, 1], keys: lateKeys, precedence: precedence, parallelism: 1) == nil)
  }

  @Test("100,000 nodes without keys, and a key that 2,000 need, cost no rehearsal")
  func big() {
    let chain = DirectedGraph(count: 100_000, edges: (1..<100_000).map { (from: $0 - 1, to: $0) })
    let keyless = Precedence(
      rehearsing: chain, weights: Array(repeating: 1, count: 100_000), keys: Array(repeating: [], count: 100_000),
      parallelism: 10)
    #expect(keyless.priorities.first == 100_000)
    let star = DirectedGraph(count: 2000, edges: [])
    let busy = Precedence(
      rehearsing: star, weights: Array(repeating: 1, count: 2000), keys: Array(repeating: ["a"], count: 2000),
      parallelism: 10)
    #expect(busy.priorities.max() == 2000)
    #expect(busy.yields == [])
  }
}
