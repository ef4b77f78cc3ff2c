import Values

/// Plans and compares level by level.
struct DifferenceBuilder {
  let recorded: RecordedArguments?
  let replaced: ReplacedResources
  var changes: [Difference.Change] = []

  init(recorded: RecordedArguments?, replaced: ReplacedResources) {
    self.recorded = recorded
    self.replaced = replaced
  }

  // MARK: Planning

  /// The object afterwards.
  func object(_ schema: ResourceSchema, arguments: Value, prior: Value?, at path: ValuePath) -> Value {
    let marks = arguments.marks
    if !arguments.isKnown { return .unknown(schema.type).marked(marks) }
    return schema.object { attribute in
      // Paths are for what is remembered, and of what is new nothing is.
      let place = recorded == nil ? path : path.appending(.member(attribute.name))
      let argument = arguments[member: attribute.name] ?? .null(attribute.type)
      let live = prior.flatMap { $0.isNull ? nil : $0[member: attribute.name] }
      if let open = attribute.openBody?(arguments) {
        return (argument.isNull ? .null(attribute.type) : open.planned(argument, live: live))
          .markedIfSensitive(attribute)
      }
      return planned(attribute, argument: argument, live: live, exists: prior != nil, at: place)
    }.marked(marks)
  }

  private func planned(
    _ attribute: AttributeSchema, argument: Value, live: Value?, exists: Bool, at path: ValuePath
  ) -> Value {
    guard attribute.presence != .computed else {
      return (live ?? .unknown(attribute.type)).markedIfSensitive(attribute)
    }
    switch attribute.content {
    case .value:
      return plannedArgument(attribute, argument: argument, live: live, exists: exists, at: path)
        .markedIfSensitive(attribute)
    case .block(let nesting, let schema):
      return plannedBlocks(
        attribute, nesting, schema, argument: argument, live: live, exists: exists, at: path)
    }
  }

  private func plannedArgument(
    _ attribute: AttributeSchema, argument: Value, live: Value?, exists: Bool, at path: ValuePath
  ) -> Value {
    if !argument.isNull { return keeping(live, unlessChangedTo: argument, by: attribute.comparison) }
    if let value = attribute.defaultValue { return keeping(live, unlessChangedTo: value, by: attribute.comparison) }
    guard exists else {
      if let value = attribute.createDefault { return value }
      return attribute.presence == .optionalComputed ? .unknown(attribute.type) : .null(attribute.type)
    }
    // Absent and never ours: it stays as it is. Absent and once ours: it goes, but for what Azure decided if nobody did.
    guard recorded?.has(path) == true else { return live ?? .null(attribute.type) }
    if attribute.isKept { return live ?? .null(attribute.type) }
    return attribute.createDefault ?? .null(attribute.type)
  }

  private func plannedBlocks(
    _ attribute: AttributeSchema, _ nesting: AttributeSchema.Nesting, _ schema: ResourceSchema, argument: Value,
    live: Value?, exists: Bool, at path: ValuePath
  ) -> Value {
    let marks = argument.marks
    guard argument.isKnown else { return .unknown(attribute.type).marked(marks) }
    let wanted = argument.elements ?? []
    let present = live?.elements ?? []
    if wanted.isEmpty {
      guard exists else {
        return attribute.presence == .optionalComputed ? .unknown(attribute.type) : collection(nesting, schema, [])
      }
      return recorded?.hasAny(under: path) == true && !attribute.isKept
        ? collection(nesting, schema, []) : live ?? collection(nesting, schema, [])
    }
    if case .set = nesting {
      var rest = present
      let elements = wanted.map { element -> Value in
        for (index, candidate) in rest.enumerated() {
          let planned = object(schema, arguments: element, prior: candidate, at: path.appending(.index(0)))
          if Comparison.isSame(planned, candidate, schema) {
            rest.remove(at: index)
            return candidate
          }
        }
        return object(schema, arguments: element, prior: nil, at: path.appending(.index(0)))
      }
      return collection(nesting, schema, elements).marked(marks)
    }
    let elements = wanted.enumerated().compactMap { index, element -> Value? in
      let prior = index < present.count ? present[index] : nil
      if prior == nil, attribute.vanishesWhenEmpty, element.members?.values.allSatisfy(\.isNull) == true { return nil }
      return following(
        object(schema, arguments: element, prior: prior, at: path.appending(.index(index))), from: element,
        prior: prior, schema)
    }
    return collection(nesting, schema, elements).marked(marks)
  }

