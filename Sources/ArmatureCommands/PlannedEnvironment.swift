import ARM
import Applying
import AzureProvider
import Configuration
import Diagnostics
import Planning
import Reports

/// An environment with a plan for it that has no errors.
struct PlannedEnvironment {
  let session: EnvironmentSession
  let planner: Planner
  let plan: Plan
  let effort: Effort

  /// The id of this run: all of its calls share it, so that Azure's activity log has it too.
  var runID: String { session.connection.session.client.correlationID }

  /// Takes up what an earlier run left unfinished, then plans; with `guards`, plans that are most often mistakes are
  /// errors.
  static func make(
    _ run: CommandRun, _ spec: LoadedSpec, in opened: EnvironmentSession, after unfinished: UnfinishedRun?,
    isDestruction: Bool, guards: ChangeOptions? = nil
  ) async throws(DiagnosticsError) -> PlannedEnvironment {
    var session = opened
    if let unfinished {
      await TakingUp(console: run.console).wait(for: unfinished, session.kinds)
      session.context.options.createdIDs = unfinished.createdIDs
      session.context.options.attemptedIDs = unfinished.attemptedIDs
    }
    let clock = ContinuousClock()
    let start = clock.now
    let planner = try Planner(session.context)
    let (plan, diagnostics) = isDestruction ? await planner.destruction() : await planner.plan()
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
    if let guards, !isDestruction {
      try PlanGuard.check(plan, session, origin: SpecOrigin.of(directory: spec.directory), guards)
    }
    return PlannedEnvironment(
      session: session, planner: planner, plan: plan,
      effort: Effort(elapsed: clock.now - start, calls: session.connection.callCount))
  }

  /// What there is to say of the spec and of the plan without being an error.
  var warnings: [Diagnostic] { session.warnings + plan.warnings }

  /// What the plan takes over.
  var takenOver: [InstanceChange] { plan.changes.filter { $0.reasons.contains(.adopted) } }

  func text(_ run: CommandRun) -> String { planText(run).text(plan, effort: effort) }

  /// Shows the plan, which may be too long to be one text first.
  func show(_ run: CommandRun) {
    planText(run).write(plan, effort: effort) { run.console.write($0) }
  }

  private func planText(_ run: CommandRun) -> PlanText {
    PlanText(
      sources: run.sources, isColored: run.console.isColored, width: run.console.isTerminal ? run.console.width : nil)
  }

  /// The plan as Terraform's JSON.
  func json(_ spec: LoadedSpec, timestamp: String) -> String {
    PlanJSON(
      program: spec.program, kinds: session.kinds, variables: spec.inputs.resolved(for: spec.program.root).values,
      subscription: session.connection.session.subscription, timestamp: timestamp
    ).text(plan)
  }
}
