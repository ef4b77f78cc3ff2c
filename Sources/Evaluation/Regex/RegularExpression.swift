/// A regular expression in the syntax of RE2, which finds what Go would find: the leftmost match, and of those at one
/// place the one that the alternatives prefer. Time grows with pattern times text, never faster.
struct RegularExpression: Sendable {
  private let program: RegexProgram
  /// The names of the groups from 1; nil for one without a name.
  let groupNames: [String?]

  init(_ pattern: String) throws(RegexError) {
    var parser = RegexParser(pattern)
    let node = try parser.parse()
    groupNames = parser.groupNames
    program = try RegexProgram(node, groups: groupNames.count)
  }

  /// Where a match and its groups are, group 0 being the whole; nil for a group that took no part.
  typealias Match = [Range<Int>?]

  /// The first match.
  func firstMatch(in text: [Unicode.Scalar], _ effort: Effort? = nil) throws(RegexError) -> Match? {
    var matcher = RegexMatcher(program, text, effort)
    return try matcher.firstMatch(from: 0)
  }

  /// All matches that don't overlap; an empty one doesn't follow another match directly.
  func matches(in text: [Unicode.Scalar], _ effort: Effort? = nil) throws(RegexError) -> [Match] {
    var matcher = RegexMatcher(program, text, effort)
    var matches: [Match] = []
    var start = 0
    var previousEnd = -1
    while start <= text.count, let match = try matcher.firstMatch(from: start), let whole = match[0] {
      if !whole.isEmpty || whole.lowerBound != previousEnd { matches.append(match) }
      start = whole.upperBound == start ? start + 1 : whole.upperBound
      previousEnd = whole.upperBound
    }
    return matches
  }

  /// The text with each match replaced by a template, in which `$1`, `$name` and `${name}` stand for groups and `$$`
  /// for a dollar sign.
  ///
  /// - Throws: that the result would be longer than some number of bytes.
  func replacing(
    _ string: String, with template: String, bytesMax: Int, _ effort: Effort? = nil
  ) throws(RegexError) -> String {
    let text = Array(string.unicodeScalars)
    let template = RegexTemplate(template, groupNames: groupNames)
    var result = String.UnicodeScalarView()
    var end = 0
    var bytes = 0
    for match in try matches(in: text, effort) {
      guard let whole = match[0] else { continue }
      result.append(contentsOf: text[end..<whole.lowerBound])
      bytes += template.expand(match, in: text, into: &result)
      if bytes > bytesMax { throw RegexError("the result has no end", []) }
      end = whole.upperBound
    }
    result.append(contentsOf: text[end...])
    return String(result)
  }
}

/// What is wrong with a regular expression, and the part of it that is.
struct RegexError: Error {
  let problem: String
  let part: String

  init(_ problem: String, _ part: some Sequence<Unicode.Scalar>) {
    self.problem = problem
    self.part = part.reduce(into: "") { $0.unicodeScalars.append($1) }
  }
}
