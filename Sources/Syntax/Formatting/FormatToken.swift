/// A token on its way through the formatter: its text, and how many spaces stand before it.
struct FormatToken: Sendable {
  let kind: Token.Kind
  /// A piece of the file, or of a text of its own; not a copy, since there are millions of tokens in large files.
  let text: ArraySlice<UInt8>
  var spaces = 0

  init(_ kind: Token.Kind, _ text: ArraySlice<UInt8>) {
    self.kind = kind
    self.text = text
  }

  init(_ kind: Token.Kind, _ text: String) {
    self.init(kind, Array(text.utf8)[...])
  }

  /// Where the token starts in the file that it was cut from.
  var offset: Int { text.startIndex }

  /// Whether the next token starts a line. A comment to the end of a line has that end in it here.
  var endsLine: Bool {
    kind == .newline || kind == .comment && text.last == UInt8(ascii: "\n")
  }

  /// Whether the token is a name which, right behind a number and a dot, would be the number's exponent: `e5`.
  var isExponent: Bool {
    guard kind == .identifier, text.count > 1, text[offset] | 0x20 == UInt8(ascii: "e") else { return false }
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[offset + 1])
  }

  /// How many brackets are open after this token, less those before it.
  var bracketChange: Int {
    switch kind {
    case .openBrace, .openBracket, .openParen, .interpolation, .directive: 1
    case .closeBrace, .closeBracket, .closeParen, .sequenceEnd: -1
    default: 0
    }
  }

  /// How many columns the token takes, with the spaces before it.
  var columns: Int {
    if text.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "\r") }) { return spaces + text.count }
    return spaces + String(decoding: text, as: UTF8.self).count
  }
}

extension FormatToken {
  /// The tokens of a text without its end. Comments have the ends of their lines in them, and the line that closes a
  /// heredoc the blanks after it, since these stay as they are.
  static func tokens(_ tokens: [Token], of bytes: [UInt8]) -> [FormatToken] {
    var result: [FormatToken] = []
    result.reserveCapacity(tokens.count)
    var index = 0
    while index < tokens.count, tokens[index].kind != .endOfFile {
      let token = tokens[index]
      index += 1
      var upper = Int(token.upper)
      switch token.kind {
      case .comment where bytes[Int(token.lower)...].starts(with: "/*".utf8): break
      case .comment where index < tokens.count && tokens[index].kind == .newline:
        upper = Int(tokens[index].upper)
        index += 1
      case .closeHeredoc:
        while upper < bytes.count, bytes[upper] == UInt8(ascii: " ") || bytes[upper] == UInt8(ascii: "\t") {
          upper += 1
        }
      default: break
      }
      result.append(FormatToken(token.kind, bytes[Int(token.lower)..<upper]))
    }
    return result
  }
}
