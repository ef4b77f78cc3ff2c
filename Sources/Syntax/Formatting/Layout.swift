/// Tokens as lines, each cut into columns that can be aligned with those of its neighbours.
struct Layout {
  /// One line as ranges of tokens: what leads, from the `=` on if the value ends on the line, and the last comment.
  private struct Line {
    var lead: Range<Int>
    var assign: Range<Int>?
    var comment: Int?
  }

  private(set) var tokens: [FormatToken]
  private let lines: [Line]

  init(_ tokens: [FormatToken]) {
    self.tokens = tokens
    var lines: [Line] = []
    var start = 0
    for index in tokens.indices where tokens[index].endsLine || index == tokens.count - 1 {
      lines.append(Self.line(start..<index + 1, of: tokens))
      start = index + 1
    }
    self.lines = lines
  }

  private static func line(_ range: Range<Int>, of tokens: [FormatToken]) -> Line {
    var line = Line(lead: range)
    let last = range.upperBound - 1
    if range.count > 1, tokens[last].kind == .comment {
      line.comment = last
      line.lead = range.lowerBound..<last
    }
    // Only a value that ends on the line makes a column; one that opens brackets is the start of something larger.
    if let equal = line.lead.dropFirst().first(where: { tokens[$0].kind == .equal }) {
      let assign = equal..<line.lead.upperBound
      if tokens[assign].reduce(0, { $0 + $1.bracketChange }) == 0 {
        line.assign = assign
        line.lead = line.lead.lowerBound..<equal
      }
    }
    return line
  }

  // MARK: - Passes

  /// Sets the spaces at the start of each line, by the brackets that are open there.
  ///
  /// Brackets that open on one line together make one step, and it is taken back where as many have been closed.
  mutating func indent() {
    var steps: [Int] = []
    for line in lines {
      let first = line.lead.lowerBound
      if tokens[first].kind == .newline {
        tokens[first].spaces = 0
        continue
      }
      let change = bracketChange(line.lead) + (line.assign.map(bracketChange) ?? 0)
      if change > 0 {
        tokens[first].spaces = 2 * steps.count
        steps.append(change)
        continue
      }
      var closed = -change
      while closed > 0, let open = steps.popLast() {
        if closed < open { steps.append(open - closed) }
        closed -= min(open, closed)
      }
      tokens[first].spaces = 2 * steps.count
    }
  }

  /// The change up to the text of a heredoc, if there is one.
  private func bracketChange(_ range: Range<Int>) -> Int {
    var change = 0
    for token in tokens[range] {
      change += token.bracketChange
      if token.kind == .openHeredoc { break }
    }
    return change
  }

  /// Sets the spaces between the tokens of each column.
  mutating func space() {
    for line in lines {
      space(line.lead)
      if let assign = line.assign { space(assign) }
    }
  }

  private mutating func space(_ range: Range<Int>) {
    for index in range.dropLast() {
      let before = index > range.lowerBound ? tokens[index - 1].kind : nil
      tokens[index + 1].spaces = needsSpace(after: tokens[index], before: tokens[index + 1], following: before) ? 1 : 0
    }
  }

  /// Sets the spaces before the columns, so that those of successive lines start below each other.
  mutating func align() {
    var assigned: [Line] = []
    for line in lines {
      if line.assign != nil {
        assigned.append(line)
      } else {
        alignAssignments(assigned)
        assigned = []
      }
    }
    alignAssignments(assigned)
    var commented: [Line] = []
    for line in lines {
      if line.comment != nil {
        commented.append(line)
      } else {
        alignComments(commented)
        commented = []
      }
    }
    alignComments(commented)
  }

  private mutating func alignAssignments(_ lines: [Line]) {
    let widths = lines.map { columns($0.lead) }
    let width = widths.max() ?? 0
    for (line, own) in zip(lines, widths) {
      if let assign = line.assign { tokens[assign.lowerBound].spaces = width - own + 1 }
    }
  }

  private mutating func alignComments(_ lines: [Line]) {
    let widths = lines.map { columns($0.lead) + ($0.assign.map(columns) ?? 0) }
    let width = widths.max() ?? 0
    for (line, own) in zip(lines, widths) {
      if let comment = line.comment { tokens[comment].spaces = width - own + 1 }
    }
  }

  private func columns(_ range: Range<Int>) -> Int {
    tokens[range].reduce(0) { $0 + $1.columns }
  }
}
