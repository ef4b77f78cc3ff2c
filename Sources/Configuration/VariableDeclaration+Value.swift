import Diagnostics
import Evaluation
import Syntax
import Values

/// Where the value of a variable was written, for messages about it.
package enum VariableOrigin: Sendable, Hashable {
  /// An argument of a module call, or a line of a file.
  case source(SourceRange)
  /// `-var "name=..."`.
  case option
  /// An environment variable, by its whole name.
  case environment(String)
  /// Not written anywhere: the default counts.
  case absent
}

extension VariableDeclaration {
  /// The value that the variable has when it is given one, or none: defaults filled in, converted, marked.
  ///
  /// After a mistake it is unknown, so that no second one follows. ``validate(by:origin:)`` comes after this.
  ///
  /// - Parameter module: the address of the module instance whose variable it is; empty for the root module.
  package func value(of given: Value?, origin: VariableOrigin, in module: String = "") -> (
    value: Value, diagnostics: [Diagnostic]
  ) {
    guard let given else {
      guard let defaultValue else { return (anyValue, [.requiredVariable(self)]) }
      return (marked(defaultValue), [])
    }
    if given.deepMarks.contains(.ephemeral), !isEphemeral { return (anyValue, [.ephemeralForVariable(self, origin)]) }
    if given.isNull, !isNullable {
      guard let defaultValue, !defaultValue.isNull else { return (anyValue, [.nullVariable(self, origin, in: module)]) }
      return (marked(defaultValue.marked(given.marks)), [])
    }
    do throws(ConversionError) {
      return (marked(try constraint.converted(given)), [])
    } catch {
      return (anyValue, [.unsuitableVariable(self, origin, in: module, reason: error.description)])
    }
  }

  /// What is known of its value whatever it is given: type and marks.
  package var anyValue: Value {
    marked(.unknown(constraint.type.withoutOptional))
  }

  private func marked(_ value: Value) -> Value {
    var marks: Marks = []
    if isSensitive { marks.insert(.sensitive) }
    if isEphemeral { marks.insert(.ephemeral) }
    return value.marked(marks)
  }

  /// What its validation rules say to its value, which the evaluator's scope has under `var`.
  package func validate(by evaluator: Evaluator, origin: VariableOrigin) -> [Diagnostic] {
    let subject: SourceRange =
      switch origin {
      case .source(let range): range
      case .option, .environment, .absent: headerRange
      }
    return validations.flatMap { rule -> [Diagnostic] in
      let (outcome, diagnostics) = rule.validationOutcome(by: evaluator)
      guard case .failed(let message) = outcome else { return diagnostics }
      return diagnostics + [
        .error(
          "Invalid value for variable", detail: message, at: subject,
          labels: [Diagnostic.Label("checked by this rule", at: rule.range)])
      ]
    }
  }
}

extension Diagnostic {
  static func requiredVariable(_ variable: VariableDeclaration) -> Diagnostic {
    .error(
      "No value for required variable",
      detail: "The input variable \"\(variable.name)\" is not set, and has no default value.", at: variable.headerRange)
  }

  static func nullVariable(_ variable: VariableDeclaration, _ origin: VariableOrigin, in module: String) -> Diagnostic {
    unsuitable(
      "Required variable not set", variable, origin, in: module, reason: "required variable may not be set to null")
  }

  static func ephemeralForVariable(_ variable: VariableDeclaration, _ origin: VariableOrigin) -> Diagnostic {
    var place = variable.headerRange
    if case .source(let range) = origin { place = range }
    return .error(
      "Ephemeral value not allowed",
      detail:
        "This input variable is not declared as accepting ephemeral values, so it cannot be set to a result derived "
        + "from an ephemeral value.",
      at: place, labels: [Label("declared here", at: variable.headerRange)],
      hint: "add `ephemeral = true` to the variable")
  }

  static func unsuitableVariable(
    _ variable: VariableDeclaration, _ origin: VariableOrigin, in module: String, reason: String
  ) -> Diagnostic {
    unsuitable("Invalid value for input variable", variable, origin, in: module, reason: reason)
  }

  private static func unsuitable(
    _ summary: String, _ variable: VariableDeclaration, _ origin: VariableOrigin, in module: String, reason: String
  ) -> Diagnostic {
    let name = (module.isEmpty ? "" : module + ".") + "var.\(variable.name)"
    let declared = [Label("declared here", at: variable.headerRange)]
    switch origin {
    case .source(let range):
      return .error(
        summary, detail: "The given value is not suitable for \(name): \(reason).", at: range,
        labels: declared)
    case .option:
      return .error(
        summary,
        detail: "Unsuitable value for var.\(variable.name) set using -var=\"\(variable.name)=...\": \(reason).",
        at: variable.headerRange)
    case .environment(let name):
      return .error(
        summary,
        detail: """
          Unsuitable value for var.\(variable.name) set using the \(name) environment variable: \(reason).
          """,
        at: variable.headerRange)
    case .absent:
      return .error(
        summary, detail: "The default is not suitable for var.\(variable.name): \(reason).", at: variable.headerRange)
    }
  }
}
