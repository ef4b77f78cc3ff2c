import Resources

/// How runs on several machines keep out of each other's way.
package struct ClaimSettings: Sendable, Hashable {
  /// How long after its claim a run looks for others: longer than the store's lists lag behind.
  package var settle: Duration = .seconds(2)
  /// How long a claim counts after it was last renewed.
  package var expiry: Duration = .seconds(60)
  /// How long a run waits for another one that is alive.
  package var patience: Duration = .zero

  package init(settle: Duration = .seconds(2), expiry: Duration = .seconds(60), patience: Duration = .zero) {
    self.settle = settle
    self.expiry = expiry
    self.patience = patience
  }

  /// How often a claim is renewed: three times before the run would have to stop.
  var heartbeat: Duration { expiry / 6 }
}

/// The claim of this run, from when it is the only one until it is released.
///
/// Each run writes a claim, waits until every claim written before shows in the store's list, and goes on when none that
/// counts comes before its own. It is advisory: it keeps runs apart as long as the list lags by less than the settle time.
package actor RunClaim {
  private let claim: Claim
  /// The record that the plan was made with.
  private let record: EnvironmentRecord
  private let store: any RecordStore
  private let settings: ClaimSettings
  private let clock: any Clock<Duration>
  private let isStopping: @Sendable () -> Bool

  /// The claim as it was last confirmed.
  private var standing: StandingClaim
  /// The time since the request left that confirmed it.
  private var age: Stopwatch
  /// Whether others may have taken the claim for expired.
  private var isLost = false
  /// Whether a write waits for the claim to be the only one once more.
  private var isReturning = false

  /// Claims an environment for a run, and makes sure that what its plan rests on is still what was recorded last.
  ///
  /// - Parameters:
  ///   - record: the record that the plan was made with.
  ///   - isStopping: whether the user wants to stop rather than wait.
  ///   - waiting: told whose claim is waited for.
  /// - Throws: who has the environment or changed it, or why that can't be found out. Nothing is left of the claim then.
  package static func take(
    _ claim: Claim, on record: EnvironmentRecord, store: any RecordStore, settings: ClaimSettings = ClaimSettings(),
    clock: any Clock<Duration> = ContinuousClock(), isStopping: @escaping @Sendable () -> Bool = { false },
    waiting: @Sendable (StandingClaim) -> Void = { _ in }
  ) async throws(ProviderFailure) -> RunClaim {
    let age = Stopwatch(clock)
    let standing = try await store.write(claim, environment: record.environment)
    let own = RunClaim(
      claim, standing, age: age, record: record, store: store, settings: settings, clock: clock,
      isStopping: isStopping)
    do throws(ProviderFailure) {
      try await own.settle(waiting)
      try await own.checkUnchanged()
      return own
    } catch {
      await own.release()
      // What was made for the claim alone is of no use now; where it can't be removed it does no harm.
      try? await store.removeUnused(environment: record.environment)
      throw error
    }
  }

  /// Makes sure that what was recorded last is what the plan was made with, or what this run has recorded since.
  private func checkUnchanged() async throws(ProviderFailure) {
    let reason: String
    if let newest = try await store.newest(environment: environment) {
      guard isForeign(newest) else { return }
      reason =
        "Another run changed the environment \"\(environment)\" since this plan was made\(await author(of: newest))"
    } else {
      if record.version.isEmpty { return }
      reason = "The record of the environment \"\(environment)\" was removed since this plan was made."
    }
    throw ProviderFailure(
      "The plan is out of date", detail: reason, hint: "plan again, look at it, and apply that plan")
  }

  /// Makes sure, at the end, that no other run has recorded anything meanwhile, as far as can be seen.
  package func checkAlone() async throws(ProviderFailure) {
    guard let newest = try await store.newest(environment: environment), isForeign(newest) else { return }
    throw ProviderFailure(
      "Another run changed the environment at the same time",
      detail: "What this run did is done, and another one has recorded something else\(await author(of: newest))",
      hint: "plan again; what this run made and the record doesn't have is taken over with --adopt")
  }

  /// Whether a record is neither the one that the plan was made with nor this run's.
  private func isForeign(_ newest: NewestRecord) -> Bool {
    newest.version != record.version && newest.runs != [claim.run]
  }

  private func author(of newest: NewestRecord) async -> String {
    // It is known well enough without.
    let history = try? await store.history(environment: environment)
    return history?.last { newest.version.contains($0.version) }
      .map { ": at \($0.time), as \($0.author). \($0.summary)" } ?? "."
  }

  private init(
    _ claim: Claim, _ standing: StandingClaim, age: Stopwatch, record: EnvironmentRecord,
    store: any RecordStore, settings: ClaimSettings, clock: any Clock<Duration>,
    isStopping: @escaping @Sendable () -> Bool
  ) {
    self.claim = claim
    self.standing = standing
    self.age = age
    self.record = record
    self.store = store
    self.settings = settings
    self.clock = clock
    self.isStopping = isStopping
  }

  private var environment: String { record.environment }

  // MARK: Holding

  /// Does something while the claim is renewed every now and then.
  package nonisolated func holding<Result: Sendable>(_ body: () async throws(ProviderFailure) -> Result)
    async throws(ProviderFailure) -> Result
  {
    let result: Swift.Result<Result, ProviderFailure> = await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.beat() }
      defer { group.cancelAll() }
      do throws(ProviderFailure) {
        return .success(try await body())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Makes sure that the claim still counts: to be called before each write.
  ///
  /// - Throws: when it can't be renewed or another run has the environment now; nothing may be written then.
  package func confirm() async throws(ProviderFailure) {
    // Until this run is the only one again, no write may go on, nor may a second one give up the place in line.
    while isReturning { try await sleep(settings.heartbeat / 6) }
    if !isLost, age.elapsed < settings.expiry / 2 { return }
    isReturning = true
    defer { isReturning = false }
    try await renew()
    guard isLost else { return }
    do throws(ProviderFailure) {
      // Others may have gone on in the meantime: stand in line anew.
      try await store.removeClaim(of: claim.run, environment: environment)
      let age = Stopwatch(clock)
      standing = try await store.write(claim, environment: environment)
      self.age = age
      try await settle { _ in }
      try await checkUnchanged()
    } catch {
      isLost = true
      throw error
    }
  }

  /// Ends the claim; whether it is gone. One that can't be removed expires.
  @discardableResult
  package func release() async -> Bool {
    do throws(ProviderFailure) {
      try await store.removeClaim(of: claim.run, environment: environment)
      return true
    } catch {
      return false
    }
  }

  private func beat() async {
    while (try? await clock.sleep(for: settings.heartbeat)) != nil {
      // What keeps it from being renewed is told to the next write that needs it.
      try? await renew()
    }
  }

  private func renew() async throws(ProviderFailure) {
    let age = Stopwatch(clock)
    let renewed = try await store.write(claim, environment: environment)
    // Made anew, it stands behind those that came meanwhile; renewed too late, it may have been taken for dead.
    if renewed.since != standing.since || !standing.isLive(at: renewed.renewed) { isLost = true }
    standing = renewed
    self.age = age
  }

  // MARK: Standing in line

  /// Waits until no claim that counts comes before this one.
  private func settle(_ waiting: @Sendable (StandingClaim) -> Void) async throws(ProviderFailure) {
    if settings.settle > .zero {
      try await sleep(settings.settle)
      try await renew()
    }
    let waited = Stopwatch(clock)
    var seen: StandingClaim?
    while true {
      isLost = false
      guard let first = try await firstOther() else { return }
      if seen?.claim.run != first.claim.run {
        seen = first
        waiting(first)
      }
      // One that was renewed since it was first seen is alive; others run out.
      if isStopping() || (seen?.renewed != first.renewed && waited.elapsed >= settings.patience) {
        throw RunClaim.refusal(first, environment: environment)
      }
      try await sleep(settings.heartbeat / 2)
      try await renew()
    }
  }

  /// The claim that comes first and before this one; claims that have run out are removed.
  private func firstOther() async throws(ProviderFailure) -> StandingClaim? {
    var others: [StandingClaim] = []
    for run in try await store.claimants(environment: environment).sorted() where run != claim.run {
      // The list only tells what to look for: a claim in it may be gone or renewed.
      guard let other = try await store.claim(of: run, environment: environment) else { continue }
      if other.isLive(at: standing.renewed) {
        others.append(other)
      } else {
        try await store.removeClaim(of: run, environment: environment)
      }
    }
    return others.min().flatMap { $0 < standing ? $0 : nil }
  }

  private func sleep(_ duration: Duration) async throws(ProviderFailure) {
    do {
      try await clock.sleep(for: duration)
    } catch {
      throw ProviderFailure("Cancelled", detail: "The run was stopped while it waited for its turn.")
    }
  }

  private static func refusal(_ other: StandingClaim, environment: String) -> ProviderFailure {
    ProviderFailure(
      "Another run is under way",
      detail: "The environment \"\(environment)\" is being changed by \(other.description).",
      hint: "wait until it has ended and run the command again, or say --lock-timeout 10m to wait for it")
  }
}
