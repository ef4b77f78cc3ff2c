/// Cuts source text into ``Token``s. Never fails: what fits nothing becomes a token that the parser reports.
///
/// Templates nest in code and code nests in templates; the lexer keeps both on a stack of its own, so no depth of
/// input overflows the machine's.
package struct Lexer {
  /// What the text is as a whole.
  package enum Form: Sendable {
    /// Arguments and blocks, or one expression.
    case code
    /// A template without quotes around it and without backslash escapes.
    case template
  }

  /// What lies around the current place.
  enum Frame {
    /// Code, at the top or inside `${ }`/`%{ }`, with the number of braces open in it.
    case code(openBraces: Int)
    case quoted
    /// The bytes of the marker's name.
    case heredoc(marker: Range<Int>)
    case bare
  }

  private(set) var bytes: [UInt8]
  var position: Int
  var tokens: [Token] = []
  var frames: [Frame]

  /// The tokens of a piece of the text, ending with one ``Token/Kind/endOfFile``. A byte order mark at the very start
  /// is skipped.
  package static func tokens(_ bytes: [UInt8], in range: Range<Int>? = nil, as form: Form = .code) -> [Token] {
    let range = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    // The end is part of the lexer's world: a piece must not look at what follows it.
    let piece = range.upperBound == bytes.count ? bytes : Array(bytes[..<range.upperBound])
    var lexer = Lexer(bytes: piece, start: range.lowerBound, form: form)
    lexer.run()
    return lexer.tokens
  }

  private init(bytes: [UInt8], start: Int, form: Form) {
    self.bytes = bytes
    position = start
    frames = [form == .code ? .code(openBraces: 0) : .bare]
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    // A token takes three or four bytes; to copy them all once more takes longer than room that isn't needed.
    tokens.reserveCapacity((bytes.count - start) / 3 + 1)
  }

  private mutating func run() {
    lexRest()
    add(.endOfFile, from: bytes.count)
  }

  private mutating func lexRest() {
    while position < bytes.count {
      switch frames[frames.count - 1] {
      case .code: lexCode()
      case .quoted: lexQuoted()
      case .heredoc(let marker): lexHeredoc(marker)
      case .bare: lexText()
      }
    }
  }

  // MARK: - Line by line

  /// A lexer of code that comes line by line.
  package init() {
    self.init(bytes: [], start: 0, form: .code)
  }

  /// The tokens that end with the next line, which ends with a line break. An ``Token/Kind/unclosedComment`` is among
  /// them if a comment goes on after it.
  package mutating func tokens(ofLine line: [UInt8]) -> [Token] {
    let isInComment = tokens.last?.kind == .unclosedComment
    bytes += line
    // The rest of a comment need not be looked at again for each of its lines.
    if isInComment {
      guard zip(line, line.dropFirst()).contains(where: { $0 == UInt8(ascii: "*") && $1 == UInt8(ascii: "/") }) else {
        position = bytes.count
        tokens = tokens.suffix(1)
        return tokens
      }
      position = Int(tokens[tokens.count - 1].lower)
    }
    tokens.removeAll(keepingCapacity: true)
    lexRest()
    return tokens
  }

  // MARK: - Shared steps

  /// The byte at an offset; 0 past the end, which no rule asks for.
  @inline(__always)
  func byte(_ offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : 0
  }

  @inline(__always)
  mutating func add(_ kind: Token.Kind, from lower: Int) {
    tokens.append(Token(kind, lower, position))
  }

  /// Takes the next `count` bytes as one token.
  @inline(__always)
  mutating func take(_ kind: Token.Kind, _ count: Int) {
    position += count
    tokens.append(Token(kind, position - count, position))
  }
}
