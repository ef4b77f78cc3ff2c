internal import Diagnostics
internal import Values

extension Parser {
  mutating func wholeBody() -> SyntaxBody {
    var items = BodyItems()
    parseItems(into: &items, until: .endOfFile, openRange: range(0, 0))
    return SyntaxBody(items: items.all, range: range(0, bytes.count), endRange: range(bytes.count, bytes.count))
  }

  /// The items of one body, with what is needed to find an argument that is given twice.
  private struct BodyItems {
    /// Up to here a look at each item is quicker than a dictionary.
    private static let fewMax = 8

    var all: [SyntaxBody.Item] = []
    /// Where the arguments are, once there are more than a few items.
    private var ranges: [String: SourceRange] = [:]

    /// Where an argument of this name is already.
    mutating func range(of name: String) -> SourceRange? {
      if all.count > Self.fewMax {
        if ranges.isEmpty { for case .argument(let argument) in all { note(argument) } }
        return ranges[name]
      }
      for case .argument(let argument) in all where argument.name == name { return argument.nameRange }
      return nil
    }

    /// Adds an argument whose name is new.
    mutating func append(_ argument: Argument) {
      all.append(.argument(argument))
      if !ranges.isEmpty { note(argument) }
    }

    private mutating func note(_ argument: Argument) { ranges[argument.name] = argument.nameRange }
  }

  /// Takes items and the token that closes the body, which is returned; nil if the file ends before it.
  @discardableResult
  private mutating func parseItems(
    into items: inout BodyItems, until end: Token.Kind, openRange: SourceRange
  ) -> Token? {
    while true {
      let next = peek()
      if diagnostics.areTooMany { return giveUp(at: next) }
      switch next.kind {
      case end:
        return read()
      case .newline:
        read()
      case .identifier:
        parseItem(into: &items, isAlone: false)
      case .endOfFile:
        if !isLost { diagnostics.append(.unclosedBlock(openedAt: openRange)) }
        // The blocks around are open too, for the same reason.
        isLost = true
        return nil
      default:
        if !followsFailure {
          let isQuoted = next.kind == .openQuote
          diagnostics.append(isQuoted ? .quotedArgumentName(at: range(next)) : .itemRequired(at: range(next)))
        }
        skipItem(from: position)
      }
    }
  }

  /// Leaves the rest of the file unread, as there are too many mistakes in it.
  private mutating func giveUp(at next: Token) -> Token? {
    if !isLost { diagnostics.append(.tooMany(at: range(next))) }
    isLost = true
    position = tokens.count - 1
    return nil
  }

  /// Takes one argument or block. `isAlone`: it shares its line with the braces of the block that it is in.
  private mutating func parseItem(into items: inout BodyItems, isAlone: Bool) {
    let start = position
    let name = read()
    followsFailure = false
    do throws(SyntaxFailure) {
      switch peek().kind {
      case .equal:
        // The argument is there even if its value is not: its absence would be reported a second time.
        let equals = range(read())
        var value = Expression.invalid(equals.end)
        defer { add(name, equals, value, to: &items) }
        height = 0
        value = try expression()
        if !isAlone { try endOfArgument(named: name) }
      case .openQuote, .openBrace, .identifier:
        if isAlone { throw SyntaxFailure(.argumentRequired(named: text(name), at: range(name, peek()))) }
        items.all.append(.block(try block(ofType: name)))
      default:
        throw SyntaxFailure(.itemRequired(at: range(name), isAfterName: true))
      }
      // A block may end after an item of its own that failed.
      followsFailure = false
    } catch {
      diagnostics.append(error.diagnostic)
      skipItem(from: start)
      followsFailure = true
    }
    skipsNewlines = false
  }

  private mutating func add(_ name: Token, _ equals: SourceRange, _ value: Expression, to items: inout BodyItems) {
    let argument = Argument(name: text(name), nameRange: range(name), equalsRange: equals, expression: value)
    if let first = items.range(of: argument.name) {
      diagnostics.append(.argumentRedefined(argument.name, at: argument.nameRange, firstAt: first))
    } else {
      items.append(argument)
    }
  }

  private mutating func endOfArgument(named name: Token) throws(SyntaxFailure) {
    let next = peek()
    switch next.kind {
    case .newline: read()
    case .endOfFile: break
    case .comma: throw SyntaxFailure(.commaAfterArgument(at: range(next), context: range(name, next)))
    default: throw SyntaxFailure(.missingNewlineAfterArgument(at: range(next), context: range(name, next)))
    }
  }

  // MARK: - Blocks

  private mutating func block(ofType type: Token) throws(SyntaxFailure) -> SyntaxBlock {
    var labels: [SyntaxBlock.Label] = []
    labels.reserveCapacity(2)
    while true {
      let next = peek()
      switch next.kind {
      case .identifier:
        read()
        labels.append(SyntaxBlock.Label(text: text(next), range: range(next)))
      case .openQuote:
        labels.append(try quotedLabel())
      case .openBrace:
        return try block(ofType: type, labels: labels)
      default:
        diagnostics.append(.invalidBlockHeader(next.kind, at: range(next), context: range(type, next)))
        skipItem(from: position)
        // Half a block is better than none: what else is wrong with it can still be told.
        let end = range(Int(next.lower), Int(next.lower))
        return SyntaxBlock(
          type: text(type), typeRange: range(type), labels: labels,
          body: SyntaxBody(items: [], range: end, endRange: end), openRange: end, closeRange: end)
      }
    }
  }

