internal import Values

extension Lexer {
  /// Takes tokens of code until the frame changes or the text ends.
  mutating func lexCode() {
    let depth = frames.count
    while position < bytes.count, frames.count == depth {
      let first = bytes[position]
      switch first {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        position += 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
        lexIdentifier()
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        lexNumber()
      case UInt8(ascii: "\n"):
        take(.newline, 1)
      case UInt8(ascii: "\r") where byte(position + 1) == UInt8(ascii: "\n"):
        take(.newline, 2)
      case UInt8(ascii: "#"):
        lexLineComment()
      case UInt8(ascii: "/"):
        switch byte(position + 1) {
        case UInt8(ascii: "/"): lexLineComment()
        case UInt8(ascii: "*"): lexBlockComment()
        default: take(.slash, 1)
        }
      case UInt8(ascii: "\""):
        take(.openQuote, 1)
        frames.append(.quoted)
      case UInt8(ascii: "<"):
        if !lexHeredocOpening() { takeEither(.less, orWith: UInt8(ascii: "="), .lessEqual) }
      case UInt8(ascii: "{"):
        take(.openBrace, 1)
        countBraces(by: 1)
      case UInt8(ascii: "}"):
        if closesSequence {
          take(.sequenceEnd, 1)
          frames.removeLast()
        } else {
          take(.closeBrace, 1)
          countBraces(by: -1)
        }
      case UInt8(ascii: "~"):
        if byte(position + 1) == UInt8(ascii: "}"), closesSequence {
          take(.sequenceEnd, 2)
          frames.removeLast()
        } else {
          take(.tilde, 1)
        }
      case 0x80...:
        lexUnicode()
      default:
        lexPunctuation(first)
      }
    }
  }

  /// Whether a `}` here ends the template sequence that the code is in.
  private var closesSequence: Bool {
    if frames.count > 1, case .code(openBraces: 0) = frames[frames.count - 1] { true } else { false }
  }

  private mutating func countBraces(by change: Int) {
    if case .code(let openBraces) = frames[frames.count - 1] {
      // A brace too many is the parser's to report; it must not make a later one look closed.
      frames[frames.count - 1] = .code(openBraces: max(openBraces + change, 0))
    }
  }

  private mutating func takeEither(_ kind: Token.Kind, orWith second: UInt8, _ longer: Token.Kind) {
    if byte(position + 1) == second { take(longer, 2) } else { take(kind, 1) }
  }

  private mutating func lexPunctuation(_ first: UInt8) {
    switch first {
    case UInt8(ascii: "["): take(.openBracket, 1)
    case UInt8(ascii: "]"): take(.closeBracket, 1)
    case UInt8(ascii: "("): take(.openParen, 1)
    case UInt8(ascii: ")"): take(.closeParen, 1)
    case UInt8(ascii: ","): take(.comma, 1)
    case UInt8(ascii: "?"): take(.question, 1)
    case UInt8(ascii: "+"): take(.plus, 1)
    case UInt8(ascii: "-"): take(.minus, 1)
    case UInt8(ascii: "*"): take(.star, 1)
    case UInt8(ascii: "%"): take(.percent, 1)
    case UInt8(ascii: "^"): take(.caret, 1)
    case UInt8(ascii: "'"): take(.apostrophe, 1)
    case UInt8(ascii: "`"): take(.backtick, 1)
    case UInt8(ascii: ";"): take(.semicolon, 1)
    case UInt8(ascii: ":"): takeEither(.colon, orWith: first, .doubleColon)
    case UInt8(ascii: "&"): takeEither(.ampersand, orWith: first, .and)
    case UInt8(ascii: "|"): takeEither(.pipe, orWith: first, .or)
    case UInt8(ascii: "!"): takeEither(.bang, orWith: UInt8(ascii: "="), .bangEqual)
    case UInt8(ascii: ">"): takeEither(.greater, orWith: UInt8(ascii: "="), .greaterEqual)
    case UInt8(ascii: "="):
      if byte(position + 1) == UInt8(ascii: ">") {
        take(.fatArrow, 2)
      } else {
        takeEither(.equal, orWith: first, .doubleEqual)
      }
    case UInt8(ascii: "."):
      let isEllipsis = byte(position + 1) == first && byte(position + 2) == first
      take(isEllipsis ? .ellipsis : .dot, isEllipsis ? 3 : 1)
    default: takeInvalid(1)
    }
  }

  /// Takes bytes that no rule wants; with those before it, if they are such too.
  private mutating func takeInvalid(_ count: Int) {
    let lower = position
    position += count
    if let last = tokens.last, last.kind == .invalid, Int(last.upper) == lower {
      tokens[tokens.count - 1] = Token(.invalid, Int(last.lower), position)
    } else {
      add(.invalid, from: lower)
    }
  }

  // MARK: - Words and numbers

  private mutating func lexIdentifier() {
    let lower = position
    position += 1
    loop: while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        position += 1
      case 0x80...:
        let (scalar, length) = decodeScalar(at: position)
        guard let scalar, scalar.isNamePart else { break loop }
        position += length
      default:
        break loop
      }
    }
    add(.identifier, from: lower)
  }

  private mutating func lexUnicode() {
    let (scalar, length) = decodeScalar(at: position)
    if let scalar, scalar.isNameStart { lexIdentifier(startingWith: length) } else { takeInvalid(length) }
  }

  private mutating func lexIdentifier(startingWith length: Int) {
    let lower = position
    // The rest is read as if the first character had been one byte.
    position += length - 1
    lexIdentifier()
    let last = tokens.removeLast()
    tokens.append(Token(.identifier, lower, Int(last.upper)))
  }

  /// Takes the longest run of digits, dots and exponents that does not end with a dot: `1.2.3` is one token, and wrong.
  private mutating func lexNumber() {
    let lower = position
    var next = position
    while true {
      switch byte(next) {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        next += 1
        position = next
      case UInt8(ascii: "."):
        next += 1
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let isSigned = byte(next + 1) == UInt8(ascii: "+") || byte(next + 1) == UInt8(ascii: "-")
        let digit = next + (isSigned ? 2 : 1)
        guard byte(digit) >= UInt8(ascii: "0"), byte(digit) <= UInt8(ascii: "9") else {
          add(.number, from: lower)
          return
        }
        next = digit + 1
        position = next
      default:
        add(.number, from: lower)
        return
      }
    }
  }

  // MARK: - Comments

  private mutating func lexLineComment() {
    let lower = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    if position < bytes.count, bytes[position - 1] == UInt8(ascii: "\r") { position -= 1 }
    add(.comment, from: lower)
  }

  private mutating func lexBlockComment() {
    let lower = position
    position += 2
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), byte(position + 1) == UInt8(ascii: "/") {
        position += 2
        add(.comment, from: lower)
        return
      }
      position += 1
    }
    add(.unclosedComment, from: lower)
  }

  // MARK: - Unicode

  /// The scalar that starts at an offset and how many bytes it has; nil and 1 where the bytes are not UTF-8.
  private func decodeScalar(at offset: Int) -> (Unicode.Scalar?, length: Int) {
    var iterator = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return (nil, 1) }
    return (scalar, UTF8.width(scalar))
  }
}
