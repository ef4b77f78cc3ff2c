import Applying
import Diagnostics
import Resources

/// One run at a time, also between machines.
extension PlanExecution {
  /// Claims the environment, and makes sure that the plan still rests on what was recorded last.
  func claim(_ made: PlannedEnvironment, _ lock: RunLock, _ control: ApplyControl) async throws -> RunClaim {
    let session = made.session
    let console = run.console
    var settings = session.claims
    settings.patience = execution.patience ?? .zero
    let left = try lock.claimant.flatMap { $0.isEmpty ? nil : $0 }
    if let left { try await overtake(left, session) }
    // On the disk before it is in Azure: a run that is killed now is known to be over by the next one here.
    try lock.note(claimant: made.runID)
    do throws(ProviderFailure) {
      let claim = try await RunClaim.take(
        Claim(run: made.runID, holder: ProcessEnvironment.user, expiry: settings.expiry),
        environment: session.environment, store: session.store, settings: settings,
        isStopping: { control.isDraining },
        waiting: { console.note("Waiting for another run: \($0.description).") })
      do throws(ProviderFailure) {
        try await checkUnchanged(session)
        return claim
      } catch {
        await release(claim, lock)
        throw error
      }
    } catch {
      // What was made for the claim alone is of no use now; where it can't be removed it does no harm.
      try? await session.store.removeUnused(environment: session.environment)
      throw DiagnosticsError(error.diagnostic())
    }
  }

  private func overtake(_ left: String, _ session: EnvironmentSession) async throws(DiagnosticsError) {
    do throws(ProviderFailure) {
      try await session.store.removeClaim(of: left, environment: session.environment)
    } catch {
      throw DiagnosticsError(error.diagnostic())
    }
  }

  /// Lets others have the environment.
  func release(_ claim: RunClaim, _ lock: RunLock) async {
    // Where it is not noted that the claim is gone, the next run here looks for it in vain.
    if await claim.release() { try? lock.note(claimant: nil) }
  }

  private func checkUnchanged(_ session: EnvironmentSession) async throws(ProviderFailure) {
    let newest = try await session.store.newestVersion(environment: session.environment)
    guard newest != session.record.version else { return }
    let run = try await session.store.history(environment: session.environment).last { newest.contains($0.version) }
    throw ProviderFailure(
      "The plan is out of date",
      detail: "Another run changed the environment \"\(session.environment)\" since this plan was made"
        + (run.map { ": at \($0.time), as \($0.author). \($0.summary)" } ?? "."),
      hint: "plan again, look at it, and apply that plan")
  }
}
