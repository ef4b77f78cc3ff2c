import Values

/// The members that bodies of a type can have: a tree read from an indented text.
///
/// A line is `name`, then `[]` for an array or `{}` for a map of them, then `: shape` unless lines below, further
/// indented, list the members of an object. Shapes are `any`, `string`, `string 3...24` (its length), `bool`, `number`,
/// `int`, `int 1...100`, `A|B` for one of these strings, `@name` for another table. After it come `readOnly`, `required`,
/// `writeOnly` (taken, and neither kept nor shown), `matching=PATTERN` (a regular expression without spaces) and
/// `since=2026-02-01` (the first api-version that knows the member).
struct Schema: Sendable {
  struct Member: Sendable {
    var shape: Shape
    var isReadOnly = false
    var isRequired = false
    var isWriteOnly = false
    var since: String?
    /// The first preview that knew it, where that was earlier.
    var sincePreview: String?
  }

  indirect enum Shape: Sendable {
    case any
    case string(length: ClosedRange<Int>? = nil, pattern: String? = nil)
    case bool
    case number
    case int(ClosedRange<Int>?)
    case oneOf([String])
    case object(Schema)
    case list(Shape)
    case map(Shape)
  }

  /// What is wrong with a body.
  enum Violation: Sendable {
    case unknown(String, path: String)
    case mismatch(path: String, expected: String, found: String)
    case notOneOf([String], path: String, value: String)
    case outOfRange(ClosedRange<Int>, path: String, value: Int)
    case badLength(ClosedRange<Int>, path: String, length: Int)
    case noMatch(String, path: String, value: String)
    case missing(path: String)
  }

  private(set) var members: [String: Member] = [:]

  init() {}

  init(_ text: String, tables: [String: Schema] = [:]) {
    var lines = text.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }[...]
    self = Self.read(&lines, indentation: 0, tables)
  }

  func adding(_ name: String, _ member: Member) -> Schema {
    var copy = self
    copy.members[name] = member
    return copy
  }

  private static func read(
    _ lines: inout ArraySlice<Substring>, indentation: Int, _ tables: [String: Schema]
  ) -> Schema {
    var schema = Schema()
    while let line = lines.first {
      let depth = line.prefix { $0 == " " }.count
      guard depth >= indentation else { break }
      lines.removeFirst()
      let nextDepth = lines.first.map { $0.prefix { $0 == " " }.count } ?? 0
      let inner = nextDepth > depth ? read(&lines, indentation: nextDepth, tables) : nil
      schema.add(line.dropFirst(depth), inner, tables)
    }
    return schema
  }

  private mutating func add(_ line: Substring, _ inner: Schema?, _ tables: [String: Schema]) {
    var words = line.split(separator: " ")
    var name = words.removeFirst()
    let hasShape = name.hasSuffix(":")
    if hasShape { name.removeLast() }
    var shape = inner.map(Shape.object) ?? .any
    if hasShape, !words.isEmpty {
      let word = words.removeFirst()
      switch word {
      case "any": shape = .any
      case "string": shape = .string(length: Self.takeRange(&words), pattern: nil)
      case "bool": shape = .bool
      case "number": shape = .number
      case "int": shape = .int(Self.takeRange(&words))
      default:
        if word.hasPrefix("@") {
          shape = .object(tables[String(word.dropFirst())] ?? Schema())
        } else {
          shape = .oneOf(word.split(separator: "|").map(String.init))
        }
      }
    }
    if case .string(let length, _) = shape, let word = words.first(where: { $0.hasPrefix("matching=") }) {
      shape = .string(length: length, pattern: String(word.dropFirst("matching=".count)))
    }
    while name.hasSuffix("[]") || name.hasSuffix("{}") {
      shape = name.hasSuffix("[]") ? .list(shape) : .map(shape)
      name.removeLast(2)
    }
    var member = Member(shape: shape)
    for word in words {
      if word == "readOnly" { member.isReadOnly = true }
      if word == "required" { member.isRequired = true }
      if word == "writeOnly" { member.isWriteOnly = true }
      if word.hasPrefix("since=") { member.since = String(word.dropFirst(6)) }
      if word.hasPrefix("preview=") { member.sincePreview = String(word.dropFirst(8)) }
    }
    members[String(name)] = member
  }

  /// The range of numbers that the words begin with, taken off them.
  private static func takeRange(_ words: inout [Substring]) -> ClosedRange<Int>? {
    let bounds = words.first.map { $0.split(separator: "...").compactMap { Int($0) } } ?? []
    guard bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
    words.removeFirst()
    return bounds[0]...bounds[1]
  }
}

