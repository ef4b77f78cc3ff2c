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
      text += wrapped(diagnostic.detail, indent: "  ")
    }
    if let hint = diagnostic.hint {
      text += wrapped("\(styled("hint", "1;36")): \(hint)", indent: "")
    }
    return text
  }

  private func snippet(_ range: SourceRange, note: String?, in sources: SourceMap) -> String {
    let file = sources[range.file]
    let start = file.position(at: Int(range.lower))
    let end = file.position(at: Int(range.upper))
    let line = file.line(start.line)
    let number = String(start.line)
    let margin = String(repeating: " ", count: number.count)
    let caretEnd = end.line == start.line ? max(end.column, start.column + 1) : max(line.count, start.column) + 1
    // A tab in the margin keeps the caret under its column however wide the terminal shows tabs.
    let lead = String(line.prefix(start.column - 1).map { $0 == "\t" ? "\t" : " " })
    let carets = String(repeating: "^", count: max(caretEnd - start.column, 1))
    var text = "\(margin) \(styled("-->", "34")) \(file.name):\(start.line):\(start.column)\n"
    text += "\(margin)  \(styled("|", "34"))\n"
    text += "\(number)  \(styled("|", "34")) \(line)\n"
    text += "\(margin)  \(styled("|", "34")) \(lead)\(styled(carets, "31"))\(note.map { " \($0)" } ?? "")\n"
    return text
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
