import Diagnostics
import Evaluation
import Syntax
import Values

/// Arguments that are read without evaluating anything.
extension ModuleDecoder {
  /// The value of an argument that may use neither names nor functions; nil after a mistake.
  mutating func constant(_ expression: Expression) -> Value? {
    let (value, found) = StaticExpression.value(of: expression)
    diagnostics += found
    return found.hasErrors ? nil : value
  }

  /// The value of an argument of the language itself, which may not be null; nil after a mistake.
  mutating func constant(_ argument: Argument?, as type: Type) -> Value? {
    guard let argument, let value = constant(argument.expression) else { return nil }
    do throws(ConversionError) {
      let converted = try value.unmarked.converted(to: type)
      if converted.isNull {
        diagnostics.append(.unsuitable("null value is not allowed", at: argument.expression.range))
        return nil
      }
      return converted
    } catch {
      diagnostics.append(.unsuitable(error.message, at: argument.expression.startRange()))
      return nil
    }
  }

  mutating func bool(_ argument: Argument?) -> Bool? { constant(argument, as: .bool)?.boolValue }
  mutating func string(_ argument: Argument?) -> String? { constant(argument, as: .string)?.stringValue }

  /// The references in `depends_on = [a.b, c.d]`.
  mutating func references(_ argument: Argument?) -> [Traversal] {
    list(argument).compactMap { reference($0) }
  }

  /// The elements of a list that is written out.
  mutating func list(_ argument: Argument?) -> [Expression] {
    guard let argument else { return [] }
    if case .invalid = argument.expression { return [] }
    guard let elements = argument.expression.asTuple else {
      diagnostics.append(.staticListExpected(at: argument.expression.range))
      return []
    }
    return elements
  }

  /// An expression as a reference with constant keys only.
  mutating func reference(_ expression: Expression) -> Traversal? {
    if case .invalid = expression { return nil }
    if let traversal = expression.asTraversal { return traversal }
    guard let text = expression.asString, let traversal = StaticExpression.traversal(text, at: expression.range) else {
      diagnostics.append(.staticReferenceExpected(at: expression.range))
      return nil
    }
    // Terraform 0.11 wanted quotes here, so old configurations still have them.
    diagnostics.append(.quotedReference(at: expression.range))
    return traversal
  }

  /// The `condition` and `error_message` of a rule.
  mutating func condition(_ block: SyntaxBlock, kind: String) -> Condition? {
    let content = content(of: block, BodyForm([], required: ["condition", "error_message"]))
    if let condition = content["condition"]?.expression, condition.variables.isEmpty, !condition.isInvalid {
      diagnostics.append(.conditionWithoutReference(kind, at: condition.range))
    }
    guard let condition = content["condition"], let message = content["error_message"] else { return nil }
    return Condition(condition: condition.expression, errorMessage: message.expression, range: block.headerRange)
  }

  /// `count` and `for_each`, of which there may be only one.
  mutating func repetition(_ content: BodyContent) -> (count: Expression?, forEach: Expression?) {
    if let count = content["count"], let forEach = content["for_each"] {
      // The second one is at fault, whichever that is.
      let second = count.nameRange.lower < forEach.nameRange.lower ? forEach : count
      let first = count.nameRange.lower < forEach.nameRange.lower ? count : forEach
      diagnostics.append(.countAndForEach(at: forEach.nameRange, other: second.name == "for_each" ? first : second))
      return (nil, forEach.expression)
    }
    return (content["count"]?.expression, content["for_each"]?.expression)
  }
}

extension StaticExpression {
  /// A reference written in a string, all of it at one place; nil if the text is anything else.
  static func traversal(_ text: String, at range: SourceRange) -> Traversal? {
    let (traversal, diagnostics) = Parser.parseTraversal(text, at: range)
    return diagnostics.hasErrors ? nil : traversal
  }
}

extension Expression {
  /// Whether this could not be read, which has been said already.
  var isInvalid: Bool {
    if case .invalid = self { true } else { false }
  }
}
