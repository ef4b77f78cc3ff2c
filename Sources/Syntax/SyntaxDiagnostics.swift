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
        ? "Curly quotes do not delimit strings; word processors and chats like to put them in place of straight ones."
        : "This character is not used within the language.",
      at: range, hint: isCurly ? "use a straight quote (\")" : nil)
  }

  static func singleQuote(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid character", detail: "Single quotes do not delimit strings.", at: range,
      hint: "use double quotes (\")")
  }

  static func backtick(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid character", detail: "Backticks do not delimit strings.", at: range,
      hint: "for text of several lines use a heredoc: <<EOT")
  }

  static func semicolon(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid character",
      detail: "Semicolons separate nothing: arguments and blocks stand on lines of their own, and items of collections "
        + "are separated by commas.",
      at: range)
  }

  static func bitwiseOperator(at range: SourceRange, meaning: String?) -> Diagnostic {
    .error(
      "Unsupported operator", detail: "There are no operators on bits.", at: range,
      hint: meaning.map { "did you mean `\($0)`?" })
  }

  static func unclosedComment(at range: SourceRange) -> Diagnostic {
    .error("Unterminated comment", detail: "Nothing closes this comment before the end of the file.", at: range)
  }

  static func multiLineString(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid multi-line string", detail: "A quoted string has to end on the line where it starts.", at: range,
      hint: "write \\n for a new line, or use a heredoc: <<EOT")
  }

  static func nestingTooDeep(at range: SourceRange) -> Diagnostic {
    .error(
      "Nesting too deep",
      detail: "Blocks and brackets may be nested \(Parser.nestingMax) deep, and an expression may have "
        + "\(Parser.heightMax) operators on top of one another.",
      at: range, hint: "give a part of it a name of its own")
  }

  // MARK: - Bodies

  static func itemRequired(at range: SourceRange) -> Diagnostic {
    .error(
      "Argument or block definition required",
      detail: "Here an argument (`name = value`) or a block (`type \"label\" { ... }`) has to start.", at: range)
  }

  static func quotedArgumentName(at range: SourceRange) -> Diagnostic {
    .error("Invalid argument name", detail: "The name of an argument is written without quotes.", at: range)
  }

  static func argumentRedefined(_ name: String, at range: SourceRange, firstAt first: SourceRange) -> Diagnostic {
    .error(
      "Attribute redefined", detail: "The argument `\(name)` is set already, and can be set only once.", at: range,
      labels: [Label("first set here", at: first)])
  }

  static func missingNewlineAfterArgument(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Missing newline after argument", detail: "An argument ends with its line.", at: range, context: context)
  }

  static func commaAfterArgument(at range: SourceRange, context: SourceRange) -> Diagnostic {
    .error(
      "Unexpected comma after argument", detail: "Arguments are separated by new lines and not by commas.", at: range,
      context: context)
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
      detail: "Nothing closes this block before the end of the file. A brace may be missing further in, too.",
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
