/// Whether a space stands between two neighbours on a line; `before` is what comes ahead of both, if anything does.
func needsSpace(after left: FormatToken, before right: FormatToken, following before: Token.Kind?) -> Bool {
  switch (left.kind, right.kind) {
  case (_, .newline): false
  // Names of functions, and attributes.
  case (.identifier, .openParen), (.identifier, .doubleColon), (.doubleColon, .identifier): false
  // With nothing between them, two indices in the old form would be one number.
  case (.dot, .number) where before == .number: true
  case (.dot, .identifier) where before == .number && right.isExponent: true
  case (.dot, _), (_, .dot): false
  case (_, .comma), (_, .ellipsis): false
  case (.comma, _): true
  // The text of a template is not ours to change.
  case (.quotedText, _), (.text, _), (.openQuote, _), (.openHeredoc, _): false
  case (_, .quotedText), (_, .text), (_, .closeQuote), (_, .closeHeredoc): false
  // `for x in [1]`, where `in` is no name with an index.
  case (.identifier, _) where before == .identifier && left.isIn: true
  case (_, .openBracket) where left.kind == .identifier || left.kind == .number || left.bracketChange < 0: false
  case (.bang, _): false
  case (.minus, _): !startsOperand(before)
  case (.openBrace, .closeBrace): false
  case (.openBrace, _), (_, .closeBrace): true
  // An object alone in a sequence keeps its braces apart from those of the sequence.
  case (.interpolation, .openBrace), (.directive, .openBrace), (.closeBrace, .sequenceEnd): true
  case (.sequenceEnd, .interpolation), (.sequenceEnd, .directive): false
  default: left.bracketChange <= 0 && right.bracketChange >= 0
  }
}

/// Whether an operand starts after a token, so that a minus there is a sign.
private func startsOperand(_ before: Token.Kind?) -> Bool {
  switch before {
  case nil, .openParen, .openBrace, .openBracket, .equal, .colon, .comma, .question: true
  case .plus, .star, .slash, .percent, .minus: true
  case .doubleEqual, .bangEqual, .greater, .greaterEqual, .less, .lessEqual: true
  case .and, .or, .bang: true
  default: false
  }
}
