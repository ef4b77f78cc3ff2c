/// Shows diagnostics to people: summary, place, the line with a caret, the reason, the next step.
package struct DiagnosticRenderer: Sendable {
  /// Whether to use terminal colours.
  package let isColored: Bool
  /// The columns that prose may fill; snippets are not wrapped.
  package let width: Int

  package init(isColored: Bool = false, width: Int = 100) {
    self.isColored = isColored
    self.width = max(width, 40)
  }

  /// The diagnostics as text, sorted by place, with an empty line after each.
  package func render(_ diagnostics: [Diagnostic], in sources: SourceMap) -> String {
    diagnostics.sorted(in: sources).map { render($0, in: sources) + "\n" }.joined()
  }

  /// One diagnostic as text, ending with a newline.
  package func render(_ diagnostic: Diagnostic, in sources: SourceMap) -> String {
    var text = ""
    let kind = diagnostic.severity == .error ? styled("error", "1;31") : styled("warning", "1;33")
    text += "\(kind): \(styled(diagnostic.summary, "1"))\n"
    if let subject = diagnostic.subject {
      text += snippet(subject, note: nil, in: sources)
    }
    for label in diagnostic.labels {
      text += snippet(label.range, note: label.text, in: sources)
    }
    if let address = diagnostic.address {
      text += "  in \(address)\n"
    }
    if !diagnostic.detail.isEmpty {
      text += wrapped(harmless(shortened(diagnostic.detail)), indent: "  ")
    }
    if let hint = diagnostic.hint {
      text += wrapped("\(styled("hint", "1;36")): \(harmless(shortened(hint)))", indent: "")
    }
    return text
  }

  /// Prose as far as anyone reads it: a name in it may have any length.
  private func shortened(_ text: String) -> String {
    guard text.utf8.count > Self.proseBytesMax else { return text }
    return String(text.unicodeScalars.prefix(Self.proseBytesMax)) + "…"
  }

  private static let proseBytesMax = 20_000

  /// Text from files and servers without what would steer the terminal.
  private func harmless(_ text: String) -> String {
    let isHarmless = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    if isHarmless { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isControl =
            scalar.value < 0x20 && scalar != "\t" && scalar != "\n" || (0x7F...0x9F).contains(scalar.value)
          return isControl ? "\u{FFFD}" : scalar
        }))
  }

  private func snippet(_ range: SourceRange, note: String?, in sources: SourceMap) -> String {
    let file = sources[range.file]
    let start = file.position(at: Int(range.lower))
    let end = file.position(at: Int(range.upper))
    let line = harmless(file.line(start.line))
    let number = String(start.line)
    let margin = String(repeating: " ", count: number.count)
    // Values may be secret, and nothing tells which before the file is understood: the place has to do.
    if file.holdsValues { return "\(margin) \(styled("-->", "34")) \(file.name):\(start.line):\(start.column)\n" }
    let piece = piece(of: line, from: start.column - 1, to: end.line == start.line ? end.column - 1 : nil)
    // A tab in the margin keeps the caret under its column however wide the terminal shows tabs.
    let lead = piece.before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.displayWidth) }.joined()
    let carets = String(repeating: "^", count: max(piece.subject.displayWidth, 1))
    let shown = piece.before + piece.subject + piece.after
    var text = "\(margin) \(styled("-->", "34")) \(harmless(file.name)):\(start.line):\(start.column)\n"
    text += "\(margin)  \(styled("|", "34"))\n"
    text += "\(number)  \(styled("|", "34")) \(shown)\n"
    text += "\(margin)  \(styled("|", "34")) \(lead)\(styled(carets, "31"))\(note.map { " \($0)" } ?? "")\n"
    return text
  }

  /// The columns that are shown on each side of what is wrong, and of it.
  private static let columnsMax = 120

  /// A line in three parts, of which the middle one is to be underlined; what is too far away, or too much, is left
  /// out, for a line may have any length.
  private func piece(of line: String, from lower: Int, to upper: Int?) -> (
    before: String, subject: String, after: String
  ) {
    let limit = Self.columnsMax
    let start = line.index(line.startIndex, offsetBy: lower, limitedBy: line.endIndex) ?? line.endIndex
    let end =
      upper.flatMap { line.index(start, offsetBy: max($0 - lower, 0), limitedBy: line.endIndex) } ?? line.endIndex
    var before = String(line[..<start])
    if lower > limit { before = "…" + line[..<start].suffix(limit - 1) }
    var subject = String(line[start..<end])
    var after = String(line[end...])
    if let cut = line.index(start, offsetBy: limit, limitedBy: end), cut < end {
      subject = line[start..<cut] + "…"
      after = ""
    } else if let cut = line.index(end, offsetBy: limit, limitedBy: line.endIndex), cut < line.endIndex {
      after = line[end..<cut] + "…"
    }
    return (before, subject, after)
  }

  private func wrapped(_ prose: String, indent: String) -> String {
    prose.split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
      // A line that is indented already is a list or a piece of code: it stays as it is.
      if paragraph.first == " " || paragraph.isEmpty { return indent + paragraph + "\n" }
      var lines = ""
      var line = indent
      for word in paragraph.split(separator: " ") {
        if line.count > indent.count, line.count + 1 + word.count > width {
          lines += line + "\n"
          line = indent
        }
        line += (line.count > indent.count ? " " : "") + word
      }
      return lines + line + "\n"
    }.joined()
  }

  private func styled(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
