import Applying
import Resources
import Synchronization
import Testing

/// The claim of a run that didn't get round to renewing it.
@Suite struct RunClaimTests {
  @Test("no write goes on with a lost claim while another run has the environment, however often it is asked for")
  func lost() async throws {
    let store = ClaimsAlone()
    let record = EnvironmentRecord(
      environment: "test", origin: EnvironmentRecord.Origin(repository: "", path: ""), hashKey: "")
    let clock = LeapingClock()
    let claim = try await RunClaim.take(
      Claim(run: "late", holder: "ann", expiry: .seconds(60)), on: record, store: store,
      settings: ClaimSettings(settle: .zero, expiry: .seconds(60)), clock: clock)
    #expect(await refusal(claim) == nil)
    // Its claim has run out and was taken away, and another run came.
    clock.leap(.seconds(40))
    store.forget("late")
    _ = try await store.write(Claim(run: "other", holder: "bob", expiry: .seconds(60)), environment: "test")
    for _ in 0..<3 { #expect(await refusal(claim) == "Another run is under way") }
  }

  private func refusal(_ claim: RunClaim) async -> String? {
    do throws(ProviderFailure) {
      try await claim.confirm()
      return nil
    } catch {
      return error.summary
    }
  }
}

/// A clock on which time passes only by sleeping, which takes none, and when it is told to.
private final class LeapingClock: Clock {
  typealias Instant = ContinuousClock.Instant
  private let time = Mutex(ContinuousClock.now)

  var now: Instant { time.withLock { $0 } }
  var minimumResolution: Duration { .zero }

  func leap(_ duration: Duration) {
    time.withLock { $0 = $0.advanced(by: duration) }
  }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    time.withLock { $0 = max($0, deadline) }
  }
}

/// A store that has claims and no record. The other run renews its claim whenever somebody looks.
private final class ClaimsAlone: RecordStore {
  private struct State {
    var claims: [String: StandingClaim] = [:]
    /// The time, in hundredths of a second.
    var time = 0
  }

  private let state = Mutex(State())

  func forget(_ run: String) {
    state.withLock { $0.claims[run] = nil }
  }

  func write(_ claim: Claim, environment: String) async throws(ProviderFailure) -> StandingClaim {
    await Task.yield()
    guard let standing = renew(claim) else { throw ProviderFailure("There is no such time") }
    return standing
  }

  private func renew(_ claim: Claim) -> StandingClaim? {
    state.withLock { state in
      state.time += 1
      let digits = String(10_000 + state.time)
      guard let now = StoreTime("2026-01-01T00:00:\(digits.dropFirst().prefix(2)).\(digits.suffix(2))Z") else {
        return nil
      }
      let standing = StandingClaim(claim, author: "", since: state.claims[claim.run]?.since ?? now, renewed: now)
      state.claims[claim.run] = standing
      return standing
    }
  }

  func claimants(environment: String) async throws(ProviderFailure) -> [String] {
    await Task.yield()
    return state.withLock { $0.claims.keys.sorted() }
  }

  func claim(of run: String, environment: String) async throws(ProviderFailure) -> StandingClaim? {
    await Task.yield()
    return state.withLock { $0.claims[run] }.flatMap { renew($0.claim) }
  }

  func removeClaim(of run: String, environment: String) async throws(ProviderFailure) {
    await Task.yield()
    forget(run)
  }

  var place: String { "nowhere" }
  func load(environment: String) async throws(ProviderFailure) -> EnvironmentRecord? { nil }
  func newest(environment: String) async throws(ProviderFailure) -> NewestRecord? { nil }
  func save(_ record: EnvironmentRecord) async throws(ProviderFailure) {}
  func remove(_ record: EnvironmentRecord) async throws(ProviderFailure) {}
  func removeUnused(environment: String) async throws(ProviderFailure) {}
  func owners(of ids: Set<String>, besides environment: String) async throws(ProviderFailure) -> [String: String] {
    [:]
  }
  func history(environment: String) async throws(ProviderFailure) -> [RecordedRun] { [] }
}
