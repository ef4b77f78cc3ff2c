internal import Diagnostics
internal import Values

extension Parser {
  /// Takes attributes, indices and splats that follow something.
  mutating func steps(after source: Expression) throws(SyntaxFailure) -> Expression {
    switch peek().kind {
    case .dot, .openBracket: break
    default: return source
    }
    var result = source
    // Gathered, since a step at a time would copy all those before it.
    var written: [TraversalStep] = []
    written.reserveCapacity(3)
    while true {
      switch peek().kind {
      case .dot:
        let dot = read()
        if peek().kind == .star {
          result = try attributeSplat(of: result.appending(written), dot)
          written = []
        } else {
          written.append(try dottedName(after: dot))
        }
      case .openBracket:
        let (key, brackets) = try bracketedKey()
        if case .literal(let value, _)? = key {
          written.append(.index(value, brackets))
          continue
        }
        let collection = result.appending(written)
        written = []
        try grow()
        if let key {
          result = .index(Index(collection: collection, key: key, bracketRange: brackets))
        } else {
          let each = try descending { parser throws(SyntaxFailure) in
            try parser.steps(after: .element(brackets))
          }
          result = .splat(Splat(source: collection, kind: .full, each: each, markerRange: brackets))
        }
      default:
        return result.appending(written)
      }
    }
  }

  /// Takes the star of `.*` and the names and numbers after it, which alone go into the elements: an index applies to
  /// the whole result.
  private mutating func attributeSplat(of source: Expression, _ dot: Token) throws(SyntaxFailure) -> Expression {
    let marker = range(dot, read())
    var written: [TraversalStep] = []
    while let dot = read(.dot) {
      if peek().kind == .star { throw SyntaxFailure(.nestedSplat(at: range(peek()))) }
      written.append(try dottedName(after: dot))
    }
    try grow()
    let each = Expression.element(marker).appending(written)
    return .splat(Splat(source: source, kind: .attribute, each: each, markerRange: marker))
  }

  /// Takes a name, or a number as in the old `list.0`.
  private mutating func dottedName(after dot: Token) throws(SyntaxFailure) -> TraversalStep {
    let next = peek()
    switch next.kind {
    case .identifier:
      read()
      return .attribute(text(next), range(dot, next))
    case .number:
      read()
      let digits = text(next)
      // `a.0.1` reads as `a` and the number 0.1.
      guard digits.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
        let number = Number(decimal: digits)
      else { throw SyntaxFailure(.invalidLegacyIndex(digits, at: range(next))) }
      return .index(.number(number), range(dot, next))
    default:
      throw SyntaxFailure(.invalidAttributeName(at: range(next)))
    }
  }

  /// Takes `[key]`, or `[*]`, which has no key.
  private mutating func bracketedKey() throws(SyntaxFailure) -> (key: Expression?, brackets: SourceRange) {
    let open = read()
    // A star on a line of its own is none of a splat's.
    let isSplat = peek().kind == .star
    return try skippingNewlines(true) { parser throws(SyntaxFailure) in
      if isSplat {
        parser.read()
        let close = parser.read()
        guard close.kind == .closeBracket else {
          throw SyntaxFailure(.missingCloseBracketOnSplat(at: parser.range(close)))
        }
        return (nil, parser.range(open, close))
      }
      let key = try parser.expression()
      guard let close = parser.read(.closeBracket) else {
        // The place is that of the bracket which ends the index after all, or of the file's end.
        throw SyntaxFailure(.missingCloseBracketOnIndex(at: parser.range(parser.nextCloseBracket)))
      }
      return (key, parser.range(open, close))
    }
  }

  private var nextCloseBracket: Token {
    var nesting = 0
    for token in tokens[position...] {
      switch token.kind {
      case .openBracket: nesting += 1
      case .closeBracket where nesting == 0: return token
      case .closeBracket: nesting -= 1
      default: break
      }
    }
    return tokens[tokens.count - 1]
  }

  /// Takes a whole text as a name with attributes and written-out indices.
  mutating func traversalAlone() throws(SyntaxFailure) -> Traversal {
    let first = peek()
    guard first.kind == .identifier else { throw SyntaxFailure(.nameRequired(at: range(first))) }
    read()
    let path = try steps(after: .traversal(Traversal(root: text(first), rootRange: range(first))))
    let next = peek()
    guard next.kind == .endOfFile else { throw SyntaxFailure(.extraCharactersAfterReference(at: range(next))) }
    guard case .traversal(let traversal) = path else { throw SyntaxFailure(.computedReference(at: path.range)) }
    return traversal
  }
}

extension Expression {
  /// The expression with further written-out steps.
  fileprivate func appending(_ further: [TraversalStep]) -> Expression {
    guard !further.isEmpty else { return self }
    return switch self {
    case .traversal(let traversal):
      .traversal(
        Traversal(
          root: traversal.root, rootRange: traversal.rootRange,
          steps: traversal.steps.isEmpty ? further : traversal.steps + further))
    case .relative(let source, let steps): .relative(source, steps + further)
    default: .relative(self, further)
    }
  }
}
