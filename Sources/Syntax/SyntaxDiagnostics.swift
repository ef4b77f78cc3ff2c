internal import Diagnostics

// What can be wrong with text and with bodies. Summaries are those that Terraform's users know.
extension Diagnostic {
  // MARK: - Text

  static func invalidEncoding(at range: SourceRange, startsLikeUTF16: Bool) -> Diagnostic {
    .error(
      "Invalid character encoding", detail: "The file has to be encoded in UTF-8, and these bytes are not UTF-8.",
      at: range, hint: startsLikeUTF16 ? "the file looks like UTF-16; save it as UTF-8" : nil)
  }

  static func invalidCharacter(at range: SourceRange, text: String) -> Diagnostic {
    let isCurly = text.contains { "“”„‟".contains($0) }
    return .error(
      "Invalid character",
      detail: isCurly
        ? "\"Curly quotes\" are not valid here. These can sometimes be inadvertently introduced when sharing code via "
          + "documents or discussion forums. It might help to replace the character with a \"straight quote\"."
        : "This character is not used within the language.",
      at: range)
  }

  static func singleQuote(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid character", detail: "Single quotes are not valid. Use double quotes (\") to enclose strings.", at: range)
  }

  static func backtick(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid character",
      detail: "The \"`\" character is not valid. To create a multi-line string, use the \"heredoc\" syntax, like "
        + "\"<<EOT\".",
      at: range)
  }

  static func semicolon(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid character",
      detail: "The \";\" character is not valid. Use newlines to separate arguments and blocks, and commas to separate "
        + "items in collection values.",
      at: range)
  }

  static func bitwiseOperator(at range: SourceRange, meaning: String?) -> Diagnostic {
    .error(
      "Unsupported operator",
      detail: "Bitwise operators are not supported." + (meaning.map { " Did you mean boolean \($0)?" } ?? ""), at: range
    )
  }

  static func unclosedComment(at range: SourceRange) -> Diagnostic {
    .error("Unterminated comment", detail: "Nothing closes this comment before the end of the file.", at: range)
  }

  static func multiLineString(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid multi-line string",
      detail: "Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n "
        + "escape to represent a newline character or use the \"heredoc\" multi-line template syntax.",
      at: range)
  }

  static func nestingTooDeep(at range: SourceRange) -> Diagnostic {
    .error(
      "Nesting too deep",
      detail: "Blocks and brackets may be nested \(Parser.nestingMax) deep, and an expression may have "
        + "\(Parser.heightMax) operators on top of one another.",
      at: range, hint: "give a part of it a name of its own")
  }

  // MARK: - Bodies

  static func itemRequired(at range: SourceRange, isAfterName: Bool = false) -> Diagnostic {
    .error(
      "Argument or block definition required",
      detail: "An argument or block definition is required here."
        + (isAfterName ? " To set an argument, use the equals sign \"=\" to introduce the argument value." : ""),
      at: range)
  }

  static func quotedArgumentName(at range: SourceRange) -> Diagnostic {
    .error("Invalid argument name", detail: "Argument names must not be quoted.", at: range)
  }

  static func argumentRedefined(_ name: String, at range: SourceRange, firstAt first: SourceRange) -> Diagnostic {
    .error(
      "Attribute redefined", detail: "The argument `\(name)` is set already, and can be set only once.", at: range,
      labels: [Label("first set here", at: first)])
  }

  static func missingNewlineAfterArgument(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing newline after argument", detail: "An argument definition must end with a newline.", at: range,
      context: context)
  }

  static func commaAfterArgument(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Unexpected comma after argument",
      detail: "Argument definitions must be separated by newlines, not commas. An argument definition must end with a "
        + "newline.",
      at: range, context: context)
  }

  static func argumentRequired(named name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Argument definition required",
      detail: "A block on one line can hold one argument and nothing else. To set the argument `\(name)`, put an "
        + "equals sign after its name; a nested block needs lines of its own.",
      at: range)
  }

  static func invalidBlockHeader(_ kind: Token.Kind, at range: SourceRange, context: SourceRange) -> Diagnostic {
    let detail =
      switch kind {
      case .equal: "An equals sign belongs to an argument, which has no labels; a block has none."
      case .newline, .endOfFile: "The opening brace of a block stands on the line of its type and labels."
      default: "After the type of a block come labels, in quotes, and then the opening brace."
      }
    return .error("Invalid block definition", detail: detail, at: range, context: context)
  }

  static func sequenceInLabel(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Invalid string literal", detail: "A label is plain text, without interpolations and directives.", at: range,
      context: context, hint: "double the sign (`$${`, `%%{`) to have it as text")
  }

  static func unterminatedLabel(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Unterminated string literal", detail: "The closing quote of this label is missing.", at: range,
      context: context)
  }

  static func unclosedBlock(openedAt range: SourceRange) -> Diagnostic {
    .error(
      "Unclosed configuration block",
      detail:
        "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace "
        + "nesting elsewhere in this file.",
      at: range)
  }

  static func missingNewlineAfterBlock(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing newline after block definition", detail: "Nothing may follow a block on the line where it ends.",
      at: range, context: context)
  }

  static func invalidSingleArgumentBlock(_ kind: Token.Kind, at range: SourceRange) -> Diagnostic {
    let detail =
      switch kind {
      case .comma: "A block on one line can hold only one argument; for more, each needs a line of its own."
      case .newline: "A block whose argument is on its first line has to be closed on that line."
      default: "In a block on one line, the closing brace comes right after the only argument."
      }
    return .error("Invalid single-argument block definition", detail: detail, at: range)
  }

  // MARK: - References

  static func nameRequired(at range: SourceRange) -> Diagnostic {
    .error("Variable name required", detail: "A reference starts with a name.", at: range)
  }

  static func extraCharactersAfterReference(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid character", detail: "After a name only `.attribute` and `[index]` can follow in a reference.",
      at: range)
  }

  static func computedReference(at range: SourceRange) -> Diagnostic {
    .error(
      "Index value required", detail: "In a reference, the indices have to be numbers or quoted strings.", at: range)
  }
}
