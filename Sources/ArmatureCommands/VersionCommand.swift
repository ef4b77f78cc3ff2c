import ArgumentParser
import Reports

/// `armature version`: which version this is.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "version", abstract: "Shows the version.")

  @Flag(help: "Write it as JSON in Terraform's format.")
  var json = false

  @OptionGroup var display: DisplayOptions

  func run() throws {
    let console = Console(environment: ProcessEnvironment.variables, display: display)
    if json {
      console.line(VersionJSON.text(version: ArmatureVersion.current))
    } else {
      console.line("Armature v\(ArmatureVersion.current), for the language of Terraform \(languageVersion)")
    }
  }
}
