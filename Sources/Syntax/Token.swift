/// One piece of source text, as a kind and a span of bytes. Together the tokens of a file cover everything but the
/// blanks between them, so that a formatter can work on them.
package struct Token: Sendable, Hashable {
  package enum Kind: UInt8, Sendable {
    case identifier
    case number
    case newline
    /// `# ...`, `// ...` without the line's end, or `/* ... */`.
    case comment
    case endOfFile

    // Brackets.
    case openBrace
    case closeBrace
    case openBracket
    case closeBracket
    case openParen
    case closeParen

    // Templates.
    case openQuote
    case closeQuote
    /// `<<ID` or `<<-ID` with the line's end.
    case openHeredoc
    /// The line that closes a heredoc, without the line's end.
    case closeHeredoc
    /// Text in a quoted string, with backslash escapes as they are written.
    case quotedText
    /// Text in a heredoc or a bare template; at most one line, with its end.
    case text
    /// A line that ends inside a quoted string.
    case quotedNewline
    /// `${` or `${~`.
    case interpolation
    /// `%{` or `%{~`.
    case directive
    /// The `}` or `~}` that closes either.
    case sequenceEnd

    // Operators and punctuation.
    case equal
    case doubleEqual
    case bang
    case bangEqual
    case less
    case lessEqual
    case greater
    case greaterEqual
    case and
    case or
    case plus
    case minus
    case star
    case slash
    case percent
    case question
    case colon
    case doubleColon
    case comma
    case dot
    case ellipsis
    case fatArrow

    // What no grammar rule takes.
    case ampersand
    case pipe
    case caret
    case tilde
    case apostrophe
    case backtick
    case semicolon
    /// A run of other characters that the language does not use.
    case invalid
    /// A `/*` that nothing closes, to the end of the file.
    case unclosedComment

    /// Whether no rule of the grammar takes it.
    var isUnusable: Bool { rawValue >= Kind.ampersand.rawValue || self == .quotedNewline }
  }

  package let kind: Kind
  /// Offset of the first byte.
  package let lower: UInt32
  /// Offset just past the last byte.
  package let upper: UInt32

  package init(_ kind: Kind, _ lower: Int, _ upper: Int) {
    self.kind = kind
    self.lower = UInt32(clamping: lower)
    self.upper = UInt32(clamping: upper)
  }
}
