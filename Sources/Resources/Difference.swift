import Values

/// What it takes to bring one resource from what is live to what the spec says: pure, and never surprised by what
/// Azure adds on its own.
package struct Difference: Sendable {
  /// One argument or attribute that will be another.
  package struct Change: Sendable {
    package let path: ValuePath
    package let old: Value
    package let new: Value
    /// Whether this one can't be made in place.
    package let forcesReplacement: Bool
    /// Whether this one is made by having something stand in for a while.
    package let isRotation: Bool
    /// Why it is there.
    package let cause: Cause
    /// Why it can't be made at all; nil where it can.
    package let refusal: String?
    /// What the argument names that is made anew under the id it had.
    package let replaced: [InstanceAddress]

    package init(
      path: ValuePath, old: Value, new: Value, forcesReplacement: Bool, isRotation: Bool = false, cause: Cause,
      refusal: String? = nil, replaced: [InstanceAddress] = []
    ) {
      self.isRotation = isRotation
      self.refusal = refusal
      self.replaced = replaced
      self.path = path
      self.old = old
      self.new = new
      self.forcesReplacement = forcesReplacement
      self.cause = cause
    }
  }

  /// Why an argument changes.
  package enum Cause: Sendable, Hashable {
    /// The spec says something else than at the last apply.
    case spec
    /// Azure has something else than what was applied.
    case drift
    /// Both the spec and Azure moved.
    case specAndDrift
    /// It was set once and the spec no longer has it.
    case removed
    /// There is no memory of what was applied.
    case unrecorded
    /// It follows from something that is known only after another change.
    case dependency
    /// It names something that is made anew under the id it had.
    case replacement
  }

  /// The whole value afterwards; unknown where Azure has yet to say.
  package let planned: Value
  package let changes: [Change]
  /// What was set once, is no longer in the spec and stays as it is, since Azure has no value of its own to go back to.
  package let kept: [ValuePath]

  /// The paths that can't be changed in place.
  package var replacementPaths: [ValuePath] {
    changes.filter(\.forcesReplacement).map(\.path)
  }

  /// Compares the arguments of the spec with what is live.
  ///
  /// - Parameters:
  ///   - arguments: an object of the schema's type, null where the spec says nothing.
  ///   - prior: what is live, of the same type; nil where nothing is.
  ///   - recorded: what was applied last; nil without a memory of it.
  ///   - replaced: what is made anew: an argument that names it counts as changed though its text is the same.
  ///   - refine: says what the schema can't, between planning and comparing.
  package init(
    schema: ResourceSchema, arguments: Value, prior: Value?, recorded: RecordedArguments?,
    replaced: ReplacedResources = .none, refine: (Value) -> Value = { $0 }
  ) {
    var builder = DifferenceBuilder(recorded: recorded, replaced: replaced)
    let planned = refine(builder.object(schema, arguments: arguments, prior: prior, at: ValuePath()))
    if prior != nil { builder.compare(schema, prior: prior, planned: planned, arguments: arguments, at: ValuePath()) }
    self.planned = builder.settled(planned, schema: schema)
    changes = builder.changes
    kept = prior == nil ? [] : builder.kept(schema, arguments: arguments, planned: planned, at: ValuePath())
  }
}

extension Difference {
  /// Other plans for the same changes: a replacement makes everything anew that an update would keep.
  package init(planned: Value, changes: [Change]) {
    self.planned = planned
    self.changes = changes
    kept = []
  }
}

