internal import Diagnostics

// What can be wrong with expressions and templates. Summaries are those that Terraform's users know.
extension Diagnostic {
  // MARK: - Expressions

  static func invalidExpression(at range: SourceRange) -> Diagnostic {
    .error("Invalid expression", detail: "An expression has to start here, and nothing starts like this.", at: range)
  }

  static func extraCharactersAfterExpression(at range: SourceRange) -> Diagnostic {
    .error("Extra characters after expression", detail: "The expression is complete before this.", at: range)
  }

  static func invalidNumber(at range: SourceRange) -> Diagnostic {
    .error("Invalid number literal", detail: "This cannot be read as a decimal number.", at: range)
  }

  static func missingFalseExpression(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing false expression in conditional",
      detail: "A colon, and the value for when the condition is false, belong here.", at: range, context: context)
  }

  static func unbalancedParentheses(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error("Unbalanced parentheses", detail: "A closing parenthesis is expected here.", at: range, context: context)
  }

  // MARK: - Calls

  static func missingFunctionName(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error("Missing function name", detail: "After `::` comes the name of a function.", at: range, context: context)
  }

  static func missingOpenParenthesis(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing open parenthesis", detail: "The name of a function is followed by its arguments in parentheses.",
      at: range, context: context)
  }

  static func missingClosingParenthesis(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing closing parenthesis", detail: "An argument that `...` expands has to be the last one.", at: range,
      context: context)
  }

  static func missingArgumentSeparator(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing argument separator", detail: "A comma or the closing parenthesis is expected here.", at: range,
      context: context)
  }

  static func unterminatedCall(at range: SourceRange) -> Diagnostic {
    .error(
      "Unterminated function call", detail: "Nothing closes this parenthesis before the end of the file.", at: range)
  }

  // MARK: - Collections

  static func missingItemSeparator(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing item separator", detail: "A comma or the closing bracket is expected here.", at: range,
      context: context)
  }

  static func unterminatedTuple(at range: SourceRange) -> Diagnostic {
    .error(
      "Unterminated tuple constructor expression",
      detail: "Nothing closes this bracket before the end of the file.", at: range)
  }

  static func missingAttributeSeparator(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing attribute separator", detail: "A new line, a comma or the closing brace is expected here.", at: range,
      context: context)
  }

  static func missingAttributeValue(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing attribute value", detail: "An equals sign and a value belong after the name.", at: range,
      context: context)
  }

  static func missingKeySeparator(at range: SourceRange, context: SourceRange, isAfterWord: Bool) -> Diagnostic {
    .error(
      "Missing key/value separator", detail: "An equals sign is expected between the name and its value.", at: range,
      context: context, hint: isAfterWord ? "put a name with spaces or dots in it in quotes" : nil)
  }

  static func unterminatedObject(at range: SourceRange) -> Diagnostic {
    .error(
      "Unterminated object constructor expression",
      detail: "Nothing closes this brace before the end of the file.", at: range)
  }

  static func invalidFor(_ problem: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid 'for' expression", detail: "In a `for` expression \(problem).", at: range)
  }

  // MARK: - Steps

  static func invalidAttributeName(at range: SourceRange) -> Diagnostic {
    .error("Invalid attribute name", detail: "After a dot comes the name of an attribute.", at: range)
  }

  static func invalidLegacyIndex(_ digits: String, at range: SourceRange) -> Diagnostic {
    let indices = digits.split(separator: ".").map { "[\($0)]" }.joined()
    return .error(
      "Invalid legacy index syntax", detail: "Indices that are written with dots cannot follow one another.",
      at: range, hint: "write \(indices)")
  }

  static func nestedSplat(at range: SourceRange) -> Diagnostic {
    .error(
      "Nested splat expression not allowed", detail: "After `.*` no second one can follow.", at: range,
      hint: "use `[*]`, which can be nested")
  }

  static func missingCloseBracketOnSplat(at range: SourceRange) -> Diagnostic {
    .error(
      "Missing close bracket on splat index", detail: "The star of a splat is followed by the closing bracket.",
      at: range)
  }

  static func missingCloseBracketOnIndex(at range: SourceRange) -> Diagnostic {
    .error(
      "Missing close bracket on index", detail: "An index ends with a closing bracket after its only expression.",
      at: range)
  }

  // MARK: - Strings

  static func unknownEscape(_ symbol: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid escape sequence",
      detail: "After a backslash there can be n, r, t, \", \\, u with four digits or U with eight, not `\(symbol)`.",
      at: range, hint: "double the backslash to have it as text")
  }

  static func incompleteUnicodeEscape(digits: Int, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid escape sequence",
      detail: "After \\\(digits == 4 ? "u" : "U") there have to be \(digits) hexadecimal digits.", at: range)
  }

  static func unencodableCharacter(_ code: UInt32, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid escape sequence", detail: "U+\(String(code, radix: 16, uppercase: true)) is not a character.", at: range)
  }

  // MARK: - Templates

  static func unterminatedTemplate(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Unterminated template string", detail: "The closing quote of this string is missing.", at: range,
      context: context)
  }

  static func unterminatedHeredoc(_ marker: String, at range: SourceRange) -> Diagnostic {
    let name = marker.drop { $0 == "<" || $0 == "-" }
    return .error(
      "Unterminated template string",
      detail: "No line before the end of the file holds `\(name)` alone, which would close this heredoc.", at: range)
  }

  static func unclosedInterpolation(at range: SourceRange) -> Diagnostic {
    .error(
      "Unclosed template interpolation sequence", detail: "The closing brace of this interpolation is missing.",
      at: range)
  }

  static func extraCharactersInInterpolation(at range: SourceRange, isColon: Bool) -> Diagnostic {
    .error(
      "Extra characters after interpolation expression",
      detail: (isColon ? "No colon is expected here. " : "The closing brace is expected here. ")
        + "Text for another language that has the same notation, such as a shell, needs its sign doubled.",
      at: range, hint: "write `$${` to have `${` in the text")
  }

  static func directiveKeywordRequired(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Invalid template directive", detail: "A directive starts with `if`, `else`, `endif`, `for` or `endfor`.",
      at: range, context: context)
  }

  static func unknownDirective(_ name: String, at range: SourceRange) -> Diagnostic {
    let nearest = suggestion(for: name, among: ["if", "for", "else", "endif", "endfor"])
    return .error(
      "Invalid template control keyword", detail: "There is no directive `\(name)`.", at: range,
      hint: nearest.map { "did you mean `\($0)`?" })
  }

  static func extraCharactersInDirective(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Extra characters in \(name) marker", detail: "The closing brace of the directive is expected here.", at: range)
  }

  static func invalidForDirective(_ problem: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid 'for' directive", detail: "In a `for` directive \(problem).", at: range)
  }

  static func unexpectedDirective(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Unexpected \(name) directive", detail: "Nothing that `\(name)` could belong to is open here.", at: range)
  }

  static func unexpectedSecondElse(at range: SourceRange, ifAt open: SourceRange) -> Diagnostic {
    .error(
      "Unexpected else directive", detail: "This `if` has an `else` already.", at: range,
      labels: [Label("the `if`", at: open)])
  }

  static func mismatchedDirective(
    _ name: String, at range: SourceRange, expected: String, openedAt open: SourceRange
  ) -> Diagnostic {
    .error(
      "Unexpected \(name) directive", detail: "What is open here ends with `\(expected)`.", at: range,
      labels: [Label("opened here", at: open)])
  }

  static func unexpectedEndOfTemplate(
    at range: SourceRange, missing: String, openedAt open: SourceRange
  ) -> Diagnostic {
    .error(
      "Unexpected end of template", detail: "A directive is never closed by `\(missing)`.", at: range,
      labels: [Label("opened here", at: open)])
  }
}
