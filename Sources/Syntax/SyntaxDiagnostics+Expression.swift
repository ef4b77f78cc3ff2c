internal import Diagnostics

// What can be wrong with expressions and templates. Summaries are those that Terraform's users know.
extension Diagnostic {
  // MARK: - Expressions

  static func invalidExpression(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid expression",
      detail: "Expected the start of an expression, but found an invalid expression token.", at: range)
  }

  static func extraCharactersAfterExpression(at range: SourceRange) -> Diagnostic {
    .error("Extra characters after expression", detail: "The expression is complete before this.", at: range)
  }

  static func invalidNumber(at range: SourceRange) -> Diagnostic {
    .error("Invalid number literal", detail: "Failed to recognize the value of this number literal.", at: range)
  }

  static func missingFalseExpression(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing false expression in conditional",
      detail: "The conditional operator (...?...:...) requires a false expression, delimited by a colon.", at: range,
      context: context)
  }

  static func unbalancedParentheses(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Unbalanced parentheses", detail: "Expected a closing parenthesis to terminate the expression.", at: range,
      context: context)
  }

  // MARK: - Calls

  static func missingFunctionName(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing function name",
      detail: "Function scope resolution symbol :: must be followed by a function name in this scope.", at: range,
      context: context)
  }

  static func missingOpenParenthesis(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing open parenthesis",
      detail: "Function selector must be followed by an open parenthesis to begin the function call.", at: range,
      context: context)
  }

  static func missingClosingParenthesis(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing closing parenthesis",
      detail: "An expanded function argument (with ...) must be immediately followed by closing parentheses.",
      at: range,
      context: context)
  }

  static func missingArgumentSeparator(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing argument separator",
      detail: "A comma is required to separate each function argument from the next.", at: range, context: context)
  }

  static func unterminatedCall(at range: SourceRange) -> Diagnostic {
    .error(
      "Unterminated function call", detail: "Nothing closes this parenthesis before the end of the file.", at: range)
  }

  // MARK: - Collections

  static func missingItemSeparator(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing item separator", detail: "Expected a comma to mark the beginning of the next item.", at: range,
      context: context)
  }

  static func unterminatedTuple(at range: SourceRange) -> Diagnostic {
    .error(
      "Unterminated tuple constructor expression",
      detail: "Nothing closes this bracket before the end of the file.", at: range)
  }

  static func missingAttributeSeparator(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing attribute separator",
      detail: "Expected a newline or comma to mark the beginning of the next attribute.", at: range, context: context)
  }

  static func missingAttributeValue(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing attribute value", detail: "Expected an attribute value, introduced by an equals sign (\"=\").",
      at: range,
      context: context)
  }

  static func missingKeySeparator(at range: SourceRange, context: SourceRange, isAfterWord: Bool) -> Diagnostic {
    .error(
      "Missing key/value separator",
      detail: "Expected an equals sign (\"=\") to mark the beginning of the attribute value."
        + (isAfterWord
          ? " If you intended to given an attribute name containing periods or spaces, write the name in quotes to "
            + "create a string literal." : ""),
      at: range, context: context)
  }

  static func unterminatedObject(at range: SourceRange) -> Diagnostic {
    .error(
      "Unterminated object constructor expression",
      detail: "Nothing closes this brace before the end of the file.", at: range)
  }

  static func invalidFor(_ problem: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid 'for' expression", detail: "\(problem).", at: range)
  }

  // MARK: - Steps

  static func invalidAttributeName(at range: SourceRange) -> Diagnostic {
    .error("Invalid attribute name", detail: "An attribute name is required after a dot.", at: range)
  }

  static func invalidLegacyIndex(_ digits: String, at range: SourceRange) -> Diagnostic {
    let indices = digits.split(separator: ".").map { "[\($0)]" }.joined()
    return .error(
      "Invalid legacy index syntax",
      detail:
        "When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index "
        + "syntax instead, like \(indices).",
      at: range)
  }

  static func nestedSplat(at range: SourceRange) -> Diagnostic {
    .error(
      "Nested splat expression not allowed",
      detail: "A splat expression (*) cannot be used inside another attribute-only splat expression.", at: range,
      hint: "use `[*]`, which can be nested")
  }

  static func missingCloseBracketOnSplat(at range: SourceRange) -> Diagnostic {
    .error(
      "Missing close bracket on splat index",
      detail: "The star for a full splat operator must be immediately followed by a closing bracket (\"]\").", at: range
    )
  }

  static func missingCloseBracketOnIndex(at range: SourceRange) -> Diagnostic {
    .error(
      "Missing close bracket on index",
      detail: "The index operator must end with a closing bracket (\"]\").", at: range)
  }

  // MARK: - Strings

  static func unknownEscape(_ symbol: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid escape sequence",
      detail: "The symbol \"\(symbol)\" is not a valid escape sequence selector.", at: range,
      hint: "double the backslash to have it as text")
  }

  static func incompleteUnicodeEscape(digits: Int, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid escape sequence",
      detail: "The \\\(digits == 4 ? "u" : "U") escape sequence must be followed by "
        + "\(digits == 4 ? "four" : "eight") hexadecimal digits.",
      at: range)
  }

  static func unencodableCharacter(_ code: UInt32, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid escape sequence", detail: "Cannot encode character U+\(String(code, radix: 16)) in UTF-8.", at: range)
  }

  // MARK: - Templates

  static func unterminatedTemplate(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Unterminated template string", detail: "No closing marker was found for the string.", at: range,
      context: context)
  }

  static func unterminatedHeredoc(_ marker: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Unterminated template string", detail: "No closing marker was found for the string.", at: range,
      hint: "a line that holds `\(marker.drop { $0 == "<" || $0 == "-" })` alone closes this heredoc")
  }

  static func unclosedInterpolation(at range: SourceRange) -> Diagnostic {
    .error(
      "Unclosed template interpolation sequence",
      detail:
        "There is no closing brace for this interpolation sequence before the end of the quoted template. This might "
        + "be caused by incorrect nesting inside the given expression.",
      at: range)
  }

  static func extraCharactersInInterpolation(at range: SourceRange, isColon: Bool) -> Diagnostic {
    .error(
      "Extra characters after interpolation expression",
      detail: isColon
        ? "Template interpolation doesn't expect a colon at this location. Did you intend this to be a literal sequence "
          + "to be processed as part of another language? If so, you can escape it by starting with \"$${\" instead of "
          + "just \"${\"."
        : "Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can happen "
          + "when you include interpolation syntax for another language, such as shell scripting, but forget to escape "
          + "the interpolation start token. If this is an embedded sequence for another language, escape it by starting "
          + "with \"$${\" instead of just \"${\".",
      at: range)
  }

  static func directiveKeywordRequired(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Invalid template directive",
      detail: "A template directive keyword (\"if\", \"for\", etc) is expected at the beginning of a %{ sequence.",
      at: range, context: context)
  }

  static func unknownDirective(_ name: String, at range: SourceRange) -> Diagnostic {
    let nearest = suggestion(for: name, among: ["if", "for", "else", "endif", "endfor"])
    return .error(
      "Invalid template control keyword", detail: "\"\(name)\" is not a valid template control keyword.", at: range,
      hint: nearest.map { "did you mean `\($0)`?" })
  }

  static func extraCharactersInDirective(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Extra characters in \(name) marker",
      detail: "Expected a closing brace to end the sequence, but found extra characters.", at: range)
  }

  static func invalidForDirective(_ problem: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid 'for' directive", detail: "\(problem).", at: range)
  }

  static func unexpectedDirective(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Unexpected \(name) directive", detail: "The control directives within this template are unbalanced.", at: range)
  }

  static func unexpectedSecondElse(at range: SourceRange, ifAt open: SourceRange) -> Diagnostic {
    .error(
      "Unexpected else directive", detail: "Already in the else clause for the if.", at: range,
      labels: [Label("the `if`", at: open)])
  }

  static func mismatchedDirective(
    _ name: String, at range: SourceRange, expected: String, openedAt open: SourceRange
  ) -> Diagnostic {
    let mismatch =
      expected == "endif"
      ? "Expecting an endif directive for the if."
      : name == "else"
        ? "An else clause is not expected for a for directive."
        : "Expecting an endfor directive corresponding to the for directive."
    return .error(
      "Unexpected \(name) directive", detail: mismatch, at: range,
      labels: [Label("opened here", at: open)])
  }

  static func unexpectedEndOfTemplate(
    at range: SourceRange, missing: String, openedAt open: SourceRange
  ) -> Diagnostic {
    .error(
      "Unexpected end of template",
      detail: "The \(missing.dropFirst(3)) directive is missing its corresponding \(missing) directive.", at: range,
      labels: [Label("opened here", at: open)])
  }
}
