import ArgumentParser
import Configuration
import Diagnostics
import JSON
import Planning
import Reports
import Resources
import Values

/// `armature output`: the outputs as they were after the last apply, from the environment record.
struct OutputCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "output", _superCommandName: "armature",
    abstract: "Shows the outputs as they were after the last apply.",
    usage: "armature output [<options>] [<directory>] [<name>]",
    discussion: "They come from the environment record, which holds no sensitive ones.")

  @Argument(
    help: ArgumentHelp(
      "The directory of the spec's *.tf files, the current one if left out, and the output to show, all if left out.",
      valueName: "directory] [name"))
  var operands: [String] = []

  @OptionGroup var variables: VariableOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var display: DisplayOptions

  @Flag(help: "Write them as JSON in Terraform's format.")
  var json = false

  @Flag(help: "Write one text, number or truth value with nothing around it.")
  var raw = false

  func validate() throws {
    if operands.count > 2 { throw ValidationError("Give a directory and the name of one output at most.") }
  }

  /// What is a directory is the spec; anything else is the name of an output.
  private var place: (directory: String, name: String?) {
    guard let first = operands.first, operands.count == 2 || ProcessEnvironment.isDirectory(first) else {
      return (".", operands.first)
    }
    return (first, operands.dropFirst().first)
  }

  func run() async throws {
    let (directory, name) = place
    try await CommandRun(display).reporting { run in
      let loaded = try run.load(directory, for: cloud)
      let session = try await run.open(loaded, cloud, quietly: true)
      defer { session.connection.close() }
      let declared = loaded.program.root.outputs
      let outputs = session.record.outputs.sorted { $0.key.precedesInUTF8($1.key) }.map {
        (name: $0.key, value: $0.value, isSensitive: false)
      }
      guard let name else {
        run.console.write(
          json
            ? String(decoding: JSON.text(OutputJSON.document(outputs), indent: 2), as: UTF8.self) + "\n"
            : OutputText.block(outputs))
        if outputs.isEmpty, !json { run.console.note("There are no outputs. They are kept after an apply.") }
        return
      }
      guard let output = outputs.first(where: { $0.name == name }) else {
        let isSensitive = declared.contains { $0.name == name && $0.isSensitive }
        throw DiagnosticsError(
          .error(
            isSensitive ? "Sensitive output" : "No such output",
            detail: isSensitive
              ? "The output \"\(name)\" is sensitive, and nothing sensitive is kept."
              : "There is no output \"\(name)\" in the record of \(session.environment).",
            hint: suggestion(for: name, among: outputs.map(\.name)).map { "did you mean `\($0)`?" }))
      }
      if raw {
        guard let text = OutputText.raw(output.value) else {
          throw DiagnosticsError(
            .error(
              "Not a single value", detail: "The output \"\(name)\" is a collection, which has no raw form.",
              hint: "use --json"))
        }
        run.console.write(text)
      } else if json {
        run.console.line(String(decoding: JSON.text(OutputJSON.value(output.value)), as: UTF8.self))
      } else {
        run.console.write(OutputText.value(output.value))
      }
    }
  }
}