extension Schema {
  /// The first thing wrong with a body, in the order of its members' names; nulls count as absent.
  func violation(in body: Value, version: String, path: String = "", refusesUnknown: Bool) -> Violation? {
    guard let found = body.members else {
      return .mismatch(path: path, expected: "object", found: body.jsonTypeName)
    }
    for (name, value) in found {
      let place = path.isEmpty ? name : path + "." + name
      guard let member = members[name], member.isKnown(in: version) else {
        if refusesUnknown { return .unknown(name, path: path) }
        continue
      }
      if value.isNull || member.isReadOnly { continue }
      if let violation = member.shape.violation(
        in: value, version: version, path: place, refusesUnknown: refusesUnknown)
      {
        return violation
      }
    }
    return nil
  }

  /// The first required member that isn't there.
  func missing(in body: Value, path: String = "") -> Violation? {
    for name in members.keys.sorted() {
      guard let member = members[name], !member.isReadOnly else { continue }
      let place = path.isEmpty ? name : path + "." + name
      guard let value = body[member: name], !value.isNull else {
        if member.isRequired { return .missing(path: place) }
        continue
      }
      if let violation = member.shape.missing(in: value, path: place) { return violation }
    }
    return nil
  }

  /// The body with only what a client may set.
  func writable(_ body: Value) -> Value {
    keeping(body) { !$0.isReadOnly }
  }

  /// The body without what a client may set but not see again.
  func readable(_ body: Value) -> Value {
    hasWriteOnly ? keeping(body) { !$0.isWriteOnly } : body
  }

  private var hasWriteOnly: Bool { members.values.contains { $0.isWriteOnly || $0.shape.inner?.hasWriteOnly ?? false } }

  /// The body with only what an api-version knows.
  func visible(_ body: Value, version: String) -> Value {
    keeping(body) { $0.isKnown(in: version) }
  }

  private func keeping(_ body: Value, _ isKept: (Member) -> Bool) -> Value {
    guard let found = body.members else { return body }
    var kept: [(String, Value)] = []
    for (name, value) in found {
      guard let member = members[name], isKept(member) else { continue }
      kept.append((name, member.shape.keeping(value, isKept)))
    }
    return .object(Members(kept))
  }

  /// The body of a PUT to a provider that keeps what is left out: objects are merged, everything else is replaced, and
  /// a null takes away.
  func merged(_ request: Value, onto existing: Value) -> Value {
    guard var result = existing.members, let changes = request.members else { return request }
    for (name, value) in changes {
      if value.isNull {
        result[name] = nil
      } else if case .object(let inner) = members[name]?.shape, let old = result[name] {
        result[name] = inner.merged(value, onto: old)
      } else {
        result[name] = value.withoutNulls
      }
    }
    return .object(result)
  }

  /// What the provider itself had put into a body, laid over a new one.
  func carried(from existing: Value, into body: Value) -> Value {
    guard let old = existing.members, var result = body.members else { return body }
    for (name, value) in old {
      guard let member = members[name] else { continue }
      if member.isReadOnly {
        result[name] = value
      } else if case .object(let inner) = member.shape {
        let carried = inner.carried(from: value, into: result[name] ?? .object(Members()))
        if result[name] != nil || !(carried.members?.isEmpty ?? true) { result[name] = carried }
      }
    }
    return .object(result)
  }
}

