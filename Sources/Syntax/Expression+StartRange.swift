package import Diagnostics
internal import Values

extension Expression {
  /// Where an expression starts to be what it is, which is what Terraform points at in a call: the opening bracket of
  /// a collection, the text of a string, the first operand.
  ///
  /// - Parameter textRange: the text of a plain string, from the range of all of it; without the quotes if absent.
  package func startRange(
    textRange: (SourceRange) -> SourceRange = { $0.withoutQuotes }
  ) -> SourceRange {
    switch self {
    case .literal(.string, let range): textRange(range)
    case .literal(_, let range), .element(let range), .invalid(let range): range
    case .template(let template):
      template.isWrapper ? template.range : template.parts.first?.range ?? template.range
    case .traversal, .relative: range
    case .index(let index): index.bracketRange.first
    case .splat(let splat): splat.markerRange
    case .call(let call): call.nameRange.joined(with: call.openRange)
    case .conditional(let conditional): conditional.condition.startRange(textRange: textRange)
    case .unary(let unary): unary.operatorRange
    case .binary(let binary): binary.left.startRange(textRange: textRange)
    case .tuple(_, let range), .object(_, let range): range.first
    case .for(let loop): loop.openRange
    case .parenthesized(let inner, _): inner.startRange(textRange: textRange)
    }
  }
}

extension SourceRange {
  /// What stands between the quotes of a quoted string; of an empty one the place after them.
  package var withoutQuotes: SourceRange {
    if upper - lower <= 2 { return end }
    return SourceRange(file: file, lower: Int(lower) + 1, upper: Int(upper) - 1)
  }

  /// The first byte.
  fileprivate var first: SourceRange {
    SourceRange(file: file, lower: Int(lower), upper: min(Int(lower) + 1, Int(upper)))
  }
}
