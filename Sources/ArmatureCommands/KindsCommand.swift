import ArgumentParser
import AzureKinds
import Diagnostics
import JSON

/// `armature kinds`: what each kind of resource and data source takes, from its declaration.
struct KindsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kinds", abstract: "Tells what kinds of resources and data sources there are and what each takes.",
    usage: "armature kinds [<options>] [<name>]")

  @ArgumentParser.Argument(help: "A kind; a data source also with data. before it. All are listed if it is left out.")
  var name: String?

  @Flag(help: "Write JSON.")
  var json = false

  @OptionGroup var display: DisplayOptions

  func run() throws {
    let console = Console(environment: ProcessEnvironment.variables, display: display)
    let found = KindReference.all.filter { name == nil || $0.title == name || $0.name == name }
    if let name, found.isEmpty {
      let names = KindReference.all.flatMap { [$0.name, $0.title] }
      let meant = suggestion(for: name, among: names).map { " Did you mean '\($0)'?" }
      throw ValidationError("There is no kind '\(name)'.\(meant ?? " `armature kinds` lists all that there are.")")
    }
    if json {
      console.write(String(decoding: JSON.text(.array(found.map(\.json)), indent: 2), as: UTF8.self) + "\n")
    } else if name == nil {
      console.write(found.map { $0.line + "\n" }.joined())
    } else {
      console.write(found.map(\.text).joined(separator: "\n"))
    }
  }
}
