import Values

/// How an argument is gone about that may hold anything, such as the body of `azapi_resource`: each member of it is an
/// argument of its own, however deep it stands, and what the spec doesn't say there is not ours.
///
/// Lists are one argument each.
package struct OpenBody: Sendable {
  /// Whether the case of letters doesn't tell texts apart.
  package var ignoresCase = false
  /// Whether what Azure doesn't answer counts as being there as it was sent: it may be a secret.
  package var trustsSilence = true
  /// The paths, from the argument on, whose change replaces the resource.
  package var replacing: [ValuePath] = []
  /// How lists are gone about that aren't as most, by their paths from the argument on, without indices.
  package var lists: [ValuePath: ListRule] = [:]

  /// What is special about a list.
  package struct ListRule: Sendable {
    /// The members that tell its elements apart together; nil for `name`, where all have one, and the order where not.
    package var key: [String]?
    /// Whether elements that the spec doesn't have may be there, and stay.
    package var isPartial = false

    package init() {}
  }

  package init() {}

  // MARK: Parts

  /// The parts of a value that are arguments each: all that isn't an object with members. Marks around a part are on it.
  package static func leaves(of value: Value, at path: ValuePath = ValuePath(), includingEmpty: Bool = false)
    -> [(path: ValuePath, value: Value)]
  {
    guard let members = value.members else { return value.isNull && path.steps.count <= 1 ? [] : [(path, value)] }
    if members.isEmpty { return includingEmpty && path.steps.count > 1 ? [(path, value)] : [] }
    return members.flatMap { name, member in
      leaves(
        of: member.marked(value.marks), at: path.appending(.member(name)), includingEmpty: includingEmpty)
    }
  }

  /// What paths lead to in a value, in its place; a list as a whole where one leads into it; nil for nothing.
  package static func part(of value: Value, at paths: [ValuePath], from place: ValuePath = ValuePath()) -> Value? {
    if paths.contains(where: { place.steps.starts(with: $0.steps) }) { return value }
    guard let members = value.members else {
      return paths.contains { $0.steps.starts(with: place.steps) } ? value : nil
    }
    let found = members.compactMap { name, member in
      part(of: member, at: paths, from: place.appending(.member(name))).map { (name, $0) }
    }
    return found.isEmpty ? nil : Value.object(Members(found)).marked(value.marks)
  }

  // MARK: What is ours of a live value

  /// What a live value has at the places that the spec names or the record remembers; nil for nothing.
  ///
  /// - Parameter isApplied: whether the argument has just been applied, so that silence says nothing.
  package func projection(
    of live: Value?, onto argument: Value?, _ recorded: RecordedArguments?, isApplied: Bool, at path: ValuePath
  ) -> Value? {
    let live = live.flatMap { $0.isNull ? nil : $0 }
    guard let argument else { return remembered(live, recorded, at: path) }
    guard let wanted = argument.members else {
      guard let live else { return isSilent(argument, recorded, isApplied, at: path) ? argument : nil }
      guard argument.elements != nil, live.elements != nil else { return live }
      return shaped(
        live, like: argument, fillsIn: isSilent(argument, recorded, isApplied, at: path), at: path.dropping(1))
    }
    if let live, live.members == nil { return live }
    let present = live?.members ?? Members()
    var found = Members()
    for name in wanted.merging(present).keys {
      found[name] = projection(
        of: present[name], onto: wanted[name], recorded, isApplied: isApplied, at: path.appending(.member(name)))
    }
    return live == nil && found.isEmpty ? nil : .object(found)
  }

  /// What the spec once said and says no longer.
  private func remembered(_ live: Value?, _ recorded: RecordedArguments?, at path: ValuePath) -> Value? {
    guard let live, let recorded else { return nil }
    if recorded.has(path) { return recorded.isSecret(path) ? live.marked(.sensitive) : live }
    guard let members = live.members, recorded.remembers(beneath: path) else { return nil }
    let found = Members(
      members.compactMap { name, member in
        remembered(member, recorded, at: path.appending(.member(name))).map { (name, $0) }
      })
    return found.isEmpty ? nil : .object(found)
  }

  /// Whether what isn't answered counts as what the argument says: it was applied so.
  private func isSilent(_ argument: Value, _ recorded: RecordedArguments?, _ isApplied: Bool, at path: ValuePath)
    -> Bool
  {
    guard trustsSilence, argument.isWhollyKnown else { return false }
    if isApplied { return true }
    guard let recorded, recorded.has(path) else { return false }
    return recorded.matches(argument, at: path, comparison: .exact) ?? true
  }

  /// A live value with no more members in the elements of its lists than the argument has there, and in its order where
  /// elements can be told apart.
  private func shaped(_ live: Value, like argument: Value, fillsIn: Bool, at place: ValuePath) -> Value {
    if let wanted = argument.members {
      guard let present = live.members else { return live }
      return .object(
        Members(
          wanted.compactMap { name, member in
            guard let found = present[name], !found.isNull else {
              return fillsIn && !member.isNothing ? (name, member) : nil
            }
            return (name, shaped(found, like: member, fillsIn: fillsIn, at: place.appending(.member(name))))
          }))
    }
    guard let wanted = argument.elements, var rest = live.elements else { return live }
    let isPartial = lists[place]?.isPartial ?? false
    let isNamed = (isPartial ? wanted : wanted + rest).allSatisfy { identity(of: $0, in: place) != nil }
    var elements: [Value] = []
    for element in wanted {
      let own = isNamed ? identity(of: element, in: place) : nil
      let index = isNamed ? rest.firstIndex { identity(of: $0, in: place) == own } : rest.indices.first
      guard let index else { continue }
      elements.append(shaped(rest.remove(at: index), like: element, fillsIn: fillsIn, at: place))
    }
    return .tuple(isPartial ? elements : elements + rest)
  }

  /// What tells an element of a list from the others; nil where it lacks that.
  private func identity(of element: Value, in place: ValuePath) -> [String]? {
    let parts = (lists[place]?.key ?? ["name"]).map { name in
      element[member: name].flatMap { $0.isNull || !$0.isKnown ? nil : CanonicalText.of($0.unmarked).lowercased() }
    }
    return parts.contains(nil) ? nil : parts.compactMap { $0 }
  }

  // MARK: Planning

  /// The argument, with what is live in the place of what means the same.
  package func planned(_ argument: Value, live: Value?) -> Value {
    if let members = argument.members {
      return Value.object(members.map { planned($1, live: live?[member: $0]) }).marked(argument.marks)
    }
    guard let live, !live.isNull, !argument.isNull, argument.isWhollyKnown, isSame(live, argument),
      !argument.unmarked.hasMarks
    else { return argument }
    return live.unmarked.marked(argument.marks.union(live.marks))
  }

  /// Whether two values mean the same. What is false or empty is as good as not there.
  package func isSame(_ left: Value, _ right: Value) -> Bool {
    if left.isNull || right.isNull { return left.isNothing && right.isNothing }
    if let before = left.members, let after = right.members {
      return before.merging(after).keys.allSatisfy { name in
        isSame(before[name] ?? .null(.dynamic), after[name] ?? .null(.dynamic))
      }
    }
    if let before = left.elements, let after = right.elements {
      return before.count == after.count && zip(before, after).allSatisfy { isSame($0, $1) }
    }
    if let before = left.stringValue, let after = right.stringValue {
      // ARM compares ids without regard to case.
      let isCaseless = ignoresCase || after.lowercased().hasPrefix("/subscriptions/")
      return before == after || isCaseless && before.lowercased() == after.lowercased()
    }
    return left.isKnown && right.isKnown && left.unmarked == right.unmarked
  }

  /// Whether a change at a path, which begins with the argument's name, replaces the resource.
  package func replaces(at path: ValuePath) -> Bool {
    let inside = path.steps.dropFirst()
    return replacing.contains { inside.starts(with: $0.steps) || $0.steps.starts(with: inside) }
  }

  /// The elements of a list with all else that the same live ones have, and those that may be there besides.
  ///
  /// - Parameter place: where the value stands, from the argument on.
  package func merged(_ planned: Value, into live: Value, at place: ValuePath = ValuePath()) -> Value {
    if let members = planned.members, let present = live.members {
      return .object(
        present.merging(members).map { name, member in
          guard members[name] != nil, let old = present[name] else { return member }
          return merged(member, into: old, at: place.appending(.member(name)))
        })
    }
    guard let elements = planned.elements, var rest = live.elements else { return planned }
    let found = elements.map { element in
      guard let own = identity(of: element, in: place),
        let index = rest.firstIndex(where: { identity(of: $0, in: place) == own })
      else { return element }
      return self.merged(element, into: rest.remove(at: index), at: place)
    }
    guard lists[place]?.isPartial == true else { return .tuple(found) }
    let isNamed = elements.allSatisfy { identity(of: $0, in: place) != nil }
    return .tuple(found + (isNamed ? rest : Array(rest.dropFirst(elements.count))))
  }
}