extension Schema.Member {
  fileprivate func isKnown(in version: String) -> Bool {
    // Dates compare as text.
    let first = version.hasSuffix("-preview") ? sincePreview ?? since : since
    return first.map { version.prefix(10) >= $0.prefix(10) } ?? true
  }
}

extension Schema.Shape {
  fileprivate func violation(in value: Value, version: String, path: String, refusesUnknown: Bool)
    -> Schema.Violation?
  {
    func mismatch(_ expected: String) -> Schema.Violation {
      .mismatch(path: path, expected: expected, found: value.jsonTypeName)
    }
    switch self {
    case .any: return nil
    case .string(let length, let pattern):
      guard let text = value.stringValue else { return mismatch("string") }
      if let length, !length.contains(text.count) { return .badLength(length, path: path, length: text.count) }
      // A pattern that isn't one would refuse everything, which no test of the type would overlook.
      if let pattern, (try? Regex(pattern).firstMatch(in: text)) == nil {
        return .noMatch(pattern, path: path, value: text)
      }
      return nil
    case .bool: return value.boolValue == nil ? mismatch("bool") : nil
    case .number: return value.numberValue == nil ? mismatch("number") : nil
    case .int(let range):
      guard let number = value.intValue else { return mismatch("int") }
      return range.flatMap { $0.contains(number) ? nil : .outOfRange($0, path: path, value: number) }
    case .oneOf(let allowed):
      guard let text = value.stringValue else { return mismatch("string") }
      let isAllowed = allowed.contains { $0.lowercased() == text.lowercased() }
      return isAllowed ? nil : .notOneOf(allowed, path: path, value: text)
    case .object(let schema):
      return schema.violation(in: value, version: version, path: path, refusesUnknown: refusesUnknown)
    case .list(let element):
      guard let elements = value.elements else { return mismatch("array") }
      for (index, inner) in elements.enumerated() {
        if let violation = element.violation(
          in: inner, version: version, path: "\(path)[\(index)]", refusesUnknown: refusesUnknown)
        {
          return violation
        }
      }
      return nil
    case .map(let element):
      guard let members = value.members else { return mismatch("object") }
      for (name, inner) in members where !inner.isNull {
        if let violation = element.violation(
          in: inner, version: version, path: path + "." + name, refusesUnknown: refusesUnknown)
        {
          return violation
        }
      }
      return nil
    }
  }

  /// The members that it has, at whatever depth of lists and maps.
  fileprivate var inner: Schema? {
    switch self {
    case .object(let schema): schema
    case .list(let element), .map(let element): element.inner
    case .any, .string, .bool, .number, .int, .oneOf: nil
    }
  }

  fileprivate func missing(in value: Value, path: String) -> Schema.Violation? {
    switch self {
    case .object(let schema): return schema.missing(in: value, path: path)
    case .list(let element):
      return (value.elements ?? []).enumerated().lazy
        .compactMap { element.missing(in: $1, path: "\(path)[\($0)]") }.first
    case .map(let element):
      return (value.members.map(Array.init) ?? []).lazy
        .compactMap { element.missing(in: $1, path: path + "." + $0) }.first
    case .any, .string, .bool, .number, .int, .oneOf: return nil
    }
  }

  fileprivate func keeping(_ value: Value, _ isKept: (Schema.Member) -> Bool) -> Value {
    switch self {
    case .object(let schema): schema.keeping(value, isKept)
    case .list(let element): value.elements.map { .tuple($0.map { element.keeping($0, isKept) }) } ?? value
    case .map(let element): value.members.map { .object($0.map { element.keeping($1, isKept) }) } ?? value
    case .any, .string, .bool, .number, .int, .oneOf: value
    }
  }
}
