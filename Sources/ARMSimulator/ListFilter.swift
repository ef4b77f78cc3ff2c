import Values

/// The `$filter` of a list: comparisons and functions of OData with `and`, `or`, `not` and parentheses.
struct ListFilter: Sendable {
  private indirect enum Condition: Sendable {
    case compares(String, isEqual: Bool, String)
    case calls(String, [String])
    case not(Condition)
    case both(Condition, Condition)
    case either(Condition, Condition)
  }

  private let condition: Condition
  /// The names of the functions that are called, in lower case.
  private let functions: Set<String>
  /// The name of the tag whose value is compared.
  private let tagName: String?

  /// Reads the parameter of a request; nil where there is none.
  init?(_ call: Call) throws(Refusal) {
    guard let text = call.parameter("$filter"), !text.isEmpty else { return nil }
    var reader = Reader(text)
    guard let condition = reader.either(), reader.isAtEnd else {
      throw Refusal(
        400, "InvalidFilterInQueryString", "Invalid $filter '\(text)' specified in the query string.")
    }
    self.condition = condition
    functions = reader.functions
    tagName = reader.tagName
  }

  /// Whether `atScope()` is asked for.
  var isAtScope: Bool { functions.contains("atscope") }

  func keeps(_ resource: StoredResource) -> Bool { holds(condition, for: resource) }

  private func holds(_ condition: Condition, for resource: StoredResource) -> Bool {
    switch condition {
    case .compares(let name, let isEqual, let value): values(of: name, resource).contains(value) == isEqual
    case .calls(let function, let arguments): result(function, arguments, resource)
    case .not(let inner): !holds(inner, for: resource)
    case .both(let left, let right): holds(left, for: resource) && holds(right, for: resource)
    case .either(let left, let right): holds(left, for: resource) || holds(right, for: resource)
    }
  }

  private func result(_ function: String, _ arguments: [String], _ resource: StoredResource) -> Bool {
    switch (function, arguments.count) {
    case ("substringof", 2): values(of: arguments[1], resource).contains { $0.contains(arguments[0]) }
    case ("startswith", 2): values(of: arguments[0], resource).contains { $0.hasPrefix(arguments[1]) }
    case ("endswith", 2): values(of: arguments[0], resource).contains { $0.hasSuffix(arguments[1]) }
    case ("assignedto", 1): values(of: "principalid", resource).contains(arguments[0])
    default: true
    }
  }

  /// What a resource has under a name, in lower case.
  private func values(of name: String, _ resource: StoredResource) -> [String] {
    let found: [String?]
    switch name {
    case "resourcetype": found = [resource.type]
    case "resourcegroup": found = [ResourceTarget(id: resource.id)?.group]
    case "name": found = [resource.name]
    case "location": found = [resource.body["location"]?.stringValue]
    case "tagname": found = resource.body["tags"]?.names ?? []
    case "tagvalue":
      let tags = resource.body["tags"]?.members ?? Members()
      found = tags.compactMap { tag, value in
        tagName == nil || tag.lowercased() == tagName ? value.stringValue : nil
      }
    default:
      let names = name.split(separator: "/").last.map(String.init) ?? name
      let member = (resource.body["properties"]?.names ?? []).first { $0.lowercased() == names }
      found = [member.flatMap { resource.body["properties", $0]?.stringValue }]
    }
    return found.compactMap { $0?.lowercased() }
  }

  /// Reads a filter's text; every part is nil for what it can't make sense of.
  private struct Reader {
    private enum Word: Equatable {
      case name(String)
      case text(String)
      case mark(Character)
    }

    private var words: [Word]
    private var place = 0
    private(set) var functions: Set<String> = []
    private(set) var tagName: String?

    init(_ text: String) {
      words = Self.words(of: text.lowercased())
    }

    var isAtEnd: Bool { place == words.count }

    private static func words(of text: String) -> [Word] {
      var words: [Word] = []
      var rest = text[...]
      while let first = rest.first {
        if first == " " {
          rest.removeFirst()
        } else if "(),".contains(first) {
          words.append(.mark(rest.removeFirst()))
        } else if first == "'" {
          rest.removeFirst()
          var value = ""
          while let character = rest.popFirst() {
            if character == "'" {
              // A doubled quote is one within the text.
              guard rest.first == "'" else { break }
              rest.removeFirst()
            }
            value.append(character)
          }
          words.append(.text(value))
        } else {
          let name = rest.prefix { !" (),'".contains($0) }
          words.append(.name(String(name)))
          rest = rest[name.endIndex...]
        }
      }
      return words
    }

    private mutating func takes(_ word: Word) -> Bool {
      guard place < words.count, words[place] == word else { return false }
      place += 1
      return true
    }

    private mutating func next() -> Word? {
      guard place < words.count else { return nil }
      defer { place += 1 }
      return words[place]
    }

    mutating func either() -> Condition? {
      guard var left = both() else { return nil }
      while takes(.name("or")) {
        guard let right = both() else { return nil }
        left = .either(left, right)
      }
      return left
    }

    private mutating func both() -> Condition? {
      guard var left = one() else { return nil }
      while takes(.name("and")) {
        guard let right = one() else { return nil }
        left = .both(left, right)
      }
      return left
    }

    private mutating func one() -> Condition? {
      if takes(.name("not")) { return one().map(Condition.not) }
      if takes(.mark("(")) {
        let inner = either()
        return takes(.mark(")")) ? inner : nil
      }
      guard case .name(let name) = next() else { return nil }
      if takes(.mark("(")) { return call(name) }
      guard case .name(let comparison) = next(), ["eq", "ne"].contains(comparison), let value = next() else {
        return nil
      }
      switch value {
      case .text(let text), .name(let text):
        if name == "tagname", comparison == "eq" { tagName = text }
        return .compares(name, isEqual: comparison == "eq", text)
      case .mark: return nil
      }
    }

    private mutating func call(_ name: String) -> Condition? {
      var arguments: [String] = []
      while let word = next() {
        switch word {
        case .mark(")"):
          functions.insert(name)
          return .calls(name, arguments)
        case .mark(","): continue
        case .text(let text), .name(let text): arguments.append(text)
        case .mark: return nil
        }
      }
      return nil
    }
  }
}
