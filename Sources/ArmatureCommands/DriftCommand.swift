import ArgumentParser
import AzureProvider
import Diagnostics
import Planning
import Reports
import Resources

/// `armature drift`: what was changed in Azure since the last apply. It has no way to change anything.
struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift", _superCommandName: "armature",
    abstract: "Shows what was changed in Azure since the last apply. Changes nothing.",
    usage: "armature drift [<options>] [<directory> ...]",
    discussion: "Exits with 0 if nothing was, 1 after an error, 2 if something was.")

  @Argument(help: "The directories of the specs' *.tf files.")
  var directories = ["."]

  @OptionGroup var variables: VariableOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var display: DisplayOptions

  @Option(help: "How to write it: text or json.")
  var format = DriftFormat.text

  enum DriftFormat: String, ExpressibleByArgument {
    case text
    case json
  }

  func run() async throws {
    var hasDrift = false
    for directory in directories {
      try await CommandRun(display).reporting { run in
        let loaded = try run.load(directory, for: cloud)
        var options = PlanOptions()
        // Drift sends no POST either: what only a POST tells is not compared.
        options.fetches = false
        let session = try await run.open(loaded, cloud, planOptions: options, quietly: format == .json)
        defer { session.connection.close() }
        let made = try await PlannedEnvironment.make(
          run, loaded, in: session,
          after: try RunLock.unfinished(directory: loaded.directory, environment: session.environment),
          isDestruction: false)
        let checked = made.session.record.entries.count
        switch format {
        case .text:
          run.console.write(
            DriftText(
              sources: run.sources, isColored: run.console.isColored,
              width: run.console.isTerminal ? run.console.width : nil
            ).text(made.plan.drift, checked: checked, effort: made.effort))
        case .json:
          run.console.line(
            DriftJSON.text(
              made.plan.drift, environment: made.session.environment,
              subscription: made.session.connection.session.subscription, checked: checked, sources: run.sources))
        }
        if !made.plan.drift.isEmpty { hasDrift = true }
      }
    }
    if hasDrift { throw CommandExit.changes }
  }
}
