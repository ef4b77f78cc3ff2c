import ArgumentParser
import Evaluation
import Reports

/// `armature functions`: how the functions of the language are called.
struct FunctionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "functions", abstract: "Lists the functions that expressions may call.",
    usage: "armature functions [<options>] [<name> ...]")

  @Argument(help: "The functions to list, all if left out.")
  var names: [String] = []

  @Flag(help: "Write their signatures as JSON in the format of terraform metadata functions.")
  var json = false

  @OptionGroup var display: DisplayOptions

  func run() throws {
    let console = Console(environment: ProcessEnvironment.variables, display: display)
    let all = FunctionTable.standard.signatures
    for name in names where !all.contains(where: { $0.name == name }) {
      throw ValidationError("There is no function '\(name)'.")
    }
    let wanted = names.isEmpty ? all : all.filter { names.contains($0.name) }
    console.write(json ? FunctionsJSON.text(wanted) + "\n" : wanted.map { "\($0)\n" }.joined())
  }
}
