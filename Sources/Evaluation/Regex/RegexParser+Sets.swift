extension RegexParser {
  /// A set in brackets.
  mutating func set() throws(RegexError) -> ScalarSet {
    let start = rest
    rest = rest.dropFirst()
    var set = ScalarSet(ignoresCase: flags.ignoresCase)
    set.isNegated = take("^")
    var isFirst = true
    // A bracket that comes first stands for itself.
    while isFirst || rest.first != "]" {
      isFirst = false
      guard let first = rest.first else { throw RegexError("missing closing ]", start) }
      if first == "[", let ranges = try posixClass() {
        set.items.append(ranges)
      } else if let item = try classEscape() {
        set.items.append(item)
      } else {
        set.items.append(.range(try range(from: start)))
      }
    }
    rest = rest.dropFirst()
    return set
  }

  private mutating func range(from set: ArraySlice<Unicode.Scalar>) throws(RegexError) -> ClosedRange<UInt32> {
    let start = rest
    let low = try member(of: set).value
    // A hyphen before the closing bracket stands for itself.
    guard rest.first == "-", let next = rest.dropFirst().first, next != "]" else { return low...low }
    rest = rest.dropFirst()
    let high = try member(of: set).value
    guard low <= high else { throw RegexError("invalid character class range", start[..<rest.startIndex]) }
    return low...high
  }

  private mutating func member(of set: ArraySlice<Unicode.Scalar>) throws(RegexError) -> Unicode.Scalar {
    guard let scalar = rest.first else { throw RegexError("missing closing ]", set) }
    if scalar == "\\" { return try escape() }
    rest = rest.dropFirst()
    return scalar
  }

  /// `[:name:]` or `[:^name:]`.
  private mutating func posixClass() throws(RegexError) -> ScalarSet.Item? {
    let start = rest
    guard start.dropFirst().first == ":" else { return nil }
    var name = ""
    var scalars = start.dropFirst(2)
    while let scalar = scalars.popFirst() {
      if scalar == ":", scalars.first == "]" {
        rest = scalars.dropFirst()
        let isNegated = name.hasPrefix("^")
        guard let ranges = ScalarSet.posix(isNegated ? String(name.dropFirst()) : name) else {
          throw RegexError("invalid character class range", start[..<rest.startIndex])
        }
        return .named(ranges, isNegated: isNegated)
      }
      name.unicodeScalars.append(scalar)
    }
    return nil
  }

  /// An escape that stands for a set: `\d`, `\pL`, `\p{^Lu}`; nil if something else is here.
  mutating func classEscape() throws(RegexError) -> ScalarSet.Item? {
    let start = rest
    guard start.first == "\\", let letter = start.dropFirst().first else { return nil }
    if let item = ScalarSet.perl(letter) {
      rest = rest.dropFirst(2)
      return item
    }
    guard letter == "p" || letter == "P" else { return nil }
    rest = rest.dropFirst(2)
    var name = rest.prefix(1)
    rest = rest.dropFirst()
    if name.first == "{" {
      name = rest.prefix { $0 != "}" }
      rest = rest.dropFirst(name.count)
      guard take("}") else { throw RegexError("invalid character class range", start) }
    }
    let isCaret = name.first == "^"
    if isCaret { name = name.dropFirst() }
    let isNegated = (letter == "P") != isCaret
    let text = String(String.UnicodeScalarView(name))
    if text == "Any" { return .categories(nil, isNegated: isNegated) }
    if let categories = ScalarSet.categories(text) { return .categories(categories, isNegated: isNegated) }
    guard let ranges = UnicodeScripts.ranges(of: text) else {
      throw RegexError("invalid character class range", start[..<rest.startIndex])
    }
    return .named(ranges, isNegated: isNegated)
  }

  /// An escape that stands for one scalar.
  mutating func escape() throws(RegexError) -> Unicode.Scalar {
    let start = rest
    rest = rest.dropFirst()
    guard let letter = rest.popFirst() else { throw RegexError("trailing backslash at end of expression", []) }
    switch letter {
    case "a": return "\u{07}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{0B}"
    case "x": if let scalar = hexadecimal() { return scalar }
    // A single digit would be a reference to a group, which can't be had in linear time.
    case "1"..."7" where rest.first.map { $0 >= "0" && $0 <= "7" } ?? false: return octal(letter)
    case "0": return octal(letter)
    case _ where letter.isASCII && (letter == "_" || !ScalarSet.isWord(letter)): return letter
    default: break
    }
    throw RegexError("invalid escape sequence", start[..<rest.startIndex])
  }

  private mutating func octal(_ first: Unicode.Scalar) -> Unicode.Scalar {
    let digits = rest.prefix(2).prefix { $0 >= "0" && $0 <= "7" }
    rest = rest.dropFirst(digits.count)
    return Unicode.Scalar(digits.reduce(first.value - 0x30) { $0 * 8 + $1.value - 0x30 }) ?? first
  }

  /// The scalar of `41` or `{1F600}`.
  private mutating func hexadecimal() -> Unicode.Scalar? {
    var digits = rest.prefix(2)
    if take("{") {
      digits = rest.prefix { $0 != "}" }
      rest = rest.dropFirst(digits.count)
      guard take("}"), (1...8).contains(digits.count) else { return nil }
    } else {
      rest = rest.dropFirst(digits.count)
      guard digits.count == 2 else { return nil }
    }
    guard digits.allSatisfy(\.properties.isASCIIHexDigit) else { return nil }
    return UInt32(String(String.UnicodeScalarView(digits)), radix: 16).flatMap(Unicode.Scalar.init)
  }
}
