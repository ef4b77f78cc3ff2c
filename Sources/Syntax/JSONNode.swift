package import Diagnostics
package import Values

/// A value in the JSON form of the language: what it means is for the reader of the body around it to say, who knows
/// what is an argument and what a block.
package indirect enum JSONNode: Sendable {
  case null(SourceRange)
  case bool(Bool, SourceRange)
  case number(Number, SourceRange)
  /// `isPlain`: written without escapes, so that its bytes are the text's.
  case string(String, isPlain: Bool, SourceRange)
  case array([JSONNode], SourceRange)
  case object([JSONProperty], SourceRange)

  package var range: SourceRange {
    switch self {
    case .null(let range), .bool(_, let range), .number(_, let range), .string(_, _, let range), .array(_, let range),
      .object(_, let range):
      range
    }
  }
}

/// One member of an object in the JSON form.
package struct JSONProperty: Sendable {
  package let name: String
  /// With the quotes.
  package let nameRange: SourceRange
  /// Whether the name is written without escapes.
  package let isPlain: Bool
  package let value: JSONNode

  package var range: SourceRange { nameRange.joined(with: value.range) }

  /// The name as a key, which may have interpolations in it.
  package var key: Expression { JSONNode.string(name, isPlain: isPlain, nameRange).expression }
}

/// How the strings in a JSON value are meant.
package enum JSONStringForm: Sendable {
  /// Text with interpolations, as arguments are in general.
  case template
  /// An expression in native syntax, as where only references or types may stand.
  case expression
  /// Just text, as where nothing can be referred to.
  case text
}

extension JSONNode {
  /// The value as an expression.
  package func expression(_ form: JSONStringForm = .template, diagnostics: inout [Diagnostic]) -> Expression {
    switch self {
    case .null(let range): return Self.keyword(.null(.dynamic), at: range, form)
    case .bool(let bool, let range): return Self.keyword(.bool(bool), at: range, form)
    case .number(let number, let range): return .literal(.number(number), range)
    case .string(let text, let isPlain, let range):
      return Self.expression(text, isPlain: isPlain, at: range, form, diagnostics: &diagnostics)
    case .array(let elements, let range):
      return .tuple(elements.map { $0.expression(form, diagnostics: &diagnostics) }, range)
    case .object(let properties, let range):
      return .object(
        properties.map { property in
          ObjectItem(
            key: .expression(
              Self.expression(
                property.name, isPlain: property.isPlain, at: property.nameRange, form, diagnostics: &diagnostics)),
            value: property.value.expression(form, diagnostics: &diagnostics))
        }, range)
    }
  }

  /// The value as an expression, what is wrong with it left for somebody else to say.
  package var expression: Expression {
    var diagnostics: [Diagnostic] = []
    return expression(diagnostics: &diagnostics)
  }

  /// `null`, `true` and `false` are values in JSON, also where the words would be names in native syntax.
  private static func keyword(_ value: Value, at range: SourceRange, _ form: JSONStringForm) -> Expression {
    form == .expression ? .parenthesized(.literal(value, range), range) : .literal(value, range)
  }

  private static func expression(
    _ text: String, isPlain: Bool, at range: SourceRange, _ form: JSONStringForm, diagnostics: inout [Diagnostic]
  ) -> Expression {
    let (expression, found): (Expression, [Diagnostic]) =
      switch form {
      case .template: Parser.parseTemplate(inJSON: text, isPlain: isPlain, at: range)
      case .expression: Parser.parseExpression(inJSON: text, isPlain: isPlain, at: range)
      case .text: (.literal(.string(text.normalized), range), [])
      }
    diagnostics += found
    guard form == .template else { return expression }
    // The whole is as long as its quotes, whatever its parts are.
    if case .literal(let value, _) = expression { return .literal(value, range) }
    return .parenthesized(expression, range)
  }
}
