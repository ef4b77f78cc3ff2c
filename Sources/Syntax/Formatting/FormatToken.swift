/// A token on its way through the formatter: its place in the text, and how many spaces stand before it.
///
/// Sixteen bytes, since there are millions of tokens in large files; the text is elsewhere.
struct FormatToken: Sendable {
  let kind: Token.Kind
  /// Whether the next token starts a line. A comment to the end of a line has that end in it here.
  let endsLine: Bool
  /// Whether the token is a name which, right behind a number and a dot, would be the number's exponent: `e5`.
  let isExponent: Bool
  /// Whether the token is the word `in`.
  let isIn: Bool
  private let lower: UInt32
  private let upper: UInt32
  private var blanks: UInt32 = 0

  /// - Parameter range: where the token is in the text.
  init(_ kind: Token.Kind, _ range: Range<Int>, of text: [UInt8]) {
    self.kind = kind
    (lower, upper) = (UInt32(clamping: range.lowerBound), UInt32(clamping: range.upperBound))
    let text = text[range]
    endsLine = kind == .newline || kind == .comment && text.last == UInt8(ascii: "\n")
    let name = kind == .identifier ? text.prefix(3) : []
    isIn = name.elementsEqual("in".utf8)
    isExponent =
      name.count > 1 && name[range.lowerBound] | 0x20 == UInt8(ascii: "e")
      && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(name[range.lowerBound + 1])
  }

  /// Where the token is in the text.
  var range: Range<Int> { Int(lower)..<Int(upper) }

  var spaces: Int {
    get { Int(blanks) }
    set { blanks = UInt32(clamping: newValue) }
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
  func columns(in text: [UInt8]) -> Int {
    let own = text[range]
    if own.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "\r") }) { return spaces + own.count }
    return spaces + String(decoding: own, as: UTF8.self).count
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
      result.append(FormatToken(token.kind, Int(token.lower)..<upper, of: bytes))
    }
    return result
  }
}
