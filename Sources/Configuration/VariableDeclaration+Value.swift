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
  package func value(of given: Value?, origin: VariableOrigin) -> (value: Value, diagnostics: [Diagnostic]) {
    let failed = marked(.unknown(constraint.type.withoutOptional))
    guard let given else {
      guard let defaultValue else { return (failed, [.requiredVariable(self)]) }
      return (marked(defaultValue), [])
    }
    if given.deepMarks.contains(.ephemeral), !isEphemeral { return (failed, [.ephemeralForVariable(self, origin)]) }
    if given.isNull, !isNullable {
      guard let defaultValue, !defaultValue.isNull else { return (failed, [.nullVariable(self, origin)]) }
      return (marked(defaultValue.marked(given.marks)), [])
    }
    do throws(ConversionError) {
      return (marked(try constraint.converted(given)), [])
    } catch {
      return (failed, [.unsuitableVariable(self, origin, reason: error.description)])
    }
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
      let (outcome, diagnostics) = rule.outcome(by: evaluator, kind: "variable validation")
      guard case .failed(let message) = outcome else { return diagnostics }
      return diagnostics + [
        .error(
          "Invalid value for variable", detail: message, at: subject,
          labels: [Diagnostic.Label("checked by this rule", at: rule.range)])
      ]
    }
  }
}

extension Condition {
  /// What a rule says.
  package enum Outcome: Sendable, Hashable {
    case passed
    /// The message says what is wrong; it never shows anything sensitive.
    case failed(String)
    /// Not known yet.
    case unknown
    /// The rule itself is wrong; the diagnostics say how.
    case invalid
  }

  /// Evaluates the rule.
  /// - Parameter kind: what the rule is: `variable validation`, `precondition`, `postcondition`, `check assertion`.
  package func outcome(
    by evaluator: Evaluator, kind: String
  ) -> (outcome: Outcome, diagnostics: [Diagnostic]) {
    let (value, found) = evaluator.value(of: condition)
    // The message is evaluated in any case, so that a mistake in it shows before the day when it is needed.
    let (message, messageFound) = evaluator.value(of: errorMessage)
    var diagnostics = found + messageFound
    if message.isNull, !messageFound.hasErrors {
      diagnostics.append(
        .error(
          "Invalid error message", detail: "Unsuitable value for error message: must not be null.",
          at: errorMessage.range))
    }
    if found.hasErrors { return (.invalid, diagnostics) }
    let result: Bool?
    switch Condition.bool(value.unmarked) {
    case .success(let bool): result = bool
    case .failure(let reason):
      diagnostics.append(
        .error(
          "Invalid \(kind) result", detail: "Invalid condition result value: \(reason.text).", at: condition.range))
      return (.invalid, diagnostics)
    }
    guard let result else { return (.unknown, diagnostics) }
    if result { return (messageFound.hasErrors ? .invalid : .passed, diagnostics) }
    let (text, textFound) = Condition.text(
      message, isInvalid: messageFound.hasErrors, at: errorMessage.range,
      ephemeral: kind == "variable validation" ? .error : .warning)
    return (.failed(text), diagnostics + textFound)
  }

  private struct Reason: Error {
    let text: String
  }

  private static func bool(_ value: Value) -> Result<Bool?, Reason> {
    do throws(ConversionError) {
      let converted = try value.converted(to: .bool)
      if !converted.isKnown { return .success(nil) }
      if converted.isNull { return .failure(Reason(text: "must be true or false, and it is null")) }
      return .success(converted.boolValue)
    } catch {
      return .failure(Reason(text: error.message))
    }
  }

  private static func text(
    _ message: Value, isInvalid: Bool, at range: SourceRange, ephemeral severity: Diagnostic.Severity
  ) -> (String, [Diagnostic]) {
    let fallback = "The rule has failed, and its error message can't be shown."
    if isInvalid { return (fallback, []) }
    let converted: Value
    do throws(ConversionError) {
      converted = try message.converted(to: .string)
    } catch {
      return (
        fallback,
        [.error("Invalid error message", detail: "Unsuitable value for error message: \(error.message).", at: range)]
      )
    }
    if message.deepMarks.contains(.ephemeral) {
      return (
        fallback,
        [
          Diagnostic(
            severity, "Error message refers to ephemeral values",
            detail:
              "The error expression used to explain this condition refers to ephemeral values, so it is not shown.",
            at: range, hint: "remove the references to ephemeral values, or wrap them in `ephemeralasnull()`")
        ]
      )
    }
    if message.hasSensitive {
      return (
        "The error message included a sensitive value, so it will not be displayed.",
        [
          .warning(
            "Error message refers to sensitive values",
            detail:
              "The error expression used to explain this condition refers to sensitive values, so it is not shown.",
            at: range, hint: "remove the references to sensitive values, or wrap what is harmless in `nonsensitive()`")
        ]
      )
    }
    guard let text = converted.stringValue else { return (fallback, []) }
    return (Condition.trimmed(text), [])
  }

  /// A message often comes from a heredoc: the white space around it says nothing.
  private static func trimmed(_ text: String) -> String {
    var rest = text.drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

extension Diagnostic {
  static func requiredVariable(_ variable: VariableDeclaration) -> Diagnostic {
    .error(
      "No value for required variable",
      detail: "The input variable \"\(variable.name)\" is not set, and has no default value.", at: variable.headerRange)
  }

  static func nullVariable(_ variable: VariableDeclaration, _ origin: VariableOrigin) -> Diagnostic {
    unsuitable(
      "Required variable not set", variable, origin, reason: "required variable may not be set to null")
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
    _ variable: VariableDeclaration, _ origin: VariableOrigin, reason: String
  ) -> Diagnostic {
    unsuitable("Invalid value for input variable", variable, origin, reason: reason)
  }

  private static func unsuitable(
    _ summary: String, _ variable: VariableDeclaration, _ origin: VariableOrigin, reason: String
  ) -> Diagnostic {
    let declared = [Label("declared here", at: variable.headerRange)]
    switch origin {
    case .source(let range):
      return .error(
        summary, detail: "The given value is not suitable for var.\(variable.name): \(reason).", at: range,
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
