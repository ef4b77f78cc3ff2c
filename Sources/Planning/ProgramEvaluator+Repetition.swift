import Configuration
import Diagnostics
import Evaluation
import Resources
import Syntax
import Values

/// The rules of `count` and `for_each`.
extension ProgramEvaluator {
  /// The repetitions to evaluate. Validation looks at what is written in a block once, however often it counts.
  func repetitions(of repeats: Repeat) -> [Repetition] {
    isValidating ? [.none] : repeats.repetitions
  }

  func repeats(count: Expression?, forEach: Expression?, in scope: ModuleScope) -> Repeat {
    let repeats = writtenRepeats(count: count, forEach: forEach, in: scope)
    if isValidating, count != nil || forEach != nil { return .unknown(isCount: count != nil) }
    return repeats
  }

  /// How a block is repeated, as far as its expressions say it.
  func writtenRepeats(count: Expression?, forEach: Expression?, in scope: ModuleScope) -> Repeat {
    if let count {
      let result = evaluator(scope).value(of: count, as: .number)
      for diagnostic in result.diagnostics { report(diagnostic) }
      return repeats(count: result.value, at: count.range, hasFailed: result.diagnostics.hasErrors)
    }
    if let forEach {
      let result = evaluator(scope).value(of: forEach)
      for diagnostic in result.diagnostics { report(diagnostic) }
      return repeats(forEach: result.value, at: forEach.range, hasFailed: result.diagnostics.hasErrors)
    }
    return .once
  }

  func repeats(count value: Value, at range: SourceRange, hasFailed: Bool) -> Repeat {
    if hasFailed { return .unknown(isCount: true) }
    func invalid(_ detail: String) -> Repeat {
      report(.error("Invalid count argument", detail: detail, at: range))
      return .unknown(isCount: true)
    }
    if value.hasSensitive {
      return invalid(
        "Sensitive values, or values derived from sensitive values, cannot be used as count arguments: the number of "
          + "instances would give them away.")
    }
    if value.marks.contains(.ephemeral) {
      return invalid(
        "The given \"count\" is derived from an ephemeral value, which the next run may not have. Use only values that "
          + "last to specify the number of instances.")
    }
    if !value.isKnown {
      reportUnknown("count", at: range)
      return .unknown(isCount: true)
    }
    if value.isNull {
      return invalid("The given \"count\" argument value is null. An integer is required.")
    }
    guard let count = value.intValue else {
      return invalid("The given \"count\" argument value is unsuitable: a whole number is required.")
    }
    if count < 0 {
      return invalid(
        "The given \"count\" argument value is unsuitable: must be greater than or equal to zero.")
    }
    if count > Self.instancesMax {
      return invalid(
        "The given \"count\" argument value is \(count), and one block can have \(Self.instancesMax) instances at most."
      )
    }
    return .count(count)
  }

  /// More than any subscription takes; a slip of the pen beyond it would only fill the memory.
  private static let instancesMax = 100_000
  /// The same for all blocks together.
  private static let allInstancesMax = 1_000_000

