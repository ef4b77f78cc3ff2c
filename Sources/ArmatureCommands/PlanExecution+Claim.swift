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
    do throws(ProviderFailure) {
      // The directory's lock shows that whoever left this claim is over.
      if let left = try lock.claimant {
        try await session.store.removeClaim(of: left, environment: session.environment)
      }
      // On the disk before it is in Azure: a run that is killed now is known to be over by the next one here.
      try lock.note(claimant: made.runID)
      return try await RunClaim.take(
        Claim(run: made.runID, holder: ProcessEnvironment.user, expiry: settings.expiry), on: session.record,
        store: session.store, settings: settings, isStopping: { control.isDraining },
        waiting: { console.note("Waiting for another run: \($0.description).") })
    } catch {
      throw DiagnosticsError(error.diagnostic())
    }
  }

  /// Removes what runs that were stopped have left, where there is nothing else to do: the claim of a run of this
  /// directory, and what there is of the record of an environment that owns nothing.
  func removeRemains(in session: EnvironmentSession, _ lock: RunLock, isDestruction: Bool = false) async {
    // What can't be removed is in nobody's way, and is tried again the next time.
    if let left = try? lock.claimant {
      let isGone: Void? = try? await session.store.removeClaim(of: left, environment: session.environment)
      if isGone != nil { try? lock.note(claimant: nil) }
    }
    if isDestruction { try? await session.store.removeUnused(environment: session.environment) }
  }

  /// Lets others have the environment.
  func release(_ claim: RunClaim, _ lock: RunLock) async {
    // Where it is not noted that the claim is gone, the next run here removes it once more.
    if await claim.release() { try? lock.note(claimant: nil) }
  }
}
