import Diagnostics
import Evaluation
import Syntax
import Values

/// Parses and evaluates pieces of text for tests.
struct Source {
  let sources = SourceMap()
  let body: SyntaxBody
  let diagnostics: [Diagnostic]

  init(_ text: String) {
    let file = sources.add(name: "main.tf", bytes: [UInt8](text.utf8))
    (body, diagnostics) = Parser.parse(file: file, in: sources)
  }

  func evaluator(_ names: [String: Value] = [:], functions: [Function] = []) -> Evaluator {
    Evaluator(
      scope: ConstantScope(names), functions: FunctionTable(functions), context: .testing(in: ".", sources))
  }

  /// The piece of text that a range covers.
  func text(_ range: SourceRange?) -> String? {
    range.map { sources.text(of: $0) }
  }
}

/// The value of an expression with some names in scope, and the summaries of what is wrong with it.
func evaluate(
  _ text: String, _ names: [String: Value] = [:], functions: [Function] = []
) -> (value: Value, errors: [String]) {
  let source = Source("v = \(text)\n")
  guard let argument = source.body.argument("v"), !source.diagnostics.hasErrors else {
    return (.unknown(.dynamic), source.diagnostics.map(\.summary))
  }
  let (value, diagnostics) = source.evaluator(names, functions: functions).value(of: argument.expression)
  return (value, diagnostics.map(\.summary))
}
