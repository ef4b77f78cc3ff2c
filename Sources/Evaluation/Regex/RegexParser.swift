/// Reads a regular expression in the syntax of RE2.
struct RegexParser {
  var rest: ArraySlice<Unicode.Scalar>
  private let pattern: [Unicode.Scalar]
  private(set) var groupNames: [String?] = []
  var flags = Flags()
  private var depth = 0

  /// Deeper ones would need more stack than there may be.
  private static let depthMax = 250
  private static let repeatMax = 1000

  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
    var isGreedy = true
  }

  init(_ pattern: String) {
    self.pattern = Array(pattern.unicodeScalars)
    rest = self.pattern[...]
  }

  mutating func parse() throws(RegexError) -> RegexNode {
    let node = try alternatives()
    if !rest.isEmpty { throw RegexError("unexpected )", pattern) }
    return node
  }

  // MARK: - Structure

  private mutating func alternatives() throws(RegexError) -> RegexNode {
    var nodes = [try sequence()]
    while take("|") { nodes.append(try sequence()) }
    return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
  }

  private mutating func sequence() throws(RegexError) -> RegexNode {
    var nodes: [RegexNode] = []
    var previousRepeat: ArraySlice<Unicode.Scalar>?
    while let first = rest.first, first != "|", first != ")" {
      let start = rest
      guard let (min, max) = try repetition() else {
        previousRepeat = nil
        if first == "\\", rest.dropFirst().first == "Q" {
          nodes += quotation()
        } else if let node = try atom() {
          nodes.append(node)
        }
        continue
      }
      let isGreedy = take("?") ? !flags.isGreedy : flags.isGreedy
      let operation = start[..<rest.startIndex]
      guard let node = nodes.popLast() else { throw RegexError("missing argument to repetition operator", operation) }
      if let previousRepeat {
        throw RegexError(
          "invalid nested repetition operator", pattern[previousRepeat.startIndex..<operation.endIndex])
      }
      let repeated = RegexNode.repeated(node, min: min, max: max, isGreedy: isGreedy)
      if min > 1 || (max ?? 0) > 1, repeated.copies > RegexParser.repeatMax {
        throw RegexError("invalid repeat count", operation)
      }
      nodes.append(repeated)
      previousRepeat = operation
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  /// How often a repetition that starts here repeats; nil if none does.
  private mutating func repetition() throws(RegexError) -> (min: Int, max: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = rest
    guard take("{"), let min = number() else {
      rest = start
      return nil
    }
    var max: Int? = min
    if take(",") { max = rest.first == "}" ? nil : number() ?? -1 }
    // What doesn't look like a repetition stands for itself.
    guard max != -1, take("}") else {
      rest = start
      return nil
    }
    guard min <= RegexParser.repeatMax, max ?? min <= RegexParser.repeatMax, min <= max ?? min else {
      throw RegexError("invalid repeat count", start[..<rest.startIndex])
    }
    return (min, max)
  }

  /// A decimal number without leading zeros; one that is too large is still too large when it is cut.
  private mutating func number() -> Int? {
    let digits = rest.prefix { $0 >= "0" && $0 <= "9" }
    guard let first = digits.first, first != "0" || digits.count == 1 else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.prefix(6).reduce(0) { $0 * 10 + Int($1.value) - 0x30 }
  }

  // MARK: - Atoms

  private mutating func atom() throws(RegexError) -> RegexNode? {
    let start = rest
    guard let scalar = rest.popFirst() else { return .empty }
    switch scalar {
    case "(": return try group(from: start)
    case "[":
      rest = start
      return .set(try set())
    case ".":
      var set = ScalarSet()
      if !flags.dotMatchesNewline { set.items = [.range(0x0A...0x0A)] }
      set.isNegated = true
      return .set(set)
    case "^": return .assertion(flags.isMultiline ? .startOfLine : .startOfText)
    case "$": return .assertion(flags.isMultiline ? .endOfLine : .endOfText)
    case "\\":
      switch rest.first {
      case "A": return assertion(.startOfText)
      case "z": return assertion(.endOfText)
      case "b": return assertion(.wordBoundary)
      case "B": return assertion(.noWordBoundary)
      default:
        rest = start
        if let item = try classEscape() {
          return .set(ScalarSet(items: [item], ignoresCase: flags.ignoresCase))
        }
        return .scalar(try escape(), ignoresCase: flags.ignoresCase)
      }
    default: return .scalar(scalar, ignoresCase: flags.ignoresCase)
    }
  }

  private mutating func assertion(_ assertion: RegexAssertion) -> RegexNode {
    rest = rest.dropFirst()
    return .assertion(assertion)
  }

  /// The scalars between `\Q` and `\E`, or the end.
  private mutating func quotation() -> [RegexNode] {
    rest = rest.dropFirst(2)
    var nodes: [RegexNode] = []
    while let scalar = rest.popFirst() {
      if scalar == "\\", take("E") { break }
      nodes.append(.scalar(scalar, ignoresCase: flags.ignoresCase))
    }
    return nodes
  }

  /// What is in parentheses; nil if that only sets flags.
  private mutating func group(from start: ArraySlice<Unicode.Scalar>) throws(RegexError) -> RegexNode? {
    let outer = flags
    var number: Int?
    if rest.starts(with: "?P<".unicodeScalars) || rest.starts(with: "?<".unicodeScalars) {
      groupNames.append(try name(from: start))
      number = groupNames.count
    } else if take("?") {
      if try !setFlags(from: start) { return nil }
    } else {
      groupNames.append(nil)
      number = groupNames.count
    }
    depth += 1
    if depth > RegexParser.depthMax { throw RegexError("expression nests too deeply", pattern) }
    let node = try alternatives()
    depth -= 1
    guard take(")") else { throw RegexError("missing closing )", pattern) }
    flags = outer
    guard let number else { return node }
    return .group(number, node)
  }

  private mutating func name(from start: ArraySlice<Unicode.Scalar>) throws(RegexError) -> String {
    rest = rest.drop { $0 != "<" }.dropFirst()
    guard let end = rest.firstIndex(of: ">") else { throw RegexError("invalid named capture", start) }
    let scalars = rest[..<end]
    rest = rest[(end + 1)...]
    let isValid = !scalars.isEmpty && scalars.allSatisfy { ScalarSet.isWord($0) }
    guard isValid else { throw RegexError("invalid named capture", start[..<rest.startIndex]) }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Reads what follows `(?`; whether a group follows, to which the flags are limited.
  private mutating func setFlags(from start: ArraySlice<Unicode.Scalar>) throws(RegexError) -> Bool {
    var isOn = true
    var hasFlag = false
    var changed = flags
    while let letter = rest.popFirst() {
      switch letter {
      case "i": changed.ignoresCase = isOn
      case "m": changed.isMultiline = isOn
      case "s": changed.dotMatchesNewline = isOn
      case "U": changed.isGreedy = !isOn
      case "-" where isOn:
        isOn = false
        hasFlag = false
        continue
      case ":" where isOn || hasFlag, ")" where isOn || hasFlag:
        flags = changed
        return letter == ":"
      default: throw RegexError("invalid or unsupported Perl syntax", start[..<rest.startIndex])
      }
      hasFlag = true
    }
    throw RegexError("missing closing )", pattern)
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest = rest.dropFirst()
    return true
  }
}
