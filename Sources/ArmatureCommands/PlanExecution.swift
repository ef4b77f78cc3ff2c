import ARM
import Applying
import AzureProvider
import Diagnostics
import Durability
import Planning
import Reports
import Resources
import Values

/// The way from a plan to a changed Azure: asking, journal, progress, result.
struct PlanExecution {
  let run: CommandRun
  let execution: ExecutionOptions

  /// Plans, asks, applies.
  func planAndApply(
    _ spec: LoadedSpec, cloud: CloudOptions, options: PlanOptions, isDestruction: Bool, guards: ChangeOptions?
  ) async throws {
    if options.adoptsAll, execution.autoApprove { throw DiagnosticsError(TakeOver.needsAddresses) }
    try await opening(spec, cloud, options) { session, lock, interruption in
      let made = try await PlannedEnvironment.make(
        run, spec, in: session, after: lock.journal.unfinished, isDestruction: isDestruction, guards: guards)
      made.show(run)
      run.console.show(made.warnings, in: run.sources)
      if made.plan.isEmpty {
        await lock.journal.close()
        await removeRemains(in: session, lock, isDestruction: isDestruction)
        if !isDestruction { showOutputs(made) }
        return
      }
      if options.adoptsAll { try confirm(TakeOver(changes: made.takenOver)) }
      if !execution.autoApprove { try confirm(isDestruction: isDestruction) }
      try await apply(
        made, lock, interruption, directory: spec.directory, origin: SpecOrigin.of(directory: spec.directory),
        isDestruction: isDestruction)
    }
  }

  /// Opens the environment of a spec for changing it: with its journal, and with an ear for those who want to stop.
  func opening(
    _ spec: LoadedSpec, _ cloud: CloudOptions, _ options: PlanOptions,
    _ body: (EnvironmentSession, RunLock, Interruption) async throws -> Void
  ) async throws {
    try RunLock.check(directory: spec.directory)
    try await Interruption.watching(run.console) { interruption in
      let session = try await run.open(spec, cloud, planOptions: options)
      defer { session.connection.close() }
      try await RunLock.holding(directory: spec.directory, environment: session.environment) { lock in
        try await body(session, lock, interruption)
      }
    }
  }

  private func showOutputs(_ made: PlannedEnvironment) {
    let outputs = ApplyEvaluation(made.planner).outputs()
    if !outputs.isEmpty { run.console.write("\nOutputs:\n\n" + OutputText.block(outputs)) }
  }

  private func confirm(isDestruction: Bool) throws {
    let question =
      isDestruction
      ? "\nDo you really want to destroy all of this? There is no undo. Only 'yes' is accepted: "
      : "\nDo you want to make these changes? Only 'yes' is accepted: "
    let answer = run.console.ask(question)
    if answer == nil { run.console.line() }
    guard answer == "yes" else {
      run.console.note(
        answer == nil
          ? "Nothing was changed: there was nobody to ask. Say --auto-approve to apply without being asked."
          : "Nothing was changed.")
      throw CommandExit.failure
    }
  }

  private func confirm(_ takeOver: TakeOver) throws {
    guard !takeOver.changes.isEmpty else { return }
    run.console.write(takeOver.text)
    guard run.console.isAnswered else { throw DiagnosticsError(TakeOver.nobodyToAsk) }
    guard run.console.ask(TakeOver.question) == "yes" else {
      run.console.note("Nothing was changed.")
      throw CommandExit.failure
    }
  }

  /// Carries a plan out and says how it went.
  func apply(
    _ made: PlannedEnvironment, _ lock: RunLock, _ interruption: Interruption, directory: String,
    origin: EnvironmentRecord.Origin, isDestruction: Bool
  ) async throws {
    let control = ApplyControl()
    interruption.begin(control)
    let journal = lock.journal
    do throws(StorageError) {
      try await journal.begin(
        run: made.runID, environment: made.session.environment,
        stepCount: made.plan.changes.count { $0.action != .none && $0.kind.ownership != .recorded } * 2)
    } catch {
      throw RunLock.failure(.storage(error))
    }
    let claim: RunClaim
    do {
      claim = try await self.claim(made, lock, control)
    } catch {
      await journal.abandon()
      throw error
    }
    made.session.connection.notes.isSilent = run.console.isTerminal
    var record = made.session.record
    // From here on it is this spec's, if it was another's.
    if !isDestruction { record.origin = origin }
    let clock = ContinuousClock()
    let start = clock.now
    let display = ProgressDisplay(console: run.console)
    display.start()
    let applier = Applier(
      plan: made.plan, evaluation: ApplyEvaluation(made.planner), kinds: made.session.kinds,
      record: record, store: made.session.store, journal: journal, run: made.runID, claim: claim,
      parallelism: execution.parallelism,
      control: control, now: FileText.secondsSince1970, report: { display.handle($0) })
    let result: ApplyResult
    do throws(ProviderFailure) {
      result = try await claim.holding { () async throws(ProviderFailure) in try await applier.apply() }
    } catch {
      await release(claim, lock)
      display.stop()
      throw DiagnosticsError(error.diagnostic())
    }
    await release(claim, lock)
    display.stop()
    run.console.write(
      ApplySummary(isColored: run.console.isColored, width: run.console.isTerminal ? run.console.width : nil).text(
        result, isDestroy: isDestruction,
        effort: Effort(elapsed: clock.now - start, calls: made.session.connection.callCount)))
    run.console.show(result.diagnostics, in: run.sources)
    if !result.underWay.isEmpty { throw CommandExit.interrupted }
    if !result.isComplete { throw CommandExit.failure }
  }
}
