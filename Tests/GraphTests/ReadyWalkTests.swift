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

  @Test("the best of what no key keeps from starting is offered, however many wait for which keys", arguments: 0..<40)
  func manyKeys(seed: Int) {
    var draw = Draw(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
    let count = 60
    let keys = (0..<count).map { _ in Set((0..<draw.below(4)).map { _ in "key \(draw.below(5))" }) }
    let priorities = (0..<count).map { _ in Double(draw.below(10)) }
    let parallelism = 1 + draw.below(6)
    var walk = ReadyWalk(
      DirectedGraph(count: count, edges: []), keys: keys, precedence: Precedence(priorities: priorities),
      parallelism: parallelism)
    var waiting = Set(0..<count)
    var back: Set<Int> = []
    var running: [Int] = []
    while !waiting.isEmpty || !back.isEmpty || !running.isEmpty {
      let held = Set(running.flatMap { keys[$0] })
      let free = waiting.filter { keys[$0].isDisjoint(with: held) }
      let best = free.min { priorities[$0] == priorities[$1] ? $0 < $1 : priorities[$0] > priorities[$1] }
      let next = walk.next()
      #expect(next == (running.count < parallelism ? best : nil))
      if let next {
        waiting.remove(next)
        // Without anything that runs, nothing would offer it again.
        if draw.below(4) == 0, !running.isEmpty {
          walk.hold(next)
          back.insert(next)
        } else {
          walk.begin(next)
          running.append(next)
        }
      } else if !running.isEmpty {
        walk.end(running.remove(at: draw.below(running.count)))
        waiting.formUnion(back)
        back = []
      } else {
        Issue.record("nothing starts though nothing runs")
        return
      }
    }
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

/// Numbers that a seed says (xorshift).
private struct Draw {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % bound
  }
}
