import Values

/// How the spec's value and Azure's are told apart.
///
/// A comparison is a canonical form: two values are the same where their canonical forms are equal.
package enum Comparison: Sendable, Hashable {
  case exact
  /// Types count, too: `"1"` is another value than `1`, a list than a tuple.
  case typed
  /// `Standard` is `standard`.
  case ignoringCase
  /// `Central US` is `centralus`.
  case location
  /// ARM compares resource ids without regard to case.
  case resourceID
  /// A heredoc ends with a newline that Azure doesn't keep.
  case trimmingTrailingWhitespace
  /// A list whose order Azure doesn't keep; its elements are compared without regard to case if so said.
  case unordered(ignoringCase: Bool = false)
  /// Only what follows the last slash counts, without regard to case: a role has one GUID and many ids.
  case lastSegment
  /// A list in one text, with commas: neither order nor case counts, nor spaces around elements.
  case settingList
  /// A map, list or set in which what begins with one of these texts is others' and doesn't count.
  case leavingOut([String])

  /// Whether two known values mean the same.
  package func isSame(_ left: Value, _ right: Value) -> Bool {
    if self == .typed, left.unmarkedDeep.type != right.unmarkedDeep.type { return false }
    return CanonicalText.of(canonical(left)) == CanonicalText.of(canonical(right))
  }

  /// The canonical form of a value, through lists and maps; unknown and null values are their own.
  package func canonical(_ value: Value) -> Value {
    switch value {
    case .marked(let marked): canonical(marked.value)
    case .string(let string): .string(canonical(string))
    case .number(let number): .number(number)
    case .list(let elements, of: let type): .list(ordered(elements.filter(counts)), of: type)
    case .set(let elements, of: let type): .list(sorted(elements.filter(counts).map(canonical)), of: type)
    case .tuple(let elements): .tuple(ordered(elements))
    case .map(let members, of: let type): .map(counted(members).map { canonical($1) }, of: type)
    case .object(let members): .object(members.map { canonical($1) })
    case .null, .unknown, .bool: value
    }
  }

  /// Whether an element of a list or set counts.
  private func counts(_ element: Value) -> Bool {
    guard case .leavingOut(let prefixes) = self, let text = element.stringValue else { return true }
    return !prefixes.contains { text.hasPrefix($0) }
  }

  private func counted(_ members: Members) -> Members {
    guard case .leavingOut(let prefixes) = self else { return members }
    return Members(zip(members.keys, members.values).filter { key, _ in !prefixes.contains { key.hasPrefix($0) } })
  }

  private func ordered(_ elements: [Value]) -> [Value] {
    let canonical = elements.map(canonical)
    if case .unordered = self { return sorted(canonical) }
    return canonical
  }

  private func sorted(_ elements: [Value]) -> [Value] {
    elements.sorted { CanonicalText.of($0).precedesInUTF8(CanonicalText.of($1)) }
  }

  private func canonical(_ string: String) -> String {
    switch self {
    case .exact, .typed, .leavingOut, .unordered(ignoringCase: false): string
    case .ignoringCase, .resourceID, .unordered(ignoringCase: true): string.lowercased()
    case .settingList:
      string.lowercased().split(separator: ",").map { $0.filter { $0 != " " } }.sorted { $0.precedesInUTF8($1) }
        .joined(separator: ",")
    case .lastSegment: string.lowercased().split(separator: "/").last.map(String.init) ?? ""
    case .location: string.lowercased().filter { $0 != " " }
    case .trimmingTrailingWhitespace:
      String(string.reversed().drop(while: \.isWhitespace).reversed())
    }
  }
}

extension Comparison {
  /// Whether two values of an attribute mean the same; an unknown one means something else.
  static func isSame(_ left: Value, _ right: Value, _ attribute: AttributeSchema) -> Bool {
    if case .block(_, let inner) = attribute.content { return isSame(left, right, attribute, inner) }
    if left.isNull || right.isNull { return left.isNothing && right.isNothing }
    return left.isWhollyKnown && right.isWhollyKnown && attribute.comparison.isSame(left, right)
  }

  /// Whether two collections of blocks mean the same.
  static func isSame(
    _ left: Value, _ right: Value, _ attribute: AttributeSchema, _ inner: ResourceSchema
  ) -> Bool {
    guard let before = left.elements, let after = right.elements, before.count == after.count else {
      return (left.elements ?? []).isEmpty && (right.elements ?? []).isEmpty && left.isKnown && right.isKnown
    }
    guard case .block(.set, _) = attribute.content else {
      return zip(before, after).allSatisfy { isSame($0, $1, inner) }
    }
    var rest = before
    for element in after {
      guard let index = rest.firstIndex(where: { isSame($0, element, inner) }) else { return false }
      rest.remove(at: index)
    }
    return true
  }

  /// Whether two objects of a schema mean the same.
  static func isSame(_ left: Value, _ right: Value, _ schema: ResourceSchema) -> Bool {
    guard left.isKnown, right.isKnown else { return false }
    return schema.attributes.allSatisfy { attribute in
      isSame(
        left[member: attribute.name] ?? .null(attribute.type), right[member: attribute.name] ?? .null(attribute.type),
        attribute)
    }
  }
}
