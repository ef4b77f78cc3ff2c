import Diagnostics
import JSON

/// A diagnostic as Terraform's JSON has it: range, and a snippet with what to highlight.
package enum DiagnosticJSON {
  package static func document(_ diagnostic: Diagnostic, in sources: SourceMap) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = [
      ("severity", .string(diagnostic.severity.rawValue)), ("summary", .string(diagnostic.summary)),
      ("detail", .string(diagnostic.detailWithSuggestion)),
    ]
    if let address = diagnostic.address { members.append(("address", .string(address))) }
    if let subject = diagnostic.subject {
      members.append(("range", range(subject, in: sources)))
      let isSecret = sources[subject.file].holdsValues
      members.append(("snippet", isSecret ? .null : snippet(subject, in: sources)))
    }
    if let hint = diagnostic.hint { members.append(("hint", .string(hint))) }
    return .object(members)
  }

  private static func range(_ range: SourceRange, in sources: SourceMap) -> OrderedJSON {
    let file = sources[range.file]
    func position(_ offset: UInt32) -> OrderedJSON {
      let position = file.position(at: Int(offset))
      return ["line": .number(position.line), "column": .number(position.column), "byte": .number(position.byte)]
    }
    return ["filename": .string(file.name), "start": position(range.lower), "end": position(range.upper)]
  }

  /// The lines of a range; the offsets count bytes from the start of the first.
  private static func snippet(_ range: SourceRange, in sources: SourceMap) -> OrderedJSON {
    let file = sources[range.file]
    let first = file.position(at: Int(range.lower)).line
    let last = max(file.position(at: Int(range.upper)).line, first)
    // A range that ends at the start of a line has nothing on that line.
    let lines = (first...last).map { file.line($0) }
    let code = lines.joined(separator: "\n")
    let start = Int(range.lower) - lineStart(Int(range.lower), in: file)
    let end = min(start + Int(range.upper - range.lower), code.utf8.count)
    return [
      "context": context(of: first, in: file).map { .string($0) } ?? .null, "code": .string(code),
      "start_line": .number(first), "highlight_start_offset": .number(start),
      "highlight_end_offset": .number(max(end, start)), "values": [],
    ]
  }

  private static func lineStart(_ offset: Int, in file: SourceFile) -> Int {
    let end = min(offset, file.bytes.count)
    return (file.bytes[..<end].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
  }

  /// The header of the outermost block around a line: formatted or not, such a header starts its line.
  private static func context(of line: Int, in file: SourceFile) -> String? {
    for number in (1...max(line, 1)).reversed() {
      let text = file.line(number)
      guard let first = text.unicodeScalars.first, first.properties.isIDStart else {
        if text.hasPrefix("}"), number < line { return nil }
        continue
      }
      guard let brace = text.firstIndex(of: "{") else { return nil }
      let header = text[..<brace]
      return header.contains("=") ? nil : String(header.reversed().drop { $0 == " " }.reversed())
    }
    return nil
  }
}
