import Resources
import Values

/// Compares what is live with what is planned, part by part, for showing.
struct ValueDiffBuilder {
  /// The paths that can't be changed in place.
  let forced: Set<ValuePath>

  init(forced: [ValuePath] = []) {
    self.forced = Set(forced)
  }

  // MARK: Blocks

  /// The change of a resource or of a block in one.
  func block(_ schema: ResourceSchema, _ before: Value?, _ after: Value?, at path: ValuePath = ValuePath())
    -> ValueDiff
  {
    let (before, after) = (before.present, after.present)
    if before.isSensitive || after.isSensitive { return sensitive(before, after, at: path) }
    var attributes: [ValueDiff.Member] = []
    var blocks: [(name: String, elements: [ValueDiff])] = []
    var isChanged = false
    // Not one by one: an attribute as a whole takes longer to copy than what is wanted of it to look at.
    let described = schema.sortedAttributes
    attributes.reserveCapacity(described.count)
    let isUnknown = after?.isKnown == false
    let (oldMembers, newMembers) = (before?.members, after?.members)
    for index in described.indices {
      let name = described[index].name
      let place = self.path(path, .member(name))
      let old = oldMembers?[name]
      let new = isUnknown ? .unknown(described[index].type) : newMembers?[name]
      switch described[index].content {
      case .value:
        if old.present == nil, new.present == nil { continue }
        let diff =
          described[index].isSensitive
          ? sensitive(old.present, new.present, at: place) : value(old, new, at: place)
        attributes.append(ValueDiff.Member(name: name, diff: diff))
        isChanged = isChanged || diff.action != .none
      case .block(let nesting, let inner):
        let elements = self.elements(nesting, inner, old.present, new.present, at: place)
        if elements.isEmpty { continue }
        blocks.append((name, elements))
        isChanged = isChanged || elements.contains { $0.action != .none }
      }
    }
    return ValueDiff(
      action: .action(of: [isChanged ? .update : .none], hadBefore: before != nil, hasAfter: after != nil),
      shape: .block(attributes: attributes, blocks: blocks), forcesReplacement: forced.contains(path))
  }

  private func elements(
    _ nesting: AttributeSchema.Nesting, _ schema: ResourceSchema, _ before: Value?, _ after: Value?, at path: ValuePath
  ) -> [ValueDiff] {
    if before.isSensitive || after.isSensitive { return [sensitive(before, after, at: path)] }
    let old = before?.elements ?? []
    if let after, !after.isKnown {
      if let before, !before.isKnown { return [diff(.none, .unknown(before: nil), at: path)] }
      let action: ValueDiff.Action = old.isEmpty ? .create : .update
      return [ValueDiff(action: action, shape: .unknown(before: nil), forcesReplacement: false)]
    }
    let new = after?.elements ?? []
    var diffs: [ValueDiff]
    if case .set = nesting {
      diffs = matched(old, new).map { block(schema, $0, $1, at: self.path(path, .index(0))) }
    } else {
      diffs = (0..<max(old.count, new.count)).map { index in
        block(
          schema, index < old.count ? old[index] : nil, index < new.count ? new[index] : nil,
          at: self.path(path, .index(index)))
      }
    }
    if forced.contains(path) {
      diffs = diffs.map {
        ValueDiff(action: $0.action, shape: $0.shape, forcesReplacement: $0.action != .none)
      }
    }
    return diffs
  }

  // MARK: Values

  /// The change of one value; nil and null are the same here.
  func value(_ before: Value?, _ after: Value?, at path: ValuePath = ValuePath()) -> ValueDiff {
    let (before, after) = (before.present, after.present)
    if before.isSensitive || after.isSensitive { return sensitive(before, after, at: path) }
    if let after, !after.isKnown {
      // What is not looked at, since nothing needs it, is neither known now nor later: that is no change.
      if let before, !before.isKnown { return diff(.none, .unknown(before: nil), at: path) }
      let old = before.map { value($0, nil, at: path) }
      return diff(before == nil ? .create : .update, .unknown(before: old), at: path)
    }
    guard let shape = after?.outline ?? before?.outline else {
      return diff(.none, .scalar(before: nil, after: nil), at: path)
    }
    if let before, let after, before.outline != after.outline {
      return diff(.update, .reshaped(before: value(before, nil), after: value(nil, after)), at: path)
    }
    func finished(_ actions: [ValueDiff.Action], _ shape: ValueDiff.Shape) -> ValueDiff {
      diff(.action(of: actions, hadBefore: before != nil, hasAfter: after != nil), shape, at: path)
    }
    switch shape {
    case .scalar:
      let action: ValueDiff.Action = before == after ? .none : .update
      return finished([action], .scalar(before: before?.unmarked, after: after?.unmarked))
    case .table:
      let members = self.members(before, after, at: path)
      return finished(
        members.map(\.diff.action), (after ?? before)?.isMap == true ? .map(members) : .object(members))
    case .sequence:
      let isTuple = (after ?? before)?.isTuple == true
      let elements = self.elements(before?.elements, after?.elements, at: path, isTuple: isTuple)
      return finished(elements.map(\.action), .list(elements))
    case .set:
      let elements = matched(before?.elements ?? [], after?.elements ?? []).map {
        value($0, $1, at: self.path(path, .index(0)))
      }
      return finished(elements.map(\.action), .set(elements))
    }
  }

