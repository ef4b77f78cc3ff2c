import ARMSimulator
import Synchronization

/// A time of its own for everything that runs on it: one thread does all the work, and the clock goes on only when
/// nothing can run, straight to the next moment that somebody waits for.
///
/// What runs on it is decided by its seed alone: with none, jobs run in the order in which they became ready; with one,
/// in an order drawn from it. Actors without an executor of their own and child tasks stay on it; whatever waits for
/// another thread would end the run with a failed precondition.
package final class Timeline: TaskExecutor {
  private struct Sleeper {
    let number: Int
    let deadline: Duration
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var ready: [UnownedJob] = []
    /// Where the first job stands that hasn't run; the ones before it are cleared away now and then.
    var first = 0
    var sleepers: [Sleeper] = []
    var sleeps = 0
    /// The numbers of sleeps that were cancelled before they began.
    var cancelled: Set<Int> = []
    var now: Duration = .zero
    var order: Seeded?
  }

  private let state: Mutex<State>

  package init(seed: UInt64? = nil) {
    state = Mutex(State(order: seed.map { Seeded($0) }))
  }

  /// The beginning: 2026-11-21T10:00:00Z.
  package static let start = Timestamp(milliseconds: 1_795_255_200_000)

  /// What has passed since the beginning.
  package var now: Duration { state.withLock { $0.now } }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.ready.append(job) }
  }

  // MARK: Running

  /// Runs something from its beginning to its end, on this thread.
  package func run<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) -> Result {
    let result = Locked<Result?>(nil)
    // The loop below is who waits for it.
    Task(executorPreference: self) { result.set(await body()) }
    while true {
      if let job = nextJob() {
        job.runSynchronously(on: asUnownedTaskExecutor())
      } else if let result = result.value {
        return result
      } else {
        precondition(wake(), "nothing can run and nobody waits for a moment: something waits for another thread")
      }
    }
  }

  private func nextJob() -> UnownedJob? {
    state.withLock { state in
      guard state.first < state.ready.count else {
        state.ready.removeAll(keepingCapacity: true)
        state.first = 0
        return nil
      }
      if var order = state.order {
        state.ready.swapAt(state.first, Int.random(in: state.first..<state.ready.count, using: &order))
        state.order = order
      }
      state.first += 1
      return state.ready[state.first - 1]
    }
  }

  /// Lets time pass until the next moment that is waited for; false if none is.
  private func wake() -> Bool {
    let woken = state.withLock { state -> [Sleeper] in
      guard let next = state.sleepers.map(\.deadline).min() else { return [] }
      state.now = max(state.now, next)
      let woken = state.sleepers.filter { $0.deadline <= next }
      state.sleepers.removeAll { $0.deadline <= next }
      return woken
    }
    for sleeper in woken { sleeper.continuation.resume() }
    return !woken.isEmpty
  }

  // MARK: Waiting

  /// Waits until a moment; throws as soon as the task is cancelled.
  fileprivate func sleep(until deadline: Duration) async throws {
    let number = state.withLock { state -> Int in
      state.sleeps += 1
      return state.sleeps
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = state.withLock { state -> Bool in
          if state.cancelled.remove(number) != nil { return true }
          state.sleepers.append(Sleeper(number: number, deadline: deadline, continuation: continuation))
          return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else {
          state.cancelled.insert(number)
          return nil
        }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// The timeline as the clock of a client or an apply.
  package var clock: TimelineClock { TimelineClock(timeline: self) }
  /// The timeline as the clock of a simulator.
  package var simulatorClock: any SimulatorClock { TimelineSimulatorClock(timeline: self) }
}

/// The clock of a timeline.
package struct TimelineClock: Clock {
  fileprivate let timeline: Timeline

  package struct Instant: InstantProtocol {
    fileprivate let sinceStart: Duration
    package func advanced(by duration: Duration) -> Instant { Instant(sinceStart: sinceStart + duration) }
    package func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }
    package static func < (left: Instant, right: Instant) -> Bool { left.sinceStart < right.sinceStart }
  }

  package var now: Instant { Instant(sinceStart: timeline.now) }
  package var minimumResolution: Duration { .nanoseconds(1) }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try await timeline.sleep(until: deadline.sinceStart)
  }
}

/// The time of a timeline as a simulator knows it.
private struct TimelineSimulatorClock: SimulatorClock {
  let timeline: Timeline

  var now: Timestamp { Timeline.start.advanced(by: timeline.now) }

  func sleep(for duration: Duration) async {
    // A cancelled wait only means that nobody is left to be kept waiting.
    try? await timeline.sleep(until: timeline.now + duration)
  }
}

/// Numbers that follow from a seed (SplitMix64).
package struct Seeded: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(_ seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}
