/// Tokens as lines, each cut into columns that can be aligned with those of its neighbours.
struct Layout {
  /// One line as ranges of tokens: what leads, from the `=` on if the value ends on the line, and the last comment.
  ///
  /// Kept as four small numbers, since a large file may have millions of lines.
  private struct Line {
    private let lower: UInt32
    private let leadEnd: UInt32
    /// As far as ``leadEnd`` where there is none.
    private let assignEnd: UInt32
    private let hasComment: Bool

    init(lead: Range<Int>, assignEnd: Int, hasComment: Bool) {
      lower = UInt32(clamping: lead.lowerBound)
      leadEnd = UInt32(clamping: lead.upperBound)
      self.assignEnd = UInt32(clamping: assignEnd)
      self.hasComment = hasComment
    }

    var lead: Range<Int> { Int(lower)..<Int(leadEnd) }
    var assign: Range<Int>? { assignEnd > leadEnd ? Int(leadEnd)..<Int(assignEnd) : nil }
    var comment: Int? { hasComment ? Int(assignEnd) : nil }
  }

  private(set) var tokens: [FormatToken]
  private let text: [UInt8]
  private let lines: [Line]

  /// - Parameter text: where the tokens are.
  init(_ tokens: consuming [FormatToken], of text: [UInt8]) {
    var lines: [Line] = []
    var start = 0
    for index in tokens.indices where tokens[index].endsLine || index == tokens.count - 1 {
      lines.append(Self.line(start..<index + 1, of: tokens))
      start = index + 1
    }
    self.lines = lines
    self.tokens = tokens
    self.text = text
  }

  private static func line(_ range: Range<Int>, of tokens: [FormatToken]) -> Line {
    let hasComment = range.count > 1 && tokens[range.upperBound - 1].kind == .comment
    let end = hasComment ? range.upperBound - 1 : range.upperBound
    let lead = range.lowerBound..<end
    // Only a value that ends on the line makes a column; one that opens brackets is the start of something larger.
    if let equal = lead.dropFirst().first(where: { tokens[$0].kind == .equal }),
      tokens[equal..<end].reduce(0, { $0 + $1.bracketChange }) == 0
    {
      return Line(lead: lead.lowerBound..<equal, assignEnd: end, hasComment: hasComment)
    }
    return Line(lead: lead, assignEnd: end, hasComment: hasComment)
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
    if lines.isEmpty { return }
    let widths = lines.map { columns($0.lead) }
    let width = widths.max() ?? 0
    for (line, own) in zip(lines, widths) {
      if let assign = line.assign { tokens[assign.lowerBound].spaces = width - own + 1 }
    }
  }

  private mutating func alignComments(_ lines: [Line]) {
    if lines.isEmpty { return }
    let widths = lines.map { columns($0.lead) + ($0.assign.map(columns) ?? 0) }
    let width = widths.max() ?? 0
    for (line, own) in zip(lines, widths) {
      if let comment = line.comment { tokens[comment].spaces = width - own + 1 }
    }
  }

  private func columns(_ range: Range<Int>) -> Int {
    tokens[range].reduce(0) { $0 + $1.columns(in: text) }
  }
}
