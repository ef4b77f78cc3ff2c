import Configuration
import Diagnostics
import Resources
import Values

/// Checks what a spec says of a body against what is known of its type, before anybody asks Azure.
///
/// What isn't known yet is passed over, and nothing is said of an api-version that isn't known, but where it can be said of
/// every version.
struct BodyCheck {
  private let schema: BodySchema
  private let apiVersion: String
  private let isKnownVersion: Bool
  /// Whether the body is only a part, so that nothing can be missing.
  private let isPart: Bool
  private var problems: [ArgumentProblem] = []

  /// What is wrong with a body that stands in the arguments `body` and `sensitive_body`.
  static func problems(
    with arguments: Value, as remote: RemoteType, isPart: Bool
  ) -> [ArgumentProblem] {
    guard let schema = BodySchemas.schema(of: remote.type) else { return [] }
    var check = BodyCheck(schema, apiVersion: remote.apiVersion, isPart: isPart)
    let body = arguments[member: "body"].flatMap { $0.isNull ? nil : $0 } ?? .object(Members())
    let secrets = arguments[member: "sensitive_body"].flatMap { $0.isNull ? nil : $0 }
    let path = ValuePath([.member("body")])
    check.object(body, schema.members, beside: secrets, named: "", at: path)
    if let secrets {
      check.object(secrets, schema.members, beside: body, named: "", at: ValuePath([.member("sensitive_body")]))
    }
    // What is missing is missing once, whichever of the two it was looked for in.
    var seen: Set<String> = []
    return check.problems.filter { seen.insert($0.detail).inserted }
  }

  private init(_ schema: BodySchema, apiVersion: String, isPart: Bool) {
    self.schema = schema
    self.apiVersion = apiVersion
    self.isPart = isPart
    isKnownVersion = schema.apiVersions.contains(apiVersion)
  }

  // MARK: Objects

  private mutating func object(
    _ value: Value, _ members: [BodySchema.Member], beside other: Value?, named place: String, at path: ValuePath
  ) {
    guard value.isKnown, !value.isNull else { return }
    guard let given = value.members else { return mismatch(value, "an object", named: place, at: path) }
    for (name, member) in given where !member.isNull {
      let inside = path.appending(.member(name))
      let written = place.isEmpty ? name : "\(place).\(name)"
      if place.isEmpty, BodyCheck.envelope.contains(name) {
        notInBody(name, at: inside)
      } else if let found = members.first(where: { $0.name == name }), found.isThere(in: apiVersion) || isLater(found) {
        self.member(member, found, beside: other?[member: name], named: written, at: inside)
      } else {
        unknown(name, among: members, in: place, at: inside)
      }
    }
    guard isKnownVersion, !isPart else { return }
    for member in members
    where member.isRequired && !member.isReadOnly && member.isThere(in: apiVersion)
      && given[member.name].map(\.isNull) ?? true
    {
      if let other, !other.isKnown || other[member: member.name].map({ !$0.isNull }) ?? false { continue }
      if place.isEmpty, ["location", "tags", "identity"].contains(member.name) { continue }
      let written = place.isEmpty ? member.name : "\(place).\(member.name)"
      problems.append(
        ArgumentProblem(
          at: path, "Missing required property",
          detail: "`\(written)` of \(schema.type) is required in api-version \(apiVersion)."))
    }
  }

  /// What every resource has besides its body.
  private static let envelope: Set = ["id", "name", "type", "apiVersion", "systemData"]

  /// Whether a member may be there in an api-version that isn't known.
  private func isLater(_ member: BodySchema.Member) -> Bool { !isKnownVersion && !member.isNowhere }

  private mutating func member(
    _ value: Value, _ member: BodySchema.Member, beside other: Value?, named place: String, at path: ValuePath
  ) {
    if member.isReadOnly, isKnownVersion {
      problems.append(
        ArgumentProblem(
          at: path, "Read-only property",
          detail: "`\(place)` of \(schema.type) is what Azure says of the resource; nobody can set it.",
          hint: "take it out of the body; `response_export_values` gives it out"))
      return
    }
    self.value(value, member.shape, beside: other, named: place, at: path)
  }

