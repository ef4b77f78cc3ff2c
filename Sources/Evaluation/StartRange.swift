import Diagnostics
import Syntax
import Values

extension Evaluation {
  /// Where an expression starts to be what it is, which is what Terraform points at in a call: the opening bracket of
  /// a collection, the text of a string, the first operand.
  func startRange(of expression: Expression) -> SourceRange {
    switch expression {
    case .literal(.string, let range): textRange(range)
    case .literal(_, let range), .element(let range), .invalid(let range): range
    case .template(let template):
      template.isWrapper ? template.range : template.parts.first?.range ?? template.range
    case .traversal, .relative: expression.range
    case .index(let index): index.bracketRange.first
    case .splat(let splat): splat.markerRange
    case .call(let call): call.nameRange.joined(with: call.openRange)
    case .conditional(let conditional): startRange(of: conditional.condition)
    case .unary(let unary): unary.operatorRange
    case .binary(let binary): startRange(of: binary.left)
    case .tuple(_, let range), .object(_, let range): range.first
    case .for(let loop): loop.openRange
    case .parenthesized(let inner, _): startRange(of: inner)
    }
  }

  /// The text between the quotes; of an empty string the place after them.
  private func textRange(_ range: SourceRange) -> SourceRange {
    guard let file = evaluator.context.sources.file(range.file), Int(range.lower) < file.bytes.count,
      file.bytes[Int(range.lower)] == UInt8(ascii: "\""), range.upper - range.lower >= 2
    else { return range }
    if range.upper - range.lower == 2 { return range.end }
    return SourceRange(file: range.file, lower: Int(range.lower) + 1, upper: Int(range.upper) - 1)
  }
}

extension SourceRange {
  /// The first byte.
  fileprivate var first: SourceRange {
    SourceRange(file: file, lower: Int(lower), upper: min(Int(lower) + 1, Int(upper)))
  }
}

extension SourceMap {
  /// The file of a number, if this map has it.
  func file(_ id: FileID) -> SourceFile? {
    let files = all
    return Int(id.index) < files.count ? files[Int(id.index)] : nil
  }

  /// A range as Terraform writes it: `main.tf:2,27-32`; nil for a file that is not in this map.
  func span(of range: SourceRange) -> String? {
    guard let file = file(range.file) else { return nil }
    let start = file.position(at: Int(range.lower))
    let end = file.position(at: Int(range.upper))
    let tail = end.line == start.line ? "\(end.column)" : "\(end.line),\(end.column)"
    return "\(file.name):\(start.line),\(start.column)-\(tail)"
  }
}