  private func members(_ before: Value?, _ after: Value?, at path: ValuePath) -> [ValueDiff.Member] {
    let old = before?.members ?? Members()
    let new = after?.members ?? Members()
    // The values don't matter here; of what is made or goes, one of the two has all names.
    let names = old.merging(new).keys
    return names.compactMap { name in
      if old[name].present == nil, new[name].present == nil { return nil }
      return ValueDiff.Member(name: name, diff: value(old[name], new[name], at: self.path(path, .member(name))))
    }
  }

  private func elements(_ before: [Value]?, _ after: [Value]?, at path: ValuePath, isTuple: Bool) -> [ValueDiff] {
    ElementAlignment.pairs(before ?? [], after ?? [], joinsChanged: isTuple).map { old, new in
      value(old?.value, new?.value, at: self.path(path, .index(new?.index ?? old?.index ?? 0)))
    }
  }

  /// The elements of two sets: those in both, those gone, those new.
  private func matched(_ before: [Value], _ after: [Value]) -> [(Value?, Value?)] {
    var rest = after
    var pairs: [(Value?, Value?)] = before.map { element in
      guard let index = rest.firstIndex(where: { $0.isSame(as: element) }) else { return (element, nil) }
      return (element, rest.remove(at: index))
    }
    pairs += rest.map { (nil, $0) }
    return pairs
  }

  private func sensitive(_ before: Value?, _ after: Value?, at path: ValuePath) -> ValueDiff {
    let isSame =
      if let before, let after {
        before.isSame(as: after) || (!before.isKnown && !after.isKnown)
      } else {
        before == nil && after == nil
      }
    return diff(
      .action(of: [isSame ? .none : .update], hadBefore: before != nil, hasAfter: after != nil), .sensitive, at: path)
  }

  /// The path of a part. Paths are for what is forced, and mostly nothing is.
  private func path(_ path: ValuePath, _ step: @autoclosure () -> ValuePath.Step) -> ValuePath {
    forced.isEmpty ? path : path.appending(step())
  }

  private func diff(_ action: ValueDiff.Action, _ shape: ValueDiff.Shape, at path: ValuePath) -> ValueDiff {
    ValueDiff(
      action: action, shape: shape, forcesReplacement: action != .none && !path.steps.isEmpty && forced.contains(path))
  }
}

extension ValueDiff.Action {
  fileprivate static func action(of parts: [ValueDiff.Action], hadBefore: Bool, hasAfter: Bool) -> ValueDiff.Action {
    ValueDiff.action(of: parts, hadBefore: hadBefore, hasAfter: hasAfter)
  }
}

extension Value? {
  /// The value unless it is null.
  fileprivate var present: Value? { flatMap { $0.isNull ? nil : $0 } }

  fileprivate var isSensitive: Bool { self?.marks.contains(.sensitive) ?? false }
}

extension Value {
  /// The outer form of a value, which decides how its change is shown.
  fileprivate enum Outline {
    case scalar
    case table
    case sequence
    case set
  }

  fileprivate var outline: Outline {
    switch unmarked {
    case .object, .map: .table
    case .list, .tuple: .sequence
    case .set: .set
    case .null, .unknown, .bool, .number, .string, .marked: .scalar
    }
  }

  fileprivate var isMap: Bool {
    if case .map = unmarked { true } else { false }
  }

  fileprivate var isTuple: Bool {
    if case .tuple = unmarked { true } else { false }
  }

  /// Whether two values show the same, whatever their marks.
  func isSame(as other: Value) -> Bool {
    isKnown && other.isKnown && unmarkedDeep == other.unmarkedDeep
  }
}
