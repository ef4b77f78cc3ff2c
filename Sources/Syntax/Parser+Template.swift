internal import Diagnostics
internal import Values

/// One piece of a template in the order it is written, before the directives are matched up.
enum TemplatePiece {
  case literal(String, SourceRange)
  case interpolation(Expression, SourceRange)
  case `if`(Expression, SourceRange)
  case `else`(SourceRange)
  case endif(SourceRange)
  case `for`(Parser.LoopHeader, SourceRange)
  case endfor(SourceRange)
}

extension Parser {
  /// Takes a quoted string or a heredoc.
  mutating func template() throws(SyntaxFailure) -> Expression {
    if let plain = plainString() { return plain }
    let open = read()
    let isQuoted = open.kind == .openQuote
    let (pieces, close) = try templatePieces(opening: open, until: isQuoted ? .closeQuote : .closeHeredoc)
    let isFlush = !isQuoted && bytes[Int(open.lower) + 2] == UInt8(ascii: "-")
    return assembled(
      isFlush ? withoutIndentation(pieces) : pieces, as: isQuoted ? .quoted : .heredoc, range(open, close), end: close)
  }

  /// Takes a quoted string without sequences, as most are; nil if this is none.
  private mutating func plainString() -> Expression? {
    let start = significant(from: position)
    guard tokens[start].kind == .openQuote, start + 2 < tokens.count, tokens[start + 1].kind == .quotedText,
      tokens[start + 2].kind == .closeQuote
    else { return nil }
    position = start + 3
    let text = literalText(tokens[start + 1])
    return .literal(.string(text.normalized), range(tokens[start], tokens[start + 2]))
  }

  /// Takes a whole text as a template.
  mutating func bareTemplate() throws(SyntaxFailure) -> Expression {
    let (pieces, end) = try templatePieces(opening: nil, until: .endOfFile)
    return assembled(pieces, as: .bare, range(0, bytes.count), end: end)
  }

  private mutating func assembled(
    _ pieces: [TemplatePiece], as form: Template.Form, _ whole: SourceRange, end: Token
  ) -> Expression {
    var isWrapper = false
    if pieces.count == 1, case .interpolation = pieces[0] { isWrapper = true }
    var assembly = TemplateAssembly(pieces, end: range(end))
    let parts = assembly.parts()
    diagnostics += assembly.diagnostics
    if parts.isEmpty { return .literal(.string(""), whole) }
    if parts.count == 1, case .literal(let text, _) = parts[0] { return .literal(.string(text), whole) }
    return .template(Template(parts: parts, form: form, range: whole, isWrapper: isWrapper))
  }

  // MARK: - Pieces

  /// Takes the pieces of a template and the token that closes it.
  private mutating func templatePieces(
    opening: Token?, until end: Token.Kind
  ) throws(SyntaxFailure) -> ([TemplatePiece], close: Token) {
    var pieces: [TemplatePiece] = []
    pieces.reserveCapacity(2)
    var trimsNext = false
    // Directives nest without brackets that the grammar would count.
    var nesting = 0
    defer { depth -= nesting }
    while true {
      let next = read()
      switch next.kind {
      case end:
        return (pieces, next)
      case .quotedText, .text:
        let text = literalText(next)
        pieces.append(.literal(trimsNext ? text.trimmingStart : text, range(next)))
        trimsNext = false
      case .interpolation, .directive:
        if next.upper - next.lower == 3 { trimEnd(of: &pieces) }
        let (piece, close) = try skippingNewlines(true) { parser throws(SyntaxFailure) in
          try parser.sequence(next, in: opening)
        }
        pieces.append(piece)
        switch piece {
        case .if, .for:
          nesting += 1
          depth += 1
          height += 1
        case .endif, .endfor:
          if nesting > 0 {
            nesting -= 1
            depth -= 1
          }
        case .literal, .interpolation, .else: break
        }
        guard depth <= Parser.nestingMax, height <= Parser.heightMax else {
          throw SyntaxFailure(.nestingTooDeep(at: range(next)))
        }
        trimsNext = close.upper - close.lower == 2
      default:
        throw SyntaxFailure(unterminatedTemplate(opening, at: next))
      }
    }
  }

