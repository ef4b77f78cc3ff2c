import Diagnostics
import Syntax

extension Evaluation {
  /// Where an expression starts to be what it is.
  func startRange(of expression: Expression) -> SourceRange {
    expression.startRange { range in
      guard let file = evaluator.context.sources.file(range.file), Int(range.lower) < file.bytes.count,
        file.bytes[Int(range.lower)] == UInt8(ascii: "\""), range.upper - range.lower >= 2
      else { return range }
      return range.withoutQuotes
    }
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
