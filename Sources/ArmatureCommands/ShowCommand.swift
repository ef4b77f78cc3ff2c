import ArgumentParser
import Diagnostics

/// `armature show`: a saved plan.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows a plan that `plan --out` saved.")

  @Argument(help: ArgumentHelp("The saved plan.", valueName: "planfile"))
  var file: String

  @Flag(help: "Write it as JSON in Terraform's format.")
  var json = false

  @OptionGroup var display: DisplayOptions

  func run() async throws {
    try await CommandRun(display).reporting { run in
      guard let plan = try PlanFile.open(file) else {
        throw DiagnosticsError(
          .error(
            "Not a saved plan",
            detail: ProcessEnvironment.exists(file)
              ? "\(file) is not a file that `armature plan --out` saved." : "There is no file \(file).",
            hint: "save one with `armature plan --out FILE`"))
      }
      run.console.write(json ? plan.json + "\n" : plan.text)
    }
  }
}