  private func unterminatedTemplate(_ opening: Token?, at next: Token) -> Diagnostic {
    if let opening, opening.kind == .openHeredoc {
      let lineEnd = bytes[Int(opening.upper) - 2] == UInt8(ascii: "\r") ? 2 : 1
      let opener = Token(.openHeredoc, Int(opening.lower), Int(opening.upper) - lineEnd)
      return .unterminatedHeredoc(text(opener), at: range(opener))
    }
    return .unterminatedTemplate(at: range(next), context: range(opening ?? next, next))
  }

  /// Takes what stands between `${` or `%{` and the closing brace, and that.
  private mutating func sequence(
    _ open: Token, in opening: Token?
  ) throws(SyntaxFailure) -> (TemplatePiece, close: Token) {
    if open.kind == .interpolation {
      let value = try expression()
      let close = peek()
      guard close.kind == .sequenceEnd else { throw SyntaxFailure(unclosedInterpolation(open, close, in: opening)) }
      read()
      return (.interpolation(value, range(open, close)), close)
    }
    let keyword = peek()
    guard keyword.kind == .identifier else {
      throw SyntaxFailure(.directiveKeywordRequired(at: range(keyword), context: range(open, keyword)))
    }
    read()
    let name = text(keyword)
    switch name {
    case "if":
      let condition = try expression()
      let close = try endOfDirective(name)
      return (.if(condition, range(open, close)), close)
    case "for":
      let header = try loopHeader(of: "For directive") { .invalidForDirective($0, at: $1) }
      let close = try endOfDirective(name)
      return (.for(header, range(open, close)), close)
    case "else":
      let close = try endOfDirective(name)
      return (.else(range(open, close)), close)
    case "endif":
      let close = try endOfDirective(name)
      return (.endif(range(open, close)), close)
    case "endfor":
      let close = try endOfDirective(name)
      return (.endfor(range(open, close)), close)
    default:
      throw SyntaxFailure(.unknownDirective(name, at: range(keyword)))
    }
  }

  private mutating func endOfDirective(_ name: String) throws(SyntaxFailure) -> Token {
    guard let close = read(.sequenceEnd) else {
      throw SyntaxFailure(.extraCharactersInDirective(name, at: range(peek())))
    }
    return close
  }

  private func unclosedInterpolation(_ open: Token, _ close: Token, in opening: Token?) -> Diagnostic {
    switch close.kind {
    case .endOfFile:
      .unclosedInterpolation(at: range(open))
    case .openQuote where opening?.kind == .openQuote, .closeQuote where opening?.kind == .openQuote:
      .unclosedInterpolation(at: range(open))
    default:
      .extraCharactersInInterpolation(at: range(close), isColon: close.kind == .colon)
    }
  }

  // MARK: - Blanks

  private func trimEnd(of pieces: inout [TemplatePiece]) {
    if case .literal(let text, let range)? = pieces.last {
      pieces[pieces.count - 1] = .literal(text.trimmingEnd, range)
    }
  }

  /// The pieces of a `<<-` heredoc without the indentation that all of its lines share. A line that does not start
  /// with literal text has none; a blank line does not count.
  private func withoutIndentation(_ pieces: [TemplatePiece]) -> [TemplatePiece] {
    var shared = Int.max
    var lineStarts: [Int] = []
    var isLineStart = true
    for (index, piece) in pieces.enumerated() {
      let wasLineStart = isLineStart
      isLineStart = false
      guard case .literal(let text, _) = piece else {
        if wasLineStart { shared = 0 }
        continue
      }
      isLineStart = text.utf8.last == UInt8(ascii: "\n")
      guard wasLineStart else { continue }
      let indentation = text.prefix { $0.isBlank }
      if indentation.endIndex == text.endIndex, isLineStart { continue }
      shared = min(shared, indentation.count)
      lineStarts.append(index)
    }
    var result = pieces
    for index in lineStarts {
      if case .literal(let text, let range) = result[index] {
        result[index] = .literal(String(text.dropFirst(shared)), range)
      }
    }
    return result
  }
}

extension String {
  /// The text without the white space it starts with, lines' ends included.
  fileprivate var trimmingStart: String { String(drop { $0.isBlank }) }

  /// The text without the white space it ends with, lines' ends included.
  fileprivate var trimmingEnd: String {
    var rest = self[...]
    while let last = rest.last, last.isBlank { rest.removeLast() }
    return String(rest)
  }
}

extension Character {
  /// Whether this is white space and nothing combined with it.
  fileprivate var isBlank: Bool {
    unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }
}
