import Diagnostics
import Syntax
import Values

extension Evaluation {
  mutating func value(of template: Template) -> Value {
    if let wrapped = template.wrapped { return value(of: wrapped) }
    return text(of: template.parts)
  }

  /// The text that parts make together; unknown, with what it surely starts with, where one of them is.
  private mutating func text(of parts: [Template.Part]) -> Value {
    var builder = TextBuilder()
    let count = findings.count
    for part in parts {
      switch part {
      case .literal(let text, _): builder.append(text)
      case .interpolation(let expression, _): append(expression, to: &builder)
      case .if(let directive): builder.append(text(of: directive))
      case .for(let directive): builder.append(text(of: directive))
      }
    }
    checkLength(of: builder, at: parts.first?.range)
    return findings[count...].hasErrors ? .unknown(.string) : builder.value
  }

  private mutating func append(_ expression: Expression, to builder: inout TextBuilder) {
    let (value, isValid) = checked(expression)
    guard isValid else { return }
    if value.isNull {
      report(
        .error(
          "Invalid template interpolation value",
          detail: "The expression result is null. Cannot include a null value in a string template.",
          at: expression.range))
      return
    }
    do throws(ConversionError) {
      builder.append(try value.converted(to: .string))
    } catch {
      report(
        .error(
          "Invalid template interpolation value",
          detail: "Cannot include the given value in a string template: \(error).", at: expression.range))
    }
  }

  private mutating func text(of directive: Template.If) -> Value {
    let then = attempt { $0.text(of: directive.then) }
    let otherwise = attempt { $0.text(of: directive.otherwise) }
    guard let condition = truth(of: directive.condition) else { return .unknown(.string) }
    guard let isTrue = condition.boolValue else {
      return Value.unknown(.string, Refinement(isNotNull: true))
        .marked(condition.marks.union(then.value.marks).union(otherwise.value.marks))
    }
    let taken = isTrue ? then : otherwise
    findings += taken.failures
    return taken.value.marked(condition.marks)
  }

  private mutating func text(of directive: Template.For) -> Value {
    guard let items = iteration(over: directive.collection) else { return .unknown(.string) }
    guard let pairs = items.pairs else {
      return Value.unknown(.string, Refinement(isNotNull: true)).marked(items.marks)
    }
    var builder = TextBuilder()
    builder.marks = items.marks
    for (key, element) in pairs where !isExhausted && !builder.isTooLong {
      let body = binding(directive.keyName, key, directive.valueName, element) { $0.text(of: directive.body) }
      builder.append(body)
    }
    return builder.value
  }

  /// Reports that a text has no end, once for all the texts it is a part of.
  private mutating func checkLength(of builder: TextBuilder, at range: SourceRange?) {
    guard builder.isTooLong, let range, !findings.hasErrors else { return }
    report(.error("Text too long", detail: "A text may have \(Function.textBytesMax >> 20) MiB.", at: range))
  }
}

/// Puts texts together, some of which may not be known.
private struct TextBuilder {
  var text = ""
  var marks = Marks.none
  var isKnown = true

  var isTooLong: Bool { text.utf8.count > Function.textBytesMax }

  mutating func append(_ literal: String) {
    if isKnown, !isTooLong { text += literal }
  }

  /// Appends a string or an unknown one.
  mutating func append(_ value: Value) {
    marks.formUnion(value.marks)
    guard isKnown else { return }
    switch value.unmarked {
    case .string(let string): append(string)
    case .unknown(let unknown):
      text += unknown.refinement.prefix
      isKnown = false
    default: isKnown = false
    }
  }

  var value: Value {
    let value: Value = isKnown ? .string(text.normalized) : .unknown(.string, Refinement(isNotNull: true, prefix: text))
    return value.marked(marks)
  }
}
