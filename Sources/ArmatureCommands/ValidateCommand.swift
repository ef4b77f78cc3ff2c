import ArgumentParser
import Diagnostics
import Planning
import Reports

/// `armature validate`: what can be said about a spec without looking at Azure.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", _superCommandName: "armature", abstract: "Checks a spec without looking at Azure.",
    usage: "armature validate [<options>] [<directory>]")

  @OptionGroup var spec: SpecOptions
  @OptionGroup var display: DisplayOptions

  @Flag(help: "Write the result as JSON in Terraform's format.")
  var json = false

  func run() async throws {
    try await CommandRun(display).reporting { run in
      var diagnostics: [Diagnostic]
      do throws(DiagnosticsError) {
        let loaded = try run.loadForValidation(spec.directory, findsAll: true)
        let planner = try Planner(loaded.context(kinds: SpecKinds.unconnected(loaded.azurerm), environment: ""))
        ProcessEnvironment.keepUntilExit(loaded)
        ProcessEnvironment.keepUntilExit(planner)
        diagnostics = planner.validate(after: loaded.findings)
      } catch {
        diagnostics = error.diagnostics
      }
      if json {
        run.console.line(ValidateJSON.text(diagnostics, in: run.sources))
      } else {
        run.console.show(diagnostics, in: run.sources)
        if !diagnostics.hasErrors {
          run.console.line(diagnostics.isEmpty ? "The spec is valid." : "The spec is valid, with warnings.")
        }
      }
      if diagnostics.hasErrors { throw CommandExit.failure }
    }
  }
}
