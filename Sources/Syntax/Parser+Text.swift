internal import Diagnostics

// What is wrong with the text before any grammar is applied to it.
extension Parser {
  /// Reports the first bytes that are not UTF-8. The rest is read on with replacement characters for them.
  mutating func reportEncoding() {
    // Almost all files are ASCII, and for those one look at each byte is enough.
    let isASCII = bytes.withUnsafeBufferPointer { bytes in bytes.allSatisfy { $0 < 0x80 } }
    if isASCII { return }
    var index = 0
    while index < bytes.count {
      let length = sequenceLength(at: index)
      if length == 0 {
        diagnostics.append(.invalidEncoding(at: range(index, index + 1), startsLikeUTF16: startsLikeUTF16))
        return
      }
      index += length
    }
  }

  /// How many bytes the well-formed UTF-8 sequence at an index has; 0 if it is not well-formed (RFC 3629, section 4).
  private func sequenceLength(at index: Int) -> Int {
    func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    func continues(_ offset: Int) -> Bool { byte(offset) & 0xC0 == 0x80 }
    switch bytes[index] {
    case ..<0x80: return 1
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0: return (0xA0...0xBF).contains(byte(1)) && continues(2) ? 3 : 0
    case 0xED: return (0x80...0x9F).contains(byte(1)) && continues(2) ? 3 : 0
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
    case 0xF0: return (0x90...0xBF).contains(byte(1)) && continues(2) && continues(3) ? 4 : 0
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xF4: return (0x80...0x8F).contains(byte(1)) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }

  private var startsLikeUTF16: Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  /// Reports tokens that no rule of the grammar takes: of each kind the first on a line, so that a pair of wrong
  /// quotes is one mistake.
  mutating func reportUnusableTokens() {
    guard tokens.contains(where: \.kind.isUnusable) else { return }
    var line = 0
    var reported: [Token.Kind: Int] = [:]
    var brokenLines = 0
    let hasBadEncoding = !diagnostics.isEmpty
    for token in tokens where !diagnostics.areTooMany {
      let diagnostic: Diagnostic?
      switch token.kind {
      case .newline, .quotedNewline, .text: line += 1
      default: break
      }
      switch token.kind {
      case .openQuote: brokenLines = 0
      default: break
      }
      switch token.kind {
      case .quotedNewline:
        brokenLines += 1
        // A forgotten quote turns the rest of the file inside out; three lines of that are enough to see it.
        diagnostic = brokenLines <= 3 ? .multiLineString(at: range(token)) : nil
      case .ampersand: diagnostic = .bitwiseOperator(at: range(token), meaning: "AND (\"&&\")")
      case .pipe: diagnostic = .bitwiseOperator(at: range(token), meaning: "OR (\"||\")")
      case .tilde: diagnostic = .bitwiseOperator(at: range(token), meaning: "NOT (\"!\")")
      case .caret: diagnostic = .bitwiseOperator(at: range(token), meaning: nil)
      case .apostrophe: diagnostic = .singleQuote(at: range(token))
      case .backtick: diagnostic = .backtick(at: range(token))
      case .semicolon: diagnostic = .semicolon(at: range(token))
      case .unclosedComment: diagnostic = .unclosedComment(at: range(Int(token.lower), Int(token.lower) + 2))
      // Bytes that are not UTF-8 have been reported as such.
      case .invalid: diagnostic = hasBadEncoding ? nil : .invalidCharacter(at: range(token), text: text(token))
      default: continue
      }
      guard let diagnostic else { continue }
      if token.kind != .quotedNewline {
        guard reported[token.kind] != line else { continue }
        reported[token.kind] = line
      }
      diagnostics.append(diagnostic)
    }
  }
}