/// Plans and compares level by level.
private struct DifferenceBuilder {
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
    let elements = wanted.enumerated().map { index, element in
      object(
        schema, arguments: element, prior: index < present.count ? present[index] : nil,
        at: path.appending(.index(index)))
    }
    return collection(nesting, schema, elements).marked(marks)
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
      guard attribute.isKept, argument.isNothing, !after.isNothing,
        attribute.isBlock ? recorded.hasAny(under: place) : recorded.has(place)
      else { return [] }
      return [place]
    }
  }

  // MARK: Comparing

  /// - Parameter standIn: the name of what can stand in for what this is a part of; nil where nothing can.
  mutating func compare(
    _ schema: ResourceSchema, prior: Value?, planned: Value, arguments: Value, at path: ValuePath,
    standIn: String? = nil
  ) {
    let standIn = schema.rotationName.flatMap { arguments[member: $0]?.stringValue } ?? standIn
    // What only Azure says can't differ from what the spec says.
    for attribute in schema.attributes where attribute.isArgument {
      let place = path.appending(.member(attribute.name))
      let old = prior?[member: attribute.name] ?? .null(attribute.type)
      let new = planned[member: attribute.name] ?? .null(attribute.type)
      let argument = arguments[member: attribute.name] ?? .null(attribute.type)
      switch attribute.content {
      case .block(.single, let inner), .block(.list, let inner):
        if let before = old.elements, let after = new.elements, before.count == after.count {
          for (index, pair) in zip(before, after).enumerated() {
            compare(
              inner, prior: pair.0, planned: pair.1, arguments: argument[index] ?? .null(.dynamic),
              at: place.appending(.index(index)), standIn: standIn)
          }
          continue
        }
      case .block(.set, _), .value: break
      }
      if let open = attribute.openBody?(arguments) {
        compare(open, attribute, old, new, argument, at: place)
        continue
      }
      if attribute.isOnlyRemembered, !new.hasStandIn, old.isWhollyKnown, new.isWhollyKnown {
        compareWithRecord(attribute, schema, new: new, planned: planned, at: place)
        continue
      }
      let isSame = isSame(old, new, attribute, at: place)
      let named = replaced.named(in: argument, at: place)
      let isNamedAnew = isSame && (!named.isEmpty || recorded?.awaitsUpdate(at: place) == true)
      guard !isSame || isNamedAnew else { continue }
      let cause =
        isNamedAnew ? .replacement : cause(of: attribute, argument: argument, old: old, new: new, at: place)
      let way = Way(of: attribute, from: old.unmarked, to: new.unmarked, standIn: standIn)
      changes.append(
        Difference.Change(
          path: place, old: old, new: new, forcesReplacement: way.isReplacement, isRotation: way.isRotation,
          cause: cause, refusal: way.refusal, replaced: named))
    }
  }

  /// How a change can be made.
  private struct Way {
    var isReplacement = false
    var isRotation = false
    var refusal: String?

    init(of attribute: AttributeSchema, from old: Value, to new: Value, standIn: String?) {
      if attribute.isRotatedName, let standIn, old.stringValue == standIn {
        isRotation = true
      } else if let rotation = attribute.rotation, rotation.need.applies(from: old, to: new) {
        isRotation = standIn != nil
        refusal = isRotation ? nil : rotation.refusal
        isReplacement = !isRotation && refusal == nil
      } else {
        isReplacement = attribute.replacement.applies(from: old, to: new) || attribute.replacesByBlocks(old, new)
        refusal = attribute.refusal
      }
    }
  }

  /// Compares what no live value says; what an argument counts the versions of changes along with it.
  private mutating func compareWithRecord(
    _ attribute: AttributeSchema, _ schema: ResourceSchema, new: Value, planned: Value, at path: ValuePath
  ) {
    guard let recorded, !recorded.hasApplied(new, at: path, comparison: attribute.comparison) else { return }
    let parent = ValuePath(Array(path.steps.dropLast()))
    for name in [attribute.name] + attribute.counts {
      guard let changed = schema[name], let value = planned[member: name], !value.isNull else { continue }
      let place = parent.appending(.member(name))
      if changes.contains(where: { $0.path == place }) { continue }
      changes.append(
        Difference.Change(
          path: place, old: .null(changed.type), new: value,
          forcesReplacement: changed.replacement.applies(from: .null(changed.type), to: value.unmarked),
          cause: value.isKnown ? .spec : .dependency))
    }
  }

  /// Compares an argument that may hold anything, part by part.
  private mutating func compare(
    _ open: OpenBody, _ attribute: AttributeSchema, _ old: Value?, _ new: Value?, _ argument: Value?,
    at path: ValuePath
  ) {
    let before = old?.members
    let after = new?.members
    if before != nil || after != nil, before != nil || old?.isNull ?? true, after != nil || new?.isNull ?? true {
      for name in (before ?? Members()).merging(after ?? Members()).keys {
        compare(
          open, attribute, before?[name], after?[name]?.marked(new?.marks ?? .none), argument?[member: name],
          at: path.appending(.member(name)))
      }
      return
    }
    let (old, new) = (old ?? .null(.dynamic), new ?? .null(.dynamic))
    let argument = argument ?? .null(.dynamic)
    let filled =
      new.hasStandIn && recorded?.hasSecrets(at: path) == true
      ? new.transformed { path, part in part.marks.contains(.standIn) ? old[path] ?? part : part } : new
    let isSame = filled.isWhollyKnown && (!new.hasStandIn || filled != new) && open.isSame(old, filled)
    let named = replaced.named(in: argument, at: path)
    let isNamedAnew = isSame && (!named.isEmpty || recorded?.awaitsUpdate(at: path) == true)
    guard !isSame || isNamedAnew else { return }
    var cause =
      isNamedAnew ? .replacement : cause(of: attribute, argument: argument, old: old, new: new, at: path)
    // Of a list that the spec has in another shape now, and of what Azure doesn't answer, nobody knows whether it is what
    // was applied.
    if cause == .specAndDrift, new.elements != nil || old.isNull && open.trustsSilence { cause = .spec }
    changes.append(
      Difference.Change(
        path: path, old: old, new: new, forcesReplacement: !isNamedAnew && open.replaces(at: path), cause: cause,
        replaced: named))
  }

  /// Whether nothing has to be sent: a secret that is kept nowhere counts by its generation, for only Azure has it.
  private func isSame(_ old: Value, _ new: Value, _ attribute: AttributeSchema, at path: ValuePath) -> Bool {
    guard new.hasStandIn else { return Comparison.isSame(old, new, attribute) }
    guard recorded?.hasSecrets(at: path) == true else { return false }
    let filled = new.transformed { path, part in part.marks.contains(.standIn) ? old[path] ?? part : part }
    return Comparison.isSame(old, filled, attribute)
  }

  private func cause(
    of attribute: AttributeSchema, argument: Value, old: Value, new: Value, at path: ValuePath
  ) -> Difference.Cause {
    guard new.isKnown else { return .dependency }
    guard let recorded else { return .unrecorded }
    if new.hasStandIn, !recorded.hasSecrets(at: path) { return .dependency }
    if attribute.isBlock {
      guard recorded.hasAny(under: path) else { return .spec }
      return new.elements?.isEmpty == true ? .removed : .spec
    }
    // What the spec never said follows from something else that changes.
    if argument.isNull, attribute.defaultValue == nil { return recorded.has(path) ? .removed : .spec }
    // Nobody but an apply writes the record.
    if attribute.comparison == .typed || attribute.isRemembered { return .spec }
    let effective = argument.isNull ? attribute.defaultValue ?? argument : argument
    guard let specIsSame = recorded.matches(effective, at: path, comparison: attribute.comparison) else {
      return .spec
    }
    let liveIsSame = recorded.matches(old, at: path, comparison: attribute.comparison) ?? true
    switch (specIsSame, liveIsSame) {
    case (true, _): return .drift
    case (false, true): return .spec
    case (false, false): return .specAndDrift
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

extension AttributeSchema {
  /// Whether blocks that come, go or differ say what can't be changed in place.
  fileprivate func replacesByBlocks(_ old: Value, _ new: Value) -> Bool {
    guard case .block(let nesting, let inner) = content, old.isKnown, new.isKnown else { return false }
    let before = old.elements ?? []
    let after = new.elements ?? []
    if case .set = nesting {
      func others(_ elements: [Value], than rest: [Value]) -> [Value] {
        elements.filter { element in !rest.contains { Comparison.isSame($0, element, inner) } }
      }
      return (others(before, than: after) + others(after, than: before)).contains {
        inner.replaces($0, .null(.dynamic))
      }
    }
    return (0..<Swift.max(before.count, after.count)).contains { index in
      inner.replaces(
        index < before.count ? before[index] : .null(.dynamic), index < after.count ? after[index] : .null(.dynamic))
    }
  }
}

extension ResourceSchema {
  /// Whether two objects differ in what can't be changed in place.
  fileprivate func replaces(_ old: Value, _ new: Value) -> Bool {
    attributes.contains { attribute in
      guard attribute.isArgument else { return false }
      let left = old[member: attribute.name] ?? .null(attribute.type)
      let right = new[member: attribute.name] ?? .null(attribute.type)
      if attribute.isBlock { return attribute.replacesByBlocks(left, right) }
      guard case .always = attribute.replacement else { return false }
      return !Comparison.isSame(left, right, attribute)
    }
  }
}

extension Comparison {
  /// Whether two values of an attribute mean the same; an unknown one means something else.
  fileprivate static func isSame(_ left: Value, _ right: Value, _ attribute: AttributeSchema) -> Bool {
    if case .block(_, let inner) = attribute.content { return isSame(left, right, attribute, inner) }
    if left.isNull || right.isNull { return left.isNothing && right.isNothing }
    return left.isWhollyKnown && right.isWhollyKnown && attribute.comparison.isSame(left, right)
  }

  /// Whether two collections of blocks mean the same.
  fileprivate static func isSame(
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
  fileprivate static func isSame(_ left: Value, _ right: Value, _ schema: ResourceSchema) -> Bool {
    guard left.isKnown, right.isKnown else { return false }
    return schema.attributes.allSatisfy { attribute in
      isSame(
        left[member: attribute.name] ?? .null(attribute.type), right[member: attribute.name] ?? .null(attribute.type),
        attribute)
    }
  }
}

extension Value {
  /// Whether a part of the value, not itself, carries marks.
  fileprivate var isMarkedInside: Bool { unmarked.hasMarks }

  fileprivate func markedIfSensitive(_ attribute: AttributeSchema) -> Value {
    attribute.isSensitive ? marked(.sensitive) : self
  }
}
