/// Which node of a walk comes first where several could.
package struct Precedence: Sendable, Hashable {
  /// A node that another one lets go first, though it could start itself.
  package struct Yield: Sendable, Hashable, Comparable {
    package let first: Int
    package let then: Int

    package init(first: Int, then: Int) {
      self.first = first
      self.then = then
    }

    fileprivate var reversed: Yield { Yield(first: then, then: first) }

    package static func < (left: Yield, right: Yield) -> Bool {
      (left.first, left.then) < (right.first, right.then)
    }
  }

  /// For each node a number: the largest one first.
  package let priorities: [Double]
  /// Where it pays to keep a key free for a node that comes soon, in rising order.
  package private(set) var yields: [Yield]

  package init(priorities: [Double], yields: [Yield] = []) {
    self.priorities = priorities
    self.yields = yields
  }

  /// How many walks are rehearsed at most, and how much they may do together: each looks once at every node, and at
  /// every two that need one key.
  private static let rehearsalsMax = 32
  private static let looksMax = 1_000_000
  /// What is not shorter than this part of what there was isn't worth keeping a key free for.
  private static let worthwhile = 0.99

  /// What serves best by some rehearsals of the walk: the longest remaining time first; and where what ended last had
  /// waited for a key on its way, those that held the key yield to it, if that makes the whole shorter.
  ///
  /// The graph must have no cycle. One whose first rehearsal can't be undercut, which is most of them, has only
  /// priorities; one with too many nodes, or too many that need the same key, isn't rehearsed.
  package init(rehearsing graph: DirectedGraph, weights: [Double], keys: [Set<String>], parallelism: Int) {
    let plain = Precedence(priorities: graph.remaining(weights: weights, keys: keys))
    self.init(priorities: plain.priorities)
    var holders: [String: [Int]] = [:]
    for node in keys.indices { for key in keys[node] { holders[key, default: []].append(node) } }
    guard holders.values.contains(where: { $0.count > 1 }) else { return }
    var left = min(
      Self.rehearsalsMax, Self.looksMax / holders.values.reduce(graph.count) { $0 + $1.count * $1.count })
    guard left > 1 else { return }

    func rehearsed(_ precedence: Precedence) -> Rehearsal? {
      left -= 1
      return Rehearsal(graph, weights: weights, keys: keys, precedence: precedence, parallelism: parallelism)
    }
    guard let first = rehearsed(plain) else { return }
    var shortest = first.duration
    let least = graph.leastDuration(weights: weights, keys: keys, parallelism: parallelism)
    /// What was rehearsed and not yet changed any further.
    var open: [(precedence: Precedence, rehearsal: Rehearsal)] = [(plain, first)]
    var seen: Set<[Yield]> = [[]]
    while left > 0, shortest * Self.worthwhile > least,
      let best = open.indices.min(by: { open[$0].rehearsal.duration < open[$1].rehearsal.duration })
    {
      let (precedence, rehearsal) = open.remove(at: best)
      for yield in rehearsal.contests(in: graph, keys: keys, holders: holders) where left > 0 {
        var yields = Set(precedence.yields)
        yields.remove(yield.reversed)
        yields.insert(yield)
        let next = Precedence(priorities: plain.priorities, yields: yields.sorted())
        // Yields that make a cycle have no rehearsal.
        guard seen.insert(next.yields).inserted, let tried = rehearsed(next) else { continue }
        open.append((next, tried))
        if tried.duration < shortest * Self.worthwhile {
          shortest = tried.duration
          self.yields = next.yields
        }
      }
    }
  }
}
