import ArgumentParser
import Diagnostics
import Planning
import Reports

/// `armature plan`: what applying would do, and why.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", _superCommandName: "armature",
    abstract: "Shows what applying a spec would change in Azure, and why. Changes nothing.")

  @OptionGroup var spec: SpecOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var changes: ChangeOptions
  @OptionGroup var part: PartOptions
  @OptionGroup var display: DisplayOptions

  @Flag(help: "Plan the removal of everything that the environment owns.")
  var destroy = false

  @Option(help: ArgumentHelp("Save the plan; `armature apply FILE` carries out exactly it.", valueName: "file"))
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Write resource blocks for `import` blocks that have none to this file, which must not be there yet.",
      valueName: "file"))
  var generateConfigOut: String?

  @Flag(help: "Exit with 0 if there is nothing to do, 1 after an error, 2 if there are changes.")
  var detailedExitcode = false

  @Flag(help: "Write the plan as JSON in Terraform's format.")
  var json = false

  func run() async throws {
    try await CommandRun(display).reporting { run in
      let generated = generateConfigOut.map { GeneratedConfiguration(run: run, path: $0) }
      try generated?.check()
      var loaded = try run.load(spec.directory, for: cloud)
      let options = part.added(to: changes.planOptions)
      var session = try await run.open(loaded, cloud, planOptions: options, quietly: json)
      defer { session.connection.close() }
      if let generated {
        loaded = try await generated.added(to: loaded, session)
        session = session.with(loaded, options: options)
      }
      let made = try await PlannedEnvironment.make(
        run, loaded, in: session,
        after: try RunLock.unfinished(directory: loaded.directory, environment: session.environment),
        isDestruction: destroy, guards: changes)
      session.connection.finish()
      ProcessEnvironment.keepUntilExit(loaded.program)
      ProcessEnvironment.keepUntilExit(made.planner)
      ProcessEnvironment.keepUntilExit(made.plan)
      if json {
        run.console.line(made.json(loaded, timestamp: run.timestamp))
      } else {
        made.show(run)
      }
      run.console.show(made.warnings, in: run.sources)
      if let out {
        try PlanFile(
          made, spec: loaded, isSimulated: cloud.simulate, isDestruction: destroy, text: made.text(run),
          json: made.json(loaded, timestamp: run.timestamp)
        ).save(to: out)
        let command = cloud.simulate ? "armature apply --simulate" : "armature apply"
        run.console.note("Saved the plan to \(out). To carry out exactly it: \(command) \(out)")
      }
      if detailedExitcode, !made.plan.isEmpty { throw CommandExit.changes }
    }
  }
}