  private mutating func value(
    _ value: Value, _ shape: BodySchema.Shape, beside other: Value?, named place: String, at path: ValuePath
  ) {
    guard value.isKnown, !value.isNull else { return }
    switch shape {
    case .any: break
    case .object(let members):
      if let members {
        object(value, members, beside: other, named: place, at: path)
      } else if value.members == nil {
        mismatch(value, "an object", named: place, at: path)
      }
    case .list(let inner):
      guard let elements = value.elements else { return mismatch(value, "a list", named: place, at: path) }
      for (index, element) in elements.enumerated() {
        self.value(
          element, inner, beside: other?[index], named: "\(place)[\(index)]", at: path.appending(.index(index)))
      }
    case .map(let inner):
      guard let members = value.members else { return mismatch(value, "an object", named: place, at: path) }
      for (name, member) in members {
        self.value(
          member, inner, beside: other?[member: name], named: "\(place).\(name)", at: path.appending(.member(name)))
      }
    case .bool, .string, .number, .oneOf:
      if isKnownVersion { scalar(value, shape, named: place, at: path) }
    }
  }

  // MARK: Single values

  private mutating func scalar(_ value: Value, _ shape: BodySchema.Shape, named place: String, at path: ValuePath) {
    let shown = value.hasSensitive ? "a sensitive value" : CanonicalText.of(value)
    func invalid(_ requirement: String) -> ArgumentProblem {
      ArgumentProblem(
        at: path, "Invalid value for property", detail: "`\(place)` of \(schema.type) \(requirement); it is \(shown).")
    }
    switch shape {
    case .bool:
      if value.boolValue == nil { mismatch(value, "a truth value", named: place, at: path) }
    case .number(let bounds):
      guard let number = value.numberValue else { return mismatch(value, "a number", named: place, at: path) }
      if bounds.min.map({ number < Number($0) }) ?? false || bounds.max.map({ number > Number($0) }) ?? false {
        problems.append(invalid("must be \(bounds.text)"))
      }
    case .string(let length, let pattern):
      guard let text = value.stringValue else { return mismatch(value, "a string", named: place, at: path) }
      let count = text.unicodeScalars.count
      if length.min.map({ count < $0 }) ?? false || length.max.map({ count > $0 }) ?? false {
        problems.append(invalid("must have \(length.text) characters"))
      } else if let pattern, !Self.matches(text, pattern) {
        problems.append(invalid("must match the pattern \(pattern)"))
      }
    case .oneOf(let allowed, let isOpen):
      guard let text = value.stringValue else { return mismatch(value, "a string", named: place, at: path) }
      guard !allowed.contains(text) else { return }
      let meant =
        allowed.first { $0.lowercased() == text.lowercased() } ?? Diagnostics.suggestion(for: text, among: allowed)
      // Where Azure takes more than its list has, what is far from all of that is another value, and no slip.
      if isOpen, meant == nil { return }
      problems.append(
        ArgumentProblem(
          isOpen ? .warning : .error, at: path, isOpen ? "Unusual value for property" : "Invalid value for property",
          detail: "`\(place)` of \(schema.type) \(isOpen ? "usually is" : "must be") one of "
            + allowed.map { "\"\($0)\"" }.joined(separator: ", ") + "; it is \(shown).",
          hint: meant.map { "did you mean \"\($0)\"?" }))
    case .any, .object, .list, .map: break
    }
  }

  /// Whether a text has a pattern; one that can't be read says nothing.
  private static func matches(_ text: String, _ pattern: String) -> Bool {
    guard let expression = try? Regex(pattern) else { return true }
    return (try? expression.firstMatch(in: text)) != nil
  }

  private mutating func mismatch(_ value: Value, _ expected: String, named place: String, at path: ValuePath) {
    guard isKnownVersion else { return }
    let found =
      switch value.unmarked {
      case .bool: "a truth value"
      case .number: "a number"
      case .string: "a string"
      case .list, .set, .tuple: "a list"
      case .map, .object: "an object"
      case .null, .unknown, .marked: "nothing"
      }
    problems.append(
      ArgumentProblem(
        at: path, "Wrong type of property",
        detail:
          "`\(place)` of \(schema.type) must be \(expected) in api-version \(apiVersion); it is \(found)."))
  }

  private mutating func notInBody(_ name: String, at path: ValuePath) {
    problems.append(
      ArgumentProblem(
        at: path, "Property outside of the body",
        detail: "`\(name)` isn't part of the body that is sent to Azure.",
        hint: name == "name" || name == "type" ? "say it in the argument `\(name)`" : "take it out of the body"))
  }

  // MARK: Unknown names

