import ARMSimulator
import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import Synchronization
import TestWorld
import Values

/// Two runs of one environment on two machines, with their requests in an order of the test's choosing.
package enum TwoRuns {
  /// When the other run gets its turn: after so many requests of both together.
  package typealias Order = [Int]

  package struct Outcome: Sendable {
    /// Why a run was refused or failed; nil where it did all that it planned.
    package let refusals: [String?]
    /// The tag on the group, which each run sets to its own name.
    package let tag: String?
    /// What the record owns in the end, and whether the last complete run's spec has nothing left to do.
    package let owned: [String]
    package let isSettled: Bool
    /// How many claims are left.
    package let claimsLeft: Int
    package let requestCount: Int

    /// What a run may be refused for: each says what to do.
    private static let refusals: Set<String?> = [
      nil, "Another run is under way", "The plan is out of date", "The resource was changed by someone else",
      "Resource already exists", "Another run changed the environment at the same time",
    ]

    /// How both ended, in words.
    package var summary: String {
      refusals.map { $0 ?? "complete" }.joined(separator: " / ") + (isSerial ? "" : ", not as one after the other")
    }

    /// Whether both ended as one after the other, or one did nothing.
    package var isSerial: Bool {
      refusals.contains(nil) && isSettled && owned == ["azurerm_resource_group.a", "terraform_data.\(tag ?? "")"]
    }

    /// Whether each refusal says what to do, no claim is left, and what either recorded is kept: all that is promised
    /// where lists lag by more than the settle time, and both may run.
    package var isToldAndKept: Bool {
      refusals.allSatisfy(Self.refusals.contains) && claimsLeft == 0 && owned.contains("azurerm_resource_group.a")
        && (refusals != [nil, nil] || isSettled
          || owned == ["azurerm_resource_group.a", "terraform_data.first", "terraform_data.second"])
    }

    /// Whether law L6 holds, where lists lag by less than the settle time.
    ///
    /// A request that was under way for too long for its run's claim to count is the one case where both may have done
    /// something, and then one of them says so.
    package func isOrderly(hadLongRequest: Bool) -> Bool {
      isToldAndKept && (isSerial || hadLongRequest && refusals != [nil, nil])
    }
  }

  private static func spec(_ name: String) -> String {
    """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
      tags     = { by = "\(name)" }
    }
    resource "terraform_data" "\(name)" {
      input      = "\(name)"
      depends_on = [azurerm_resource_group.a]
    }
    """
  }

  /// Runs both in an environment that isn't there yet, the first one until the order says otherwise.
  package static func run(_ order: Order, listLag: Duration, settle: Duration) throws -> Outcome {
    try run(Turns(order), before: nil, isPatient: true, listLag: listLag, settle: settle)
  }

  /// Runs both in turns.
  ///
  /// - Parameters:
  ///   - before: whom the environment was applied by before them.
  ///   - isPatient: whether a run that finds the other's claim looks whether that one is alive, rather than end at once.
  static func run(
    _ turns: some TurnTaking, before: String?, isPatient: Bool, listLag: Duration, settle: Duration
  ) throws -> Outcome {
    let timeline = Timeline()
    let simulator = ARMSimulator(
      SimulatorSettings(speed: .instant, listLag: listLag), clock: timeline.simulatorClock)
    let worlds = (0..<2).map {
      World(
        simulator: simulator, timeline: timeline, seed: UInt64($0 + 1),
        wire: TurnWire(turns: turns, run: $0, simulator: simulator))
    }
    let observer = World(simulator: simulator, timeline: timeline, seed: 3)
    return try timeline.run { () -> Result<Outcome, any Error> in
      do {
        if let before {
          try await observer.apply(spec(before))
          // What was there before is known to everybody.
          try await timeline.clock.sleep(for: listLag + .seconds(1))
        }
        let refusals = await withTaskGroup(of: (Int, String?).self) { group in
          for (number, world) in worlds.enumerated() {
            group.addTask {
              let refusal = await apply(
                ["first", "second"][number], world, timeline, isPatient: isPatient, settle: settle)
              turns.end(number)
              return (number, refusal)
            }
          }
          await turns.conduct(timeline.clock)
          var refusals: [String?] = [nil, nil]
          for await (number, refusal) in group { refusals[number] = refusal }
          return refusals
        }
        let requestCount = worlds.reduce(0) { $0 + $1.requests.all.count }
        // Lists have to catch up before anybody looks at the end.
        try await timeline.clock.sleep(for: listLag + .seconds(1))
        let body = try await observer.call(.get, World.id("resourceGroups/rg-a"), apiVersion: "2021-04-01")
        let tag = body[member: "tags"]?[member: "by"]?.stringValue
        let record = try await observer.record()
        var isSettled = false
        if let tag { isSettled = try await observer.plan(spec(tag)).isEmpty }
        return .success(
          Outcome(
            refusals: refusals, tag: tag, owned: record?.sortedEntries.map(\.address.description) ?? [],
            isSettled: isSettled, claimsLeft: try await observer.store().claimants(environment: "test").count,
            requestCount: requestCount))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  /// Plans and applies as a command does; why it didn't, if so.
  private static func apply(
    _ name: String, _ world: World, _ timeline: Timeline, isPatient: Bool, settle: Duration
  ) async -> String? {
    do {
      let (planner, context) = try await world.planner(spec(name))
      let (plan, diagnostics) = await planner.plan()
      if let first = diagnostics.first(where: { $0.severity == .error }) { return first.summary }
      if plan.isEmpty { return nil }
      let store = try world.store()
      let run = "\(name)-run"
      let claim = try await RunClaim.take(
        Claim(run: run, holder: name, expiry: .seconds(60)), on: context.record, store: store,
        settings: ClaimSettings(settle: settle, expiry: .seconds(60)), clock: timeline.clock,
        isStopping: { !isPatient })
      let result = try await claim.holding { () async throws(ProviderFailure) in
        try await Applier(
          plan: plan, evaluation: ApplyEvaluation(planner), kinds: context.kinds, record: context.record, store: store,
          journal: nil, run: run, claim: claim, clock: timeline.clock
        ).apply()
      }
      await claim.release()
      return result.failures.first?.failure.summary
    } catch let failure as ProviderFailure {
      return failure.summary
    } catch {
      return "\(error)"
    }
  }
}

/// Who decides whose request goes next.
protocol TurnTaking: Sendable {
  /// Waits until it is a request's turn.
  func wait(_ run: Int, for request: HTTPRequest) async
  /// Notes that a request was answered.
  func answered(_ run: Int)
  /// Notes that a run is over.
  func end(_ run: Int)
  /// Decides beside the runs, until both are over.
  func conduct(_ clock: TimelineClock) async
}

private struct TurnWire<Turns: TurnTaking>: HTTPTransport {
  let turns: Turns
  let run: Int
  let simulator: ARMSimulator

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    await turns.wait(run, for: request)
    defer { turns.answered(run) }
    return try await simulator.send(request)
  }
}

/// Lets the requests of two runs through one after the other, in a given order.
private final class Turns: TurnTaking {
  private struct State {
    var switches: ArraySlice<Int>
    var turn = 0
    var count = 0
    var isOver = [false, false]
    var waiting: [[CheckedContinuation<Void, Never>]] = [[], []]
  }

  private let state: Mutex<State>

  init(_ switches: [Int]) {
    state = Mutex(State(switches: switches[...]))
  }

  /// Each request is decided on when it is made, or when a run ends.
  func conduct(_ clock: TimelineClock) async {}

  func answered(_ run: Int) {}

  func wait(_ run: Int, for request: HTTPRequest) async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        state.waiting[run].append(continuation)
        Self.letGo(&state)
      }
    }
  }

  func end(_ run: Int) {
    state.withLock { state in
      state.isOver[run] = true
      Self.letGo(&state)
    }
  }

  /// Lets through whoever's turn it is; once the order is at its end, everybody.
  private static func letGo(_ state: inout State) {
    while true {
      if state.isOver[state.turn] { state.turn = 1 - state.turn }
      if state.switches.isEmpty {
        for run in 0..<2 {
          for continuation in state.waiting[run] { continuation.resume() }
          state.waiting[run] = []
        }
        return
      }
      guard !state.waiting[state.turn].isEmpty else { return }
      state.waiting[state.turn].removeFirst().resume()
      state.count += 1
      if state.count == state.switches.first {
        state.switches.removeFirst()
        state.turn = 1 - state.turn
      }
    }
  }
}
