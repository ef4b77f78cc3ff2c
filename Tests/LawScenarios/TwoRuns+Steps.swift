import HTTP
import Synchronization
import TestWorld

extension TwoRuns {
  /// Which run goes on at each boundary of a step at which both could: 0 for the first and 1 for the second.
  ///
  /// A step of a run is a write with all that the run reads and waits for until just before its next write; what it reads
  /// to plan, before it writes anything, is its first step.
  package typealias Choices = [Int]

  /// All orders of the steps of two runs that change one group and the record in conflicting ways, depth-first.
  ///
  /// A run that finds the other's claim ends at once rather than look whether that one is alive: how long it looks is a
  /// matter of single requests.
  ///
  /// What a run does next may rest on what it was told before, so that each order is found by following it: the last
  /// boundary at which the first run went on is the first at which the next order differs. Where there is none, there is no
  /// further order.
  package struct StepOrders: Sequence, IteratorProtocol {
    package let listLag: Duration
    package let settle: Duration
    /// What the choices of all of them begin with.
    private let beginning: Choices
    private var upcoming: Choices?

    package init(listLag: Duration, settle: Duration, after beginning: Choices = []) {
      self.listLag = listLag
      self.settle = settle
      self.beginning = beginning
      upcoming = beginning
    }

    /// The next order, to be carried out by whoever wants it.
    package mutating func next() -> StepOrder? {
      guard let choices = upcoming else { return nil }
      let order = StepOrder(first: choices, listLag: listLag, settle: settle)
      upcoming = order.choices.indices.last { $0 >= beginning.count && order.choices[$0] == 0 }
        .map { order.choices[..<$0] + [1] }
      return order
    }
  }

  /// One order of all steps, and how it ended.
  package struct StepOrder: Sendable {
    package let choices: Choices
    package let outcome: Result<Outcome, any Error>

    /// The chance of it were each choice a coin toss: with all orders these add up to 1, and with fewer to less.
    package var share: Double { Double(sign: .plus, exponent: -choices.count, significand: 1) }

    /// Whether law L6 holds, or as much of it as is promised where lists lag by more than the settle time.
    package func isLawful(listLagIsBelowSettle: Bool) -> Bool {
      guard let outcome = try? outcome.get() else { return false }
      return listLagIsBelowSettle ? outcome.isOrderly(hadLongRequest: false) : outcome.isToldAndKept
    }

    /// Goes by some choices, and by the first run where they end.
    package init(first: Choices, listLag: Duration, settle: Duration) {
      let steps = StepTurns(first)
      outcome = Result { try run(steps, before: "before", isPatient: false, listLag: listLag, settle: settle) }
      choices = steps.choices
    }
  }
}

/// Lets two runs go on in turns, a step at a time.
private final class StepTurns: TurnTaking {
  private struct Waiting {
    let isWrite: Bool
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    let first: TwoRuns.Choices
    var choices: TwoRuns.Choices = []
    var turn: Int?
    var isOver = [false, false]
    var underWay = [0, 0]
    var waiting: [[Waiting]] = [[], []]
    /// What the conductor sleeps on while there is nothing to decide.
    var conductor: CheckedContinuation<Void, Never>?
    var hasNews = false

    mutating func tell() {
      hasNews = true
      conductor?.resume()
      conductor = nil
    }

    mutating func letGo(_ run: Int, _ request: Waiting) {
      underWay[run] += 1
      request.continuation.resume()
    }
  }

  private let state: Mutex<State>

  init(_ first: TwoRuns.Choices) {
    state = Mutex(State(first: first))
  }

  /// What was chosen at each boundary.
  var choices: TwoRuns.Choices { state.withLock { $0.choices } }

  func wait(_ run: Int, for request: HTTPRequest) async {
    let isWrite = request.method != .get
    await withCheckedContinuation { continuation in
      state.withLock { state in
        let waiting = Waiting(isWrite: isWrite, continuation: continuation)
        if state.turn == run, !isWrite {
          state.letGo(run, waiting)
        } else {
          state.waiting[run].append(waiting)
          state.tell()
        }
      }
    }
  }

  func answered(_ run: Int) {
    state.withLock { state in
      state.underWay[run] -= 1
      state.tell()
    }
  }

  func end(_ run: Int) {
    state.withLock { state in
      state.isOver[run] = true
      state.tell()
    }
  }

  func conduct(_ clock: TimelineClock) async {
    while state.withLock({ !$0.isOver.allSatisfy { $0 } }) {
      await news()
      // All that can go on without a write at this moment does so before.
      try? await clock.sleep(for: .zero)
      state.withLock { Self.decide(&$0) }
    }
  }

  private func news() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if state.hasNews { continuation.resume() } else { state.conductor = continuation }
      }
    }
    state.withLock { $0.hasNews = false }
  }

  /// Chooses who goes on, if whoever had the turn is over or about to write.
  private static func decide(_ state: inout State) {
    if let turn = state.turn, !state.isOver[turn], state.underWay[turn] > 0 || state.waiting[turn].isEmpty { return }
    let living = [0, 1].filter { !state.isOver[$0] }
    guard var turn = living.first else { return }
    if living.count == 2 {
      if state.choices.count < state.first.count { turn = state.first[state.choices.count] }
      state.choices.append(turn)
    }
    state.turn = turn
    // One that had no turn while it slept may have something to read by now, and still no more than one write goes.
    let write = state.waiting[turn].firstIndex { $0.isWrite }
    let going = state.waiting[turn].indices.filter { !state.waiting[turn][$0].isWrite || $0 == write }
    for index in going { state.letGo(turn, state.waiting[turn][index]) }
    for index in going.reversed() { state.waiting[turn].remove(at: index) }
  }
}
