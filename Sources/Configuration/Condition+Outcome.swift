import Diagnostics
import Evaluation
import Syntax
import Values

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

  /// What a rule of a resource, an output or a check says.
  ///
  /// The message is evaluated in any case, so that a mistake in it shows before the day when it is needed.
  package func outcome(by evaluator: Evaluator) -> (outcome: Outcome, diagnostics: [Diagnostic]) {
    let message = message(by: evaluator)
    let (value, found) = evaluator.value(of: condition)
    let diagnostics = message.diagnostics + found
    if diagnostics.hasErrors { return (.invalid, diagnostics) }
    do throws(DiagnosticsError) {
      guard let isTrue = try isTrue(value, "Invalid condition result", "condition") else {
        return (.unknown, diagnostics)
      }
      if isTrue { return (.passed, diagnostics) }
    } catch {
      return (.invalid, diagnostics + error.diagnostics)
    }
    let text =
      message.text.isEmpty
      ? "This check failed, but has an invalid error message as described in the other accompanying messages."
      : message.text
    return (.failed(text), diagnostics)
  }

  /// What a validation rule of a variable says. Of its message only counts before it is needed whether it can be
  /// evaluated.
  func validationOutcome(by evaluator: Evaluator) -> (outcome: Outcome, diagnostics: [Diagnostic]) {
    let (value, found) = evaluator.value(of: condition)
    let (message, messageFound) = evaluator.value(of: errorMessage)
    let diagnostics = found + messageFound
    if found.hasErrors { return (.invalid, diagnostics) }
    do throws(DiagnosticsError) {
      guard let isTrue = try isTrue(value, "Invalid variable validation result", "validation condition") else {
        return (.unknown, diagnostics)
      }
      if isTrue { return (messageFound.hasErrors ? .invalid : .passed, diagnostics) }
    } catch {
      return (.invalid, diagnostics + error.diagnostics)
    }
    let unreadable = Outcome.failed("Failed to evaluate condition error message.")
    if message.isNull || messageFound.hasErrors { return (unreadable, diagnostics) }
    do throws(DiagnosticsError) {
      let text = try shown(message, concealing: .error)
      return (text.isEmpty ? unreadable : .failed(text), diagnostics)
    } catch {
      let isConcealed = !message.deepMarks.isEmpty
      return (
        isConcealed
          ? .failed("The error message included a sensitive value, so it will not be displayed.") : unreadable,
        diagnostics + error.diagnostics
      )
    }
  }

  /// Nil while that is not known.
  private func isTrue(_ value: Value, _ summary: String, _ what: String) throws(DiagnosticsError) -> Bool? {
    if !value.isKnown { return nil }
    let detail: String
    if value.isNull {
      let start = "\(what.prefix(1).uppercased())\(what.dropFirst())"
      detail = "\(start) expression must return either true or false, not null."
    } else {
      do throws(ConversionError) {
        return try value.converted(to: .bool).boolValue
      } catch {
        detail = "Invalid \(what) result value: \(error.message)."
      }
    }
    throw DiagnosticsError(.error(summary, detail: detail, at: condition.range))
  }

  /// The message as it may be shown, empty where it can't be.
  private func message(by evaluator: Evaluator) -> (text: String, diagnostics: [Diagnostic]) {
    let (value, found) = evaluator.value(of: errorMessage)
    if found.hasErrors { return ("", found) }
    do throws(DiagnosticsError) {
      return (try shown(value, concealing: .warning), found)
    } catch {
      return ("", found + error.diagnostics)
    }
  }

  /// A message without the white space around it, empty if it is not known; throws where it can't be shown.
  /// - Parameter severity: how bad it is that a message holds secrets.
  private func shown(
    _ message: Value, concealing severity: Diagnostic.Severity
  ) throws(DiagnosticsError) -> String {
    let text: Value
    do throws(ConversionError) {
      text = try message.converted(to: .string)
    } catch {
      throw DiagnosticsError(.invalidErrorMessage(error.message, at: errorMessage.range))
    }
    if text.isNull { throw DiagnosticsError(.invalidErrorMessage("must not be null", at: errorMessage.range)) }
    if text.marks.contains(.sensitive) {
      throw DiagnosticsError(
        .concealedErrorMessage(
          severity, "sensitive", remedy: "wrap what is harmless in `nonsensitive()`", at: errorMessage.range))
    }
    if text.marks.contains(.ephemeral) {
      throw DiagnosticsError(
        .concealedErrorMessage(
          severity, "ephemeral", remedy: "wrap them in `ephemeralasnull()`", at: errorMessage.range))
    }
    // It often comes from a heredoc: the white space around it says nothing.
    var rest = (text.stringValue ?? "").drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

extension Diagnostic {
  fileprivate static func invalidErrorMessage(_ reason: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid error message", detail: "Unsuitable value for error message: \(reason).", at: range)
  }

  fileprivate static func concealedErrorMessage(
    _ severity: Severity, _ kind: String, remedy: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      severity, "Error message refers to \(kind) values",
      detail:
        "The error expression used to explain this condition refers to \(kind) values, so it is not shown.",
      at: range, hint: "remove the references to \(kind) values, or \(remedy)")
  }
}