  /// A block in which what follows from an argument that is another one is unknown again.
  private func following(_ planned: Value, from argument: Value, prior: Value?, _ schema: ResourceSchema) -> Value {
    guard schema.hasFollowers, let prior, !prior.isNull, var members = planned.members else { return planned }
    for follower in schema.attributes
    where argument[member: follower.name]?.isNull != false
      && follower.changesWith.contains(where: { name in
        guard let attribute = schema[name] else { return false }
        let (old, new) = (prior[member: name], members[name])
        return !Comparison.isSame(old ?? .null(attribute.type), new ?? .null(attribute.type), attribute)
      })
    {
      members[follower.name] = Value.unknown(follower.type).markedIfSensitive(follower)
    }
    return Value.object(members).marked(planned.marks)
  }

  private func collection(_ nesting: AttributeSchema.Nesting, _ schema: ResourceSchema, _ elements: [Value]) -> Value {
    if case .set = nesting { return .set(elements, of: schema.type) }
    return .list(elements, of: schema.type)
  }

  /// The live value where it means the same, with the letter case that Azure gave it; else the argument.
  private func keeping(_ live: Value?, unlessChangedTo argument: Value, by comparison: Comparison) -> Value {
    if let live, live.isNull, argument.isNothing { return live.marked(argument.marks) }
    guard let live, !live.isNull, argument.isKnown, comparison.isSame(live, argument) else { return argument }
    // The live text would drop marks inside a collection, so a value with marks stays itself.
    if argument.isMarkedInside { return argument }
    return live.unmarked.marked(argument.marks.union(live.marks))
  }

  /// What was set once and is no longer in the spec, and stays.
  func kept(_ schema: ResourceSchema, arguments: Value, planned: Value, at path: ValuePath) -> [ValuePath] {
    guard let recorded, arguments.isKnown else { return [] }
    return schema.attributes.flatMap { attribute -> [ValuePath] in
      guard attribute.isArgument, !attribute.isInferred, attribute.openBody == nil else { return [] }
      let place = path.appending(.member(attribute.name))
      let argument = arguments[member: attribute.name] ?? .null(attribute.type)
      let after = planned[member: attribute.name] ?? .null(attribute.type)
      if case .block(let nesting, let inner) = attribute.content, let elements = argument.elements, !elements.isEmpty {
        if case .set = nesting { return [] }
        return elements.enumerated().flatMap { index, element in
          kept(
            inner, arguments: element, planned: after[index] ?? .null(inner.type), at: place.appending(.index(index)))
        }
      }
      // What is off may have been on by itself.
      guard attribute.isKept, argument.isNothing, !after.isNothing || after.boolValue == false,
        attribute.isBlock ? recorded.hasAny(under: place) : recorded.has(place)
      else { return [] }
      return [place]
    }
  }

  // MARK: After the changes are known

  /// Computed values that follow a changed argument are unknown again.
  func settled(_ planned: Value, schema: ResourceSchema) -> Value {
    guard let members = planned.members, !changes.isEmpty else { return planned }
    let changed = Set(
      changes.compactMap { change -> String? in
        if case .member(let name)? = change.path.steps.first { name } else { nil }
      })
    var result = members
    for attribute in schema.attributes where !changed.isDisjoint(with: attribute.changesWith) {
      result[attribute.name] = Value.unknown(attribute.type).markedIfSensitive(attribute)
    }
    return Value.object(result).marked(planned.marks)
  }
}

extension Value {
  /// Whether a part of the value, not itself, carries marks.
  fileprivate var isMarkedInside: Bool { unmarked.hasMarks }

  fileprivate func markedIfSensitive(_ attribute: AttributeSchema) -> Value {
    attribute.isSensitive ? marked(.sensitive) : self
  }
}
