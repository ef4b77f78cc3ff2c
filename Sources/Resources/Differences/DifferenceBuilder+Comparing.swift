import Values

/// What changes between what is live and what is planned, and how each change can be made.
extension DifferenceBuilder {
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
      if attribute.isNeverAnswered, !new.hasStandIn, old.isWhollyKnown, new.isWhollyKnown {
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
    // Of what lives in the record, what is live is the stand-in itself.
    return filled == old || Comparison.isSame(old, filled, attribute)
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
    if argument.isNull, !attribute.variesByVersion, wasLeftOut(at: path, recorded) { return .drift }
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
}

extension DifferenceBuilder {
  /// Whether the last apply found an argument left out of what it is an argument of, so that its default was applied.
  private func wasLeftOut(at path: ValuePath, _ recorded: RecordedArguments) -> Bool {
    if recorded.has(path) { return false }
    // Around an argument of a block is the element of a list, and around that the block.
    let block = path.steps.dropLast(2)
    return block.isEmpty || recorded.hasAny(under: ValuePath(Array(block)))
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
