internal import Diagnostics
internal import Values

extension Parser {
  /// Takes `[...]`, written out or made by a `for`.
  mutating func tuple() throws(SyntaxFailure) -> Expression {
    let open = read()
    return try skippingNewlines(true) { parser throws(SyntaxFailure) in
      if parser.isWord(parser.peek(), "for") { return .for(try parser.loop(open, closing: .closeBracket)) }
      var elements: [Expression] = []
      while parser.peek().kind != .closeBracket {
        elements.append(try parser.expression())
        let next = parser.peek()
        switch next.kind {
        case .closeBracket: break
        case .comma: parser.read()
        case .endOfFile: throw SyntaxFailure(.unterminatedTuple(at: parser.range(open)))
        default:
          throw SyntaxFailure(.missingItemSeparator(at: parser.range(next), context: parser.range(open, next)))
        }
      }
      return .tuple(elements, parser.range(open, parser.read()))
    }
  }

  /// Takes `{...}`, written out or made by a `for`.
  mutating func object() throws(SyntaxFailure) -> Expression {
    let open = read()
    let isLoop = try skippingNewlines(true) { parser throws(SyntaxFailure) in
      parser.isWord(parser.peek(), "for")
    }
    if isLoop {
      return try skippingNewlines(true) { parser throws(SyntaxFailure) in
        .for(try parser.loop(open, closing: .closeBrace))
      }
    }
    return try skippingNewlines(false) { parser throws(SyntaxFailure) in
      var items: [ObjectItem] = []
      items.reserveCapacity(4)
      while true {
        while parser.peek().kind == .newline { parser.read() }
        if let close = parser.read(.closeBrace) { return .object(items, parser.range(open, close)) }
        items.append(try parser.objectItem(open))
        let next = parser.peek()
        switch next.kind {
        case .closeBrace: break
        case .comma, .newline: parser.read()
        case .endOfFile: throw SyntaxFailure(.unterminatedObject(at: parser.range(open)))
        default:
          throw SyntaxFailure(.missingAttributeSeparator(at: parser.range(next), context: parser.range(open, next)))
        }
      }
    }
  }

  private mutating func objectItem(_ open: Token) throws(SyntaxFailure) -> ObjectItem {
    let first = peek()
    if first.kind == .identifier {
      // Nearly every key is a word with its sign right behind it.
      switch tokens[significant(from: position) + 1].kind {
      case .equal, .colon:
        let name = read()
        read()
        return ObjectItem(key: .name(text(name), range(name)), value: try expression())
      default: break
      }
    }
    let keyExpression = try expression()
    let next = peek()
    switch next.kind {
    case .equal, .colon: read()
    case .newline, .comma:
      throw SyntaxFailure(.missingAttributeValue(at: range(next), context: range(open, next)))
    case .identifier:
      throw SyntaxFailure(.missingKeySeparator(at: range(next), context: range(open, next), isAfterWord: true))
    case .endOfFile:
      throw SyntaxFailure(.unterminatedObject(at: range(open)))
    default:
      throw SyntaxFailure(.missingKeySeparator(at: range(next), context: range(open, next), isAfterWord: false))
    }
    let key: ObjectItem.Key
    switch keyExpression {
    case .traversal(let traversal) where traversal.steps.isEmpty: key = .name(traversal.root, traversal.rootRange)
    case .literal(_, let range) where first.kind == .identifier: key = .name(text(first), range)
    default: key = .expression(keyExpression)
    }
    return ObjectItem(key: key, value: try expression())
  }

  // MARK: - Loops

  /// The names and the collection of a loop.
  struct LoopHeader {
    let keyName: Name?
    let valueName: Name
    let collection: Expression
  }

  /// Takes what stands between `for` and the colon or the end of a directive. `problem` makes the error's message.
  mutating func loopHeader(
    of form: String, _ problem: (String, SourceRange) -> Diagnostic
  ) throws(SyntaxFailure) -> LoopHeader {
    var valueName = try loopName { problem("\(form) requires variable name after 'for'", $0) }
    var keyName: Name?
    if read(.comma) != nil {
      keyName = valueName
      valueName = try loopName { problem("\(form) requires value variable name after comma", $0) }
    }
    let next = peek()
    guard isWord(next, "in") else {
      let names = form == "For expression" ? "the 'in' keyword after its name declarations" : "'in' keyword after names"
      throw SyntaxFailure(problem("\(form) requires \(names)", range(next)))
    }
    read()
    return LoopHeader(keyName: keyName, valueName: valueName, collection: try expression())
  }

  private mutating func loopName(_ problem: (SourceRange) -> Diagnostic) throws(SyntaxFailure) -> Name {
    let next = peek()
    guard next.kind == .identifier else { throw SyntaxFailure(problem(range(next))) }
    read()
    return Name(text: text(next), range: range(next))
  }

  private mutating func loop(_ open: Token, closing: Token.Kind) throws(SyntaxFailure) -> For {
    read()
    let header = try loopHeader(of: "For expression") { .invalidFor($0, at: $1) }
    guard read(.colon) != nil else {
      throw SyntaxFailure(
        .invalidFor("For expression requires a colon after the collection expression", at: range(peek())))
    }
    var value = try expression()
    var key: Expression?
    if read(.fatArrow) != nil {
      key = value
      value = try expression()
    }
    let ellipsis = read(.ellipsis)
    var condition: Expression?
    if isWord(peek(), "if") {
      read()
      condition = try expression()
    }
    guard let close = read(closing) else {
      throw SyntaxFailure(.invalidFor("Extra characters after the end of the 'for' expression", at: range(peek())))
    }
    let result: For.Result
    switch (closing, key) {
    case (.closeBrace, let key?):
      result = .object(key: key, value: value, isGrouped: ellipsis != nil)
    case (.closeBrace, nil):
      throw SyntaxFailure(.invalidFor("Key expression is required when building an object", at: value.range))
    case (_, let key?):
      throw SyntaxFailure(.invalidFor("Key expression is not valid when building a tuple", at: key.range))
    case (_, nil):
      if let ellipsis {
        throw SyntaxFailure(
          .invalidFor("Grouping ellipsis (...) cannot be used when building a tuple", at: range(ellipsis)))
      }
      result = .tuple(value)
    }
    return For(
      keyName: header.keyName, valueName: header.valueName, collection: header.collection, result: result,
      condition: condition, openRange: range(open), closeRange: range(close))
  }
}
