import ArgumentParser
import Configuration
import Diagnostics
import Evaluation
import JSON
import Planning
import Reports
import Syntax
import Values

/// `armature console`: evaluates expressions that one types, or that another program asks for.
struct ConsoleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Evaluates expressions with the spec's variables and locals.",
    usage: "armature console [<options>] [<directory>]",
    discussion: """
      An expression may take several lines as long as a bracket, a string or a heredoc is open; an empty line gives it \
      up. `exit` or the end of input ends the session. Without --simulate or --live, Azure is not looked at: what only \
      it could tell is known after apply.

      With --json, standard input holds lines {"id": …, "expr": "…"}, and each is answered by a line with its value, \
      sensitive ones included, or its error.
      """)

  @OptionGroup var spec: SpecOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var display: DisplayOptions

  @Flag(help: "Read and write JSON lines.")
  var json = false

  @Flag(help: "Look at the resources of the spec in Azure first.")
  var live = false

  func run() async throws {
    try await CommandRun(display).reporting { run in
      let loaded = try run.load(spec.directory, fileSystem: OptionalSpec(base: LocalFileSystem()))
      let evaluation = try await evaluation(of: loaded, run)
      if !evaluation.diagnostics.isEmpty { run.console.show(loaded.findings + evaluation.diagnostics, in: run.sources) }
      if json {
        answerLines(by: evaluation, run)
        return
      }
      let session = ConsoleSession(evaluation: evaluation, run: run)
      let input = ConsoleInput(prompts: run.console.isTerminal && TerminalLine.isAvailable)
      while let text = input.expression() {
        if !session.answer(text), !input.isInteractive { throw CommandExit.failure }
      }
    }
  }

  private func evaluation(of loaded: LoadedSpec, _ run: CommandRun) async throws(DiagnosticsError)
    -> ExpressionEvaluation
  {
    guard cloud.simulate || live else {
      let context = loaded.context(
        kinds: SpecKinds.unconnected(loaded.azurerm), environment: cloud.environment ?? "default")
      return try await ExpressionEvaluation(context, observing: false)
    }
    let session = try await run.open(loaded, cloud, quietly: true)
    defer { session.connection.close() }
    return try await ExpressionEvaluation(session.context, observing: true)
  }

  // MARK: - JSON lines

  private func answerLines(by evaluation: ExpressionEvaluation, _ run: CommandRun) {
    let input = LineReader()
    while let line = input.next() {
      if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }) {
        continue
      }
      run.console.line(answer(to: line, by: evaluation, in: run.sources))
    }
  }

  private func answer(to line: [UInt8], by evaluation: ExpressionEvaluation, in sources: SourceMap) -> String {
    func refusal(_ id: Value, _ detail: String) -> String {
      ConsoleJSON.line(
        id: id, errors: [.error("Invalid request", detail: detail)], in: sources)
    }
    let request: Value
    do throws(JSONError) {
      request = try JSON.parse(line)
    } catch {
      return refusal(.null(.dynamic), "The line is not JSON: \(error.reason).")
    }
    let id = request[member: "id"] ?? .null(.dynamic)
    guard let text = request[member: "expr"]?.stringValue else {
      return refusal(id, "A request is an object with the members \"id\" and \"expr\", a string.")
    }
    let wrapped = WrappedExpression(text, in: sources)
    guard let expression = wrapped.expression else {
      return ConsoleJSON.line(id: id, errors: wrapped.diagnostics, in: sources, start: wrapped.start)
    }
    let (value, diagnostics) = evaluation.value(of: expression)
    return diagnostics.hasErrors
      ? ConsoleJSON.line(id: id, errors: diagnostics, in: sources, start: wrapped.start)
      : ConsoleJSON.line(id: id, value: value)
  }
}

/// An expression as the value of an argument in a block, where a line break ends it as it would in a file.
private struct WrappedExpression {
  let expression: Expression?
  let diagnostics: [Diagnostic]
  /// The place of its first character.
  let start: SourcePosition

  init(_ text: String, in sources: SourceMap) {
    let prefix = "locals {\n  v00000 = "
    let file = sources.add(name: "c.tf", bytes: Array((prefix + text + "\n}\n").utf8))
    let (body, found) = Parser.parse(file: file, in: sources)
    start = sources[file].position(at: prefix.utf8.count)
    guard !found.hasErrors else {
      expression = nil
      diagnostics = found
      return
    }
    // What closes the block around it, or goes on after it, is no expression.
    let block = body.items.count == 1 ? body.blocks.first : nil
    expression = block?.body.items.count == 1 ? block?.body.argument("v00000")?.expression : nil
    diagnostics =
      expression == nil
      ? [
        .error(
          "Extra characters after expression",
          detail: "An expression was successfully parsed, but extra characters were found after it.",
          at: SourceRange(file: file, lower: prefix.utf8.count, upper: prefix.utf8.count + text.utf8.count))
      ] : []
  }
}

/// The files of this machine, and an empty one where a directory holds no spec: expressions need none.
private struct OptionalSpec: FileSystem {
  let base: LocalFileSystem
  private static let name = "empty.tf"

  func names(in directory: String) throws(FileError) -> [String] {
    let names = try base.names(in: directory)
    return names.contains { $0.hasSuffix(".tf") || $0.hasSuffix(".tf.json") } ? names : names + [Self.name]
  }

  func bytes(of path: String) throws(FileError) -> [UInt8] {
    do throws(FileError) {
      return try base.bytes(of: path)
    } catch {
      if error == .missing, path == Self.name || path.hasSuffix("/" + Self.name) { return [] }
      throw error
    }
  }

  func isBounded(_ path: String) -> Bool { base.isBounded(path) }

  func canonicalPath(of directory: String) -> String { base.canonicalPath(of: directory) }
}
