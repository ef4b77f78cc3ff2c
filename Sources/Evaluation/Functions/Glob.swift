/// A pattern of paths: `*` and `?` within a name, `**` for any directories, `[a-z]`, `{a,b}`, and `\` before a plain
/// character.
struct Glob {
  private enum Segment {
    case anyDirectories
    case name([Element])
  }

  private enum Element {
    case any
    case one
    case character(Character)
    case choice([ClosedRange<Character>], isNegated: Bool)
  }

  /// One for each way to take the alternatives in braces.
  private let patterns: [[Segment]]

  private static let patternsMax = 1000
  /// Bounds what links that lead back up can cost.
  private static let depthMax = 64

  /// For each name the disk is asked what it is.
  private static let stepsOfName = 4000

  /// Nil if brackets or braces don't match.
  init?(_ pattern: String) {
    guard let expanded = Glob.expanded(Array(pattern)), expanded.count <= Glob.patternsMax else { return nil }
    var patterns: [[Segment]] = []
    for pattern in expanded {
      var segments: [Segment] = []
      for part in pattern.split(separator: "/") where part != ["."] {
        if part == ["*", "*"] {
          segments.append(.anyDirectories)
        } else {
          guard let name = Glob.elements(Array(part)) else { return nil }
          segments.append(.name(name))
        }
      }
      patterns.append(segments)
    }
    self.patterns = patterns
  }

  /// The files beneath a directory whose paths, relative to it, match.
  func files(in directory: String, _ context: FunctionContext) throws(FunctionError) -> Set<String> {
    var found: Set<String> = []
    for segments in patterns { try Glob.collect(segments[...], directory, "", 0, context, &found) }
    return found
  }

  private static func collect(
    _ segments: ArraySlice<Segment>, _ directory: String, _ prefix: String, _ depth: Int, _ context: FunctionContext,
    _ found: inout Set<String>
  ) throws(FunctionError) {
    guard let segment = segments.first, depth < depthMax, let names = try context.listDirectory(directory) else {
      return
    }
    let rest = segments.dropFirst()
    if case .anyDirectories = segment, !rest.isEmpty {
      try collect(rest, directory, prefix, depth, context, &found)
    }
    for name in names.sorted() {
      try context.spend(stepsOfName)
      let path = directory + "/" + name
      let kind = context.fileKind(path)
      switch segment {
      case .anyDirectories:
        if kind == .directory { try collect(segments, path, prefix + name + "/", depth + 1, context, &found) }
        if kind == .file, rest.isEmpty { found.insert(prefix + name) }
      case .name(let elements):
        guard matches(elements[...], Array(name)[...]) else { continue }
        if rest.isEmpty {
          if kind == .file { found.insert(prefix + name) }
        } else if kind == .directory {
          try collect(rest, path, prefix + name + "/", depth + 1, context, &found)
        }
      }
    }
  }

  /// Whether a name matches, going back only to the last `*`, so in time of at most one length times the other.
  private static func matches(_ elements: ArraySlice<Element>, _ name: ArraySlice<Character>) -> Bool {
    var elements = elements
    var name = name
    var retry: (ArraySlice<Element>, ArraySlice<Character>)?
    while true {
      if case .any? = elements.first {
        elements = elements.dropFirst()
        retry = (elements, name)
      } else if let character = name.first, let element = elements.first, matches(element, character) {
        elements = elements.dropFirst()
        name = name.dropFirst()
      } else if elements.isEmpty, name.isEmpty {
        return true
      } else if let (after, from) = retry, !from.isEmpty {
        elements = after
        name = from.dropFirst()
        retry = (after, name)
      } else {
        return false
      }
    }
  }

  private static func matches(_ element: Element, _ character: Character) -> Bool {
    switch element {
    case .any: false
    case .one: true
    case .character(let wanted): wanted == character
    case .choice(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
    }
  }

  // MARK: - Reading patterns

  /// The patterns without braces that one with braces stands for.
  private static func expanded(_ pattern: [Character]) -> [[Character]]? {
    guard let open = position(of: "{", in: pattern) else {
      return position(of: "}", in: pattern) == nil ? [pattern] : nil
    }
    var depth = 0
    var alternatives: [[Character]] = [[]]
    var place = open + 1
    while place < pattern.count {
      let character = pattern[place]
      if character == "\\", place + 1 < pattern.count {
        alternatives[alternatives.count - 1] += [character, pattern[place + 1]]
        place += 2
        continue
      }
      if character == "}", depth == 0 { break }
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if character == ",", depth == 0 {
        alternatives.append([])
      } else {
        alternatives[alternatives.count - 1].append(character)
      }
      place += 1
    }
    guard place < pattern.count else { return nil }
    let tail = Array(pattern[(place + 1)...])
    var result: [[Character]] = []
    for alternative in alternatives {
      guard let expanded = expanded(pattern[..<open] + alternative + tail) else { return nil }
      result += expanded
      if result.count > patternsMax { return nil }
    }
    return result
  }

  private static func position(of wanted: Character, in pattern: [Character]) -> Int? {
    var place = 0
    while place < pattern.count {
      if pattern[place] == "\\" {
        place += 1
      } else if pattern[place] == wanted {
        return place
      }
      place += 1
    }
    return nil
  }

  private static func elements(_ name: [Character]) -> [Element]? {
    var elements: [Element] = []
    var rest = name[...]
    while let character = rest.popFirst() {
      switch character {
      case "*": elements.append(.any)
      case "?": elements.append(.one)
      case "[":
        guard let choice = choice(&rest) else { return nil }
        elements.append(choice)
      case "\\":
        guard let plain = rest.popFirst() else { return nil }
        elements.append(.character(plain))
      default: elements.append(.character(character))
      }
    }
    return elements
  }

  /// What stands in brackets, the closing one included.
  private static func choice(_ rest: inout ArraySlice<Character>) -> Element? {
    var isNegated = false
    if rest.first == "^" {
      isNegated = true
      rest = rest.dropFirst()
    }
    var ranges: [ClosedRange<Character>] = []
    while let character = rest.popFirst() {
      if character == "]" { return ranges.isEmpty ? nil : .choice(ranges, isNegated: isNegated) }
      guard let low = character == "\\" ? rest.popFirst() : character else { return nil }
      var high = low
      if rest.first == "-", let end = rest.dropFirst().first, end != "]" {
        rest = rest.dropFirst(2)
        high = end
      }
      guard low <= high else { return nil }
      ranges.append(low...high)
    }
    return nil
  }
}
