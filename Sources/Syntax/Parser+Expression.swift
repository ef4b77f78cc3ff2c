internal import Diagnostics
internal import Values

extension Parser {
  /// Takes one expression, as far as it goes.
  mutating func expression() throws(SyntaxFailure) -> Expression {
    try descending { parser throws(SyntaxFailure) in
      try parser.conditional()
    }
  }

  /// Runs a piece of the grammar one level deeper, and sees to it that neither the nesting nor the tree that comes out
  /// gets too high.
  mutating func descending<Result>(
    _ parse: (inout Parser) throws(SyntaxFailure) -> Result
  ) throws(SyntaxFailure) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.nestingMax else { throw SyntaxFailure(.nestingTooDeep(at: range(peek()))) }
    let outer = height
    height = 0
    let result = try parse(&self)
    height = max(outer, height + 1)
    return result
  }

  /// Counts a node on top of what has been read within this expression.
  mutating func grow() throws(SyntaxFailure) {
    height += 1
    guard height <= Parser.heightMax else { throw SyntaxFailure(.nestingTooDeep(at: range(peek()))) }
  }

  // MARK: - Operators

  private mutating func conditional() throws(SyntaxFailure) -> Expression {
    let condition = try binary(above: 0)
    guard read(.question) != nil else { return condition }
    let then = try expression()
    let colon = peek()
    guard colon.kind == .colon else {
      throw SyntaxFailure(
        .missingFalseExpression(at: range(colon), context: condition.range.joined(with: range(colon))))
    }
    read()
    let otherwise = try expression()
    return .conditional(Conditional(condition: condition, then: then, otherwise: otherwise))
  }

  /// Takes operands joined by operators that bind more tightly than a precedence; all group to the left.
  private mutating func binary(above precedence: Int) throws(SyntaxFailure) -> Expression {
    var left = try operand()
    while let (operation, own) = Parser.binaryOperator(peek().kind), own > precedence {
      let token = read()
      let right = try binary(above: own)
      try grow()
      left = .binary(Binary(operator: operation, operatorRange: range(token), left: left, right: right))
    }
    return left
  }

  private static func binaryOperator(_ kind: Token.Kind) -> (Binary.Operator, precedence: Int)? {
    switch kind {
    case .or: (.or, 1)
    case .and: (.and, 2)
    case .doubleEqual: (.equal, 3)
    case .bangEqual: (.notEqual, 3)
    case .greater: (.greater, 4)
    case .greaterEqual: (.greaterOrEqual, 4)
    case .less: (.less, 4)
    case .lessEqual: (.lessOrEqual, 4)
    case .plus: (.add, 5)
    case .minus: (.subtract, 5)
    case .star: (.multiply, 6)
    case .slash: (.divide, 6)
    case .percent: (.remainder, 6)
    default: nil
    }
  }

  /// Takes a term with the steps after it. A sign in front of it applies to all of that.
  private mutating func operand() throws(SyntaxFailure) -> Expression {
    let first = peek()
    switch first.kind {
    case .minus: return try unary(.negate)
    case .bang: return try unary(.not)
    default: return try steps(after: try term())
    }
  }

  private mutating func unary(_ operation: Unary.Operator) throws(SyntaxFailure) -> Expression {
    let token = read()
    let operand = try descending { parser throws(SyntaxFailure) in
      try parser.operand()
    }
    return .unary(Unary(operator: operation, operatorRange: range(token), operand: operand))
  }

  // MARK: - Terms

  private mutating func term() throws(SyntaxFailure) -> Expression {
    let first = peek()
    switch first.kind {
    case .identifier:
      return try word()
    case .number:
      read()
      let digits = Array(bytes[Int(first.lower)..<Int(first.upper)])
      guard let number = Number(decimal: digits) else {
        throw SyntaxFailure(.invalidNumber(at: range(first)))
      }
      return .literal(.number(number), range(first))
    case .openQuote, .openHeredoc:
      return try template()
    case .openBracket:
      return try tuple()
    case .openBrace:
      return try object()
    case .openParen:
      return try parenthesized()
    default:
      throw SyntaxFailure(.invalidExpression(at: range(first)))
    }
  }

  private mutating func word() throws(SyntaxFailure) -> Expression {
    let name = read()
    switch peek().kind {
    case .openParen, .doubleColon: return .call(try call(named: name))
    default: break
    }
    if isWord(name, "true") { return .literal(.bool(true), range(name)) }
    if isWord(name, "false") { return .literal(.bool(false), range(name)) }
    if isWord(name, "null") { return .literal(.null(.dynamic), range(name)) }
    return .traversal(Traversal(root: text(name), rootRange: range(name)))
  }

  private mutating func parenthesized() throws(SyntaxFailure) -> Expression {
    let open = read()
    let (inner, close) = try skippingNewlines(true) { parser throws(SyntaxFailure) in
      let inner = try parser.expression()
      let close = parser.peek()
      guard close.kind == .closeParen else {
        throw SyntaxFailure(
          .unbalancedParentheses(at: parser.range(close), context: parser.range(open, close)))
      }
      return (inner, parser.read())
    }
    return .parenthesized(inner, range(open, close))
  }

  private mutating func call(named first: Token) throws(SyntaxFailure) -> Call {
    var name = text(first)
    var last = first
    while read(.doubleColon) != nil {
      last = read()
      guard last.kind == .identifier else {
        throw SyntaxFailure(.missingFunctionName(at: range(last), context: range(first, last)))
      }
      name += "::" + text(last)
    }
    let open = read()
    guard open.kind == .openParen else {
      throw SyntaxFailure(.missingOpenParenthesis(at: range(open), context: range(first, open)))
    }
    return try skippingNewlines(true) { parser throws(SyntaxFailure) in
      var arguments: [Expression] = []
      var expansion: Token?
      while parser.peek().kind != .closeParen {
        arguments.append(try parser.expression())
        let separator = parser.peek()
        if separator.kind == .closeParen { break }
        parser.read()
        switch separator.kind {
        case .comma: continue
        case .ellipsis where parser.peek().kind == .closeParen: expansion = separator
        case .ellipsis:
          throw SyntaxFailure(
            .missingClosingParenthesis(at: parser.range(separator), context: parser.range(first, separator)))
        case .endOfFile:
          throw SyntaxFailure(.unterminatedCall(at: parser.range(first, open)))
        default:
          throw SyntaxFailure(
            .missingArgumentSeparator(at: parser.range(separator), context: parser.range(first, separator)))
        }
      }
      let close = parser.read()
      return Call(
        name: name, nameRange: parser.range(first, last), arguments: arguments,
        expansionRange: expansion.map { parser.range($0) }, openRange: parser.range(open),
        closeRange: parser.range(close))
    }
  }
}