  /// Takes what follows the labels of a block: the braces and what is in them, and the end of the line.
  private mutating func block(
    ofType type: Token, labels: [SyntaxBlock.Label]
  ) throws(SyntaxFailure) -> SyntaxBlock {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.nestingMax else { throw SyntaxFailure(.nestingTooDeep(at: range(type))) }
    let open = read()
    var items = BodyItems()
    let isOneLine: Bool
    switch peek().kind {
    case .newline, .endOfFile, .closeBrace: isOneLine = false
    default:
      isOneLine = true
      parseLoneArgument(into: &items)
    }
    let close = parseItems(into: &items, until: .closeBrace, openRange: range(open))
    let end = close ?? tokens[tokens.count - 1]
    let block = SyntaxBlock(
      type: text(type), typeRange: range(type), labels: labels,
      body: SyntaxBody(
        items: items.all, range: range(open, end), endRange: range(Int(end.lower), Int(end.lower)),
        isOneLine: isOneLine),
      openRange: range(open), closeRange: range(end))
    let next = peek()
    switch next.kind {
    case .newline: read()
    case .endOfFile: break
    default:
      diagnostics.append(.missingNewlineAfterBlock(at: range(next), context: range(type, next)))
      skipItem(from: position)
    }
    return block
  }

  /// Takes the only argument of a block that is written on one line. What follows that should not is reported and, as
  /// far as it can be, read as if the block had several lines.
  private mutating func parseLoneArgument(into items: inout BodyItems) {
    let reportedCount = diagnostics.count
    let first = peek()
    if first.kind == .identifier {
      parseItem(into: &items, isAlone: true)
    } else {
      diagnostics.append(.itemRequired(at: range(first)))
      skipItem(from: position)
    }
    let next = peek()
    guard next.kind != .closeBrace, next.kind != .endOfFile, diagnostics.count == reportedCount else { return }
    diagnostics.append(.invalidSingleArgumentBlock(next.kind, at: range(next)))
    skipItem(from: position)
  }

  /// Takes a quoted label; sequences are not allowed in it.
  private mutating func quotedLabel() throws(SyntaxFailure) -> SyntaxBlock.Label {
    let open = read()
    var label = ""
    while true {
      let next = read()
      switch next.kind {
      case .closeQuote:
        return SyntaxBlock.Label(text: label.normalized, range: range(open, next))
      case .quotedText:
        label += literalText(next)
      case .interpolation, .directive:
        throw SyntaxFailure(.sequenceInLabel(at: range(next), context: range(open, next)))
      default:
        throw SyntaxFailure(.unterminatedLabel(at: range(next), context: range(open, next)))
      }
    }
  }

  // MARK: - Recovery

  /// Goes to where the item whose first token is at `start` most likely ends: behind the line's end outside all
  /// brackets that opened in it, or before a closing brace that none of them explains.
  mutating func skipItem(from start: Int) {
    var open = OpenBrackets()
    var index = start
    while true {
      let kind = tokens[index].kind
      switch kind {
      case .endOfFile:
        isLost = isLost || !open.isEmpty
        position = index
        return
      case .newline where open.isEmpty || (open.areRound && startsArgument(after: index)):
        position = index + 1
        return
      case .closeBrace where index > start && depth > 0 && !open.contains(.brace):
        position = index
        return
      default:
        open.take(kind)
        index += 1
      }
    }
  }

  /// Whether the line after a newline starts as an argument does, which nothing in parentheses or brackets can.
  private func startsArgument(after index: Int) -> Bool {
    index + 2 < tokens.count && tokens[index + 1].kind == .identifier && tokens[index + 2].kind == .equal
  }
}

/// The brackets that are open at a place, where they may be badly matched.
private struct OpenBrackets {
  enum Shape: Int, CaseIterable {
    case brace, bracket, paren, quote, heredoc, sequence
  }

  private var stack: [Shape] = []
  // So that neither question below needs a walk over the stack, which may be as long as the file.
  private var counts = Array(repeating: 0, count: Shape.allCases.count)

  var isEmpty: Bool { stack.isEmpty }

  func contains(_ shape: Shape) -> Bool { counts[shape.rawValue] > 0 }

  /// Whether all of them are parentheses and square brackets.
  var areRound: Bool { counts[Shape.paren.rawValue] + counts[Shape.bracket.rawValue] == stack.count }

  /// Opens what a token opens; or closes what it closes, and all that was opened since.
  mutating func take(_ kind: Token.Kind) {
    switch kind {
    case .openBrace: push(.brace)
    case .openBracket: push(.bracket)
    case .openParen: push(.paren)
    case .openQuote: push(.quote)
    case .openHeredoc: push(.heredoc)
    case .interpolation, .directive: push(.sequence)
    case .closeBrace: pop(.brace)
    case .closeBracket: pop(.bracket)
    case .closeParen: pop(.paren)
    case .closeQuote: pop(.quote)
    case .closeHeredoc: pop(.heredoc)
    case .sequenceEnd: pop(.sequence)
    default: break
    }
  }

  private mutating func push(_ shape: Shape) {
    stack.append(shape)
    counts[shape.rawValue] += 1
  }

  private mutating func pop(_ shape: Shape) {
    guard contains(shape) else { return }
    while let last = stack.popLast() {
      counts[last.rawValue] -= 1
      if last == shape { return }
    }
  }
}
