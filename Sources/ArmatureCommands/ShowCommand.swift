import ArgumentParser
import Diagnostics
import Resources

/// `armature show`: a saved plan, or what the environment has in Azure.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", _superCommandName: "armature",
    abstract: "Shows a plan that `plan --out` saved, or what the environment of a spec has in Azure now.",
    usage: "armature show [<options>] [<planfile> | <directory>]")

  @Argument(help: ArgumentHelp("The saved plan, or the directory of a spec.", valueName: "planfile"))
  var file = "."

  @Flag(help: "Write the saved plan as JSON in Terraform's format.")
  var json = false

  @OptionGroup var variables: VariableOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var display: DisplayOptions

  func run() async throws {
    try await CommandRun(display).reporting { run in
      if let plan = try PlanFile.open(file) {
        return run.console.write(json ? plan.json + "\n" : plan.text)
      }
      guard ProcessEnvironment.exists(file) else {
        throw DiagnosticsError(
          .error(
            "Not a saved plan", detail: "There is no file \(file).", hint: "save one with `armature plan --out FILE`"))
      }
      if json {
        throw DiagnosticsError(
          .error(
            "Nothing to show as JSON", detail: "There is no state file, and \(file) is no saved plan.",
            hint: "`armature state show --json ADDRESS` writes one resource, `armature output --json` the outputs, and "
              + "`armature plan --json` the plan"))
      }
      let session = try await run.open(try run.load(file, for: cloud), cloud, quietly: true)
      defer { session.connection.close() }
      var problems: [Diagnostic] = []
      for entry in session.record.sortedEntries {
        do throws(DiagnosticsError) {
          run.console.write(LiveResource.text(entry, try await LiveResource.value(of: entry, session), session) + "\n")
        } catch {
          problems += error.diagnostics
        }
      }
      if session.record.entries.isEmpty { run.console.note("The environment \(session.environment) owns nothing.") }
      if !problems.isEmpty { throw DiagnosticsError(problems) }
    }
  }
}
