import Diagnostics
import Syntax
import Synchronization
import Values

extension FunctionContext {
  /// The text that a template makes with variables, or whatever value it has if it is one interpolation.
  ///
  /// The template sees the variables and the functions, and nothing of where it is called from. Errors blame the
  /// argument at `variablesArgument` where variables are wrong, the one at `templateArgument`, if there is one, where
  /// the template can't be read, else the call.
  package func render(
    _ template: [UInt8], named name: String, with variables: Value, variablesArgument: Int = 1,
    templateArgument: Int? = nil
  ) throws(FunctionError) -> Value {
    func wrongVariables(_ message: String) -> FunctionError {
      FunctionError(argument: variablesArgument, message)
    }
    try spend(Self.stepsOfRendering)
    guard let members = variables.members else {
      throw FunctionError(argument: variablesArgument, "invalid vars value: must be a map")
    }
    let (expression, mistakes) = templates.parsed(template, named: name, in: sources)
    if mistakes.hasErrors {
      throw templateArgument.map { FunctionError(argument: $0, "invalid template: \(summary(of: mistakes))") }
        ?? FunctionError(summary(of: mistakes))
    }
    for name in members.keys where !name.isIdentifier(mayStartWithUnderscore: true) {
      throw wrongVariables(
        "invalid template variable name \"\(name)\": must start with a letter, followed by zero or more letters, digits, "
          + "and underscores")
    }
    for reference in expression.variables where members[reference.root] == nil {
      let place = sources.span(of: reference.rootRange) ?? name
      throw wrongVariables("vars map does not contain key \"\(reference.root)\", referenced at \(place)")
    }
    let scope = ConstantScope(Dictionary(uniqueKeysWithValues: members.map { ($0, $1) }))
    let evaluator = Evaluator(
      scope: scope, functions: functions.restricted(\.withoutTemplates), context: self)
    let (value, diagnostics) = evaluator.value(of: expression)
    if diagnostics.hasErrors { throw FunctionError(summary(of: diagnostics)) }
    return value.marked(variables.marks)
  }

  /// Reading a file, and an evaluation of its own, however little there is in it.
  private static let stepsOfRendering = 3000

  private func summary(of diagnostics: [Diagnostic]) -> String {
    diagnostics.filter { $0.severity == .error }.map { $0.described(in: sources) }.joined(separator: "\n")
  }
}

extension Diagnostic {
  /// The diagnostic as part of the sentence that tells why a function failed.
  func described(in sources: SourceMap) -> String {
    let place = subject.flatMap { sources.span(of: $0) }.map { "\($0): " } ?? ""
    return "\(place)\(summary); \(detail)"
  }
}

/// Templates that have been parsed, so that a file that is rendered for each of many instances is parsed once.
package final class TemplateCache: Sendable {
  private struct Entry {
    let bytes: [UInt8]
    let expression: Expression
    let diagnostics: [Diagnostic]
  }

  private let entries = Mutex<[String: Entry]>([:])

  package init() {}

  fileprivate func parsed(
    _ bytes: [UInt8], named name: String, in sources: SourceMap
  ) -> (Expression, [Diagnostic]) {
    if let entry = entries.withLock({ $0[name] }), entry.bytes == bytes {
      return (entry.expression, entry.diagnostics)
    }
    let file = sources.add(name: name, bytes: bytes)
    let (expression, diagnostics) = Parser.parseTemplate(file: file, in: sources)
    entries.withLock { $0[name] = Entry(bytes: bytes, expression: expression, diagnostics: diagnostics) }
    return (expression, diagnostics)
  }
}

extension FunctionTable {
  /// This table as templates see it: they can't render further templates, so that they come to an end.
  fileprivate var withoutTemplates: FunctionTable {
    let refused = ["templatefile", "templatestring"].map { name in
      Function(
        name, [], variadic: Function.Parameter("arguments", .dynamic, allowsNull: true, unknowns: .anywhere),
        result: .dynamic
      ) { (_: [Value], _: FunctionContext) throws(FunctionError) -> Value in
        throw FunctionError("cannot recursively call \(name) from inside another template")
      }
    }
    return adding(refused)
  }
}
