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
    _ spec: LoadedSpec, cloud: CloudOptions, options: PlanOptions, isDestruction: Bool, guards: GuardOptions?
  ) async throws {
    let made = try await PlannedEnvironment.make(
      run, spec, cloud, options: options, isDestruction: isDestruction, guards: guards)
    defer { made.session.connection.close() }
    run.console.write(made.text(run))
    run.console.show(made.plan.warnings, in: run.sources)
    if made.plan.isEmpty {
      if !isDestruction { showOutputs(made) }
      return
    }
    if !execution.autoApprove { try confirm(isDestruction: isDestruction) }
    try await apply(made, directory: spec.directory, isDestruction: isDestruction)
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

  /// Carries a plan out and says how it went.
  func apply(_ made: PlannedEnvironment, directory: String, isDestruction: Bool) async throws {
    let lock = try RunLock(directory: directory, environment: made.session.environment)
    let control = ApplyControl()
    let watching = Interruption(control: control, console: run.console).watch()
    defer { withExtendedLifetime(watching) {} }
    let claim = try await claim(made, lock, control)
    let (journal, wasInterrupted): (Journal, Bool)
    do throws(DiagnosticsError) {
      (journal, wasInterrupted) = try await lock.journal(run: made.runID, environment: made.session.environment)
    } catch {
      await release(claim, lock)
      throw error
    }
    if wasInterrupted { run.console.note("The last run was stopped before its end; this one takes up what it left.") }
    made.session.connection.notes.isSilent = run.console.isTerminal
    var record = made.session.record
    // From here on it is this spec's, if it was another's.
    if !isDestruction { record.origin = SpecOrigin.of(directory: directory) }
    let clock = ContinuousClock()
    let start = clock.now
    let display = ProgressDisplay(console: run.console)
    display.start()
    let applier = Applier(
      plan: made.plan, evaluation: ApplyEvaluation(made.planner), kinds: made.session.kinds,
      record: record, store: made.session.store, journal: journal, run: made.runID, claim: claim,
      parallelism: execution.parallelism,
      control: control, report: { display.handle($0) })
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
    lock.release()
    run.console.write(
      ApplySummary(isColored: run.console.isColored, width: run.console.isTerminal ? run.console.width : nil).text(
        result, isDestroy: isDestruction,
        effort: Effort(elapsed: clock.now - start, calls: made.session.connection.callCount)))
    if !result.isComplete { throw CommandExit.failure }
  }
}