extension ResourceSchema {
  /// The attributes of a live resource with no more in them than is ours: of an argument that may hold anything, what the
  /// spec names or the record remembers; of one that Azure doesn't keep, nothing where it is to be another.
  ///
  /// - Parameter isApplied: whether the arguments have just been applied.
  package func ours(
    of attributes: Value, arguments: Value?, recorded: RecordedArguments?, isApplied: Bool = false
  ) -> Value {
    guard hasOpenBodies, var members = attributes.members else { return attributes }
    for attribute in self.attributes {
      let path = ValuePath([.member(attribute.name)])
      let argument = arguments?[path].flatMap { $0.isNull ? nil : $0 }
      if let open = attribute.openBody?(arguments ?? .null(.dynamic)), !attribute.isWriteOnly {
        members[attribute.name] =
          open.projection(of: members[attribute.name], onto: argument, recorded, isApplied: isApplied, at: path)
          ?? .null(attribute.type)
      } else if attribute.isRemembered, let argument, !isApplied, argument.isWhollyKnown, let recorded {
        let isAsApplied =
          recorded.matches(argument, at: path, comparison: attribute.comparison)
          ?? (recorded.has(path) || attribute.replacement.applies(from: argument, to: argument))
        members[attribute.name] = isAsApplied ? argument : .null(attribute.type)
      }
    }
    return Value.object(members).marked(attributes.marks)
  }
}

extension Value {
  /// Whether the value says no more than null does: Azure leaves out what is false or empty.
  var isNothing: Bool {
    switch unmarked {
    case .null: true
    case .bool(let bool): !bool
    case .string(let string): string.isEmpty
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements): elements.isEmpty
    case .map(let members, of: _), .object(let members): members.values.allSatisfy(\.isNull)
    case .unknown, .number, .marked: false
    }
  }
}