  private mutating func unknown(
    _ name: String, among members: [BodySchema.Member], in place: String, at path: ValuePath
  ) {
    let isNowhere = members.contains { $0.name == name && $0.isNowhere }
    let here = members.filter { $0.isThere(in: apiVersion) && !$0.isReadOnly }.map(\.name)
    let parent = place.isEmpty ? "The body" : "`\(place)`"
    let others = schema.apiVersions.map { "\($0)" }.joined(separator: ", ")
    let detail =
      if isNowhere {
        "\(parent) of \(schema.type) has no `\(name)`, in no api-version."
      } else if isKnownVersion {
        "\(parent) of \(schema.type) has no `\(name)` in api-version \(apiVersion)."
      } else {
        "Bodies of \(schema.type) are known for the api-version\(schema.apiVersions.count == 1 ? "" : "s") \(others), "
          + "not for \(apiVersion). There \(place.isEmpty ? "the body" : parent) has no `\(name)`."
      }
    problems.append(
      ArgumentProblem(
        isKnownVersion || isNowhere ? .error : .warning, at: path, "Unknown property", detail: detail,
        hint: later(name, members) ?? namesake(of: name, here) ?? like(name)
          ?? (isKnownVersion ? "`schema_validation_enabled = false` sends it as it is" : nil)))
  }

  /// That a later api-version has it.
  private func later(_ name: String, _ members: [BodySchema.Member]) -> String? {
    members.first { $0.name == name && !$0.isNowhere }?.since.map { "it is there from api-version \($0) on" }
  }

  /// What was probably meant, of what there is in the same place.
  private func namesake(of name: String, _ here: [String]) -> String? {
    let meant =
      here.first { $0.lowercased() == name.lowercased() } ?? Diagnostics.suggestion(for: name, among: here)
    return meant.map { "did you mean `\($0)`?" }
  }

  /// Where something with a like name stands elsewhere.
  private func like(_ name: String) -> String? {
    let wanted = Self.stem(name)
    guard wanted.count > 3 else { return nil }
    var found: [(path: String, member: BodySchema.Member, since: String?, isSame: Bool)] = []
    func walk(_ members: [BodySchema.Member], _ place: String, _ since: String?) {
      for member in members where !member.isReadOnly && !member.isNowhere {
        let path = place.isEmpty ? member.name : "\(place).\(member.name)"
        let since = member.since ?? since
        let stem = Self.stem(member.name)
        if stem == wanted || wanted.count > 7 && stem.count > 7 && (stem.contains(wanted) || wanted.contains(stem)) {
          found.append((path, member, since, stem == wanted))
        }
        if case (let inner, let marks)? = Self.inner(of: member.shape) { walk(inner, path + marks, since) }
      }
    }
    walk(schema.members, "", nil)
    guard
      let best = found.min(by: { left, right in
        left.isSame == right.isSame ? left.path.count < right.path.count : left.isSame
      })
    else { return nil }
    let from = best.since.map { $0 > apiVersion ? ", from api-version \($0) on" : "" } ?? ""
    return "what is called so stands at `\(best.path)`\(Self.content(of: best.member))\(from)"
  }

  /// A name without what tells switches from what they switch.
  private static func stem(_ name: String) -> String {
    let lower = name.lowercased()
    for ending in ["enabled", "settings", "profile", "config", "s"] where lower.hasSuffix(ending) {
      return String(lower.dropLast(ending.count))
    }
    for beginning in ["enable", "disable"] where lower.hasPrefix(beginning) {
      return String(lower.dropFirst(beginning.count))
    }
    return lower
  }

  private static func inner(of shape: BodySchema.Shape) -> (members: [BodySchema.Member], marks: String)? {
    switch shape {
    case .object(let members): members.map { ($0, "") }
    case .list(let inner): Self.inner(of: inner).map { ($0.members, "[]" + $0.marks) }
    case .map(let inner): Self.inner(of: inner).map { ($0.members, "{}" + $0.marks) }
    case .any, .bool, .string, .number, .oneOf: nil
    }
  }

  /// What the property that was meant holds, in brackets.
  private static func content(of member: BodySchema.Member) -> String {
    switch member.shape {
    case .object(let members?):
      let parts = members.filter { !$0.isReadOnly && !$0.isNowhere }.map { "`\($0.name)`\(content(of: $0))" }
      return parts.isEmpty || parts.count > 4 ? "" : ", an object with " + parts.joined(separator: ", ")
    case .oneOf(let values, _) where values.count < 6:
      return " (\(values.map { "\"\($0)\"" }.joined(separator: " or ")))"
    case .bool: return " (true or false)"
    default: return ""
    }
  }
}

extension BodySchema.Bounds {
  /// `1 to 5`, `at least 1`.
  fileprivate var text: String {
    switch (min, max) {
    case (let min?, let max?): "\(min) to \(max)"
    case (let min?, nil): "at least \(min)"
    case (nil, let max?): "at most \(max)"
    case (nil, nil): "anything"
    }
  }
}