  func repeats(forEach value: Value, at range: SourceRange, hasFailed: Bool) -> Repeat {
    if hasFailed { return .unknown(isCount: false) }
    func invalid(_ summary: String, _ detail: String) -> Repeat {
      report(.error(summary, detail: detail, at: range))
      return .unknown(isCount: false)
    }
    func tooMany(_ count: Int) -> Repeat {
      invalid(
        "Invalid for_each argument",
        "The given \"for_each\" value has \(count) elements, and one block can have \(Self.instancesMax) instances at "
          + "most.")
    }
    if value.marks.contains(.sensitive) {
      return invalid(
        "Invalid for_each argument",
        "Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments. If used, the "
          + "sensitive value could be exposed as a resource instance key.")
    }
    if value.marks.contains(.ephemeral) {
      return invalid(
        "Invalid for_each argument",
        "The given \"for_each\" value is derived from an ephemeral value, which the next run may not have. Use only values "
          + "that last to specify the keys of instances.")
    }
    switch value.unmarked {
    case .null:
      return invalid(
        "Invalid for_each argument",
        "The given \"for_each\" argument value is unsuitable: the given \"for_each\" argument value is null. A map, or "
          + "set of strings is allowed.")
    case .unknown:
      reportUnknown("for_each", at: range)
      return .unknown(isCount: false)
    case .map(let members, of: _), .object(let members):
      if members.count > Self.instancesMax { return tooMany(members.count) }
      return .forEach(members.map { (key: .string($0), value: $1) })
    case .set(let elements, of: let type):
      if elements.contains(where: { !$0.isKnown }) {
        reportUnknown("for_each", at: range)
        return .unknown(isCount: false)
      }
      if elements.count > Self.instancesMax { return tooMany(elements.count) }
      guard elements.allSatisfy({ $0.stringValue != nil }), elements.isEmpty || type == .string else {
        return invalid(
          "Invalid for_each set argument",
          "The given \"for_each\" argument value is unsuitable: \"for_each\" supports maps and sets of strings, but you "
            + "have provided a set containing type \(type.description).")
      }
      return .forEach(elements.map { (key: $0, value: $0) })
    case .bool, .number, .string, .list, .tuple, .marked:
      return invalid(
        "Invalid for_each argument",
        "The given \"for_each\" argument value is unsuitable: the \"for_each\" argument must be a map, or set of strings, "
          + "and you have provided a value of type \(value.unmarked.type.friendlyName).")
    }
  }

  /// Whether a block may be repeated so often in the instances of its module; reports it if it may not.
  func mayAdd(_ repeats: [Repeat], at range: SourceRange) -> Bool {
    let count = repeats.reduce(0) { $0 + $1.count }
    if instanceCount + count <= Self.allInstancesMax {
      instanceCount += count
      return true
    }
    report(
      .error(
        "Too many instances",
        detail: "In the \(repeats.count) instances of its module together, this block would have \(count) instances. "
          + "All blocks can have \(Self.allInstancesMax) at most.",
        at: range, hint: "lower the count of the module or of the block"))
    return false
  }

  /// Reports a number of instances that isn't known, unless that may come of a mistake which has been reported.
  private func reportUnknown(_ name: String, at range: SourceRange) {
    if !isValidating { reportUnlessSpoilt(PlanningDiagnostics.unknownCount(name, at: range)) }
  }

  /// Looks up anew what an instance is made for, now that more is known, and with it all others of its block, which the
  /// same expression says. Which instances there are was settled by the plan.
  func renewRepetition(of instance: ResourceInstance, in module: ModuleInstance) {
    if instance.repetition.isWhollyKnown { return }
    let renewed = repetitions(of: instance.declaration.forEach, in: scope(module))
    for other in module.resource(instance.declaration.key)?.all ?? [] where !other.repetition.isWhollyKnown {
      other.repetition = renewed[other.repetition.key] ?? other.repetition
    }
  }

  /// As ``renewRepetition(of:in:)``, for the instances of a module.
  func renewRepetitions(ofCallOf module: Int) {
    var renewed: [ModuleAddress: [InstanceKey: Repetition]] = [:]
    for instance in instances[module] where !instance.repetition.isWhollyKnown {
      guard let parent = instance.parent else { continue }
      let found = renewed[parent.address] ?? repetitions(of: graph.calls[module]?.forEach, in: scope(parent))
      renewed[parent.address] = found
      instance.repetition = found[instance.repetition.key] ?? instance.repetition
    }
  }

  /// What a `for_each` says by now, by key.
  private func repetitions(of forEach: Expression?, in scope: ModuleScope) -> [InstanceKey: Repetition] {
    guard let forEach else { return [:] }
    let result = evaluator(scope).value(of: forEach)
    for diagnostic in result.diagnostics { report(diagnostic) }
    let repeats = repeats(forEach: result.value, at: forEach.range, hasFailed: result.diagnostics.hasErrors)
    return Dictionary(uniqueKeysWithValues: repeats.repetitions.map { ($0.key, $0) })
  }
}
