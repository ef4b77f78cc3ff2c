import Diagnostics
import Syntax
import Values

extension Evaluation {
  mutating func tuple(of elements: [Expression]) -> Value {
    .tuple(elements.map { value(of: $0) })
  }

  mutating func object(of items: [ObjectItem]) -> Value {
    var pairs: [(String, Value)] = []
    pairs.reserveCapacity(items.count)
    var marks = Marks.none
    var isKnown = true
    for item in items {
      let key = key(of: item)
      let value = value(of: item.value)
      guard let key else {
        isKnown = false
        continue
      }
      marks.formUnion(key.marks)
      if let name = key.stringValue { pairs.append((name, value)) } else { isKnown = false }
    }
    guard isKnown else { return Value.unknown(.dynamic).marked(marks) }
    return Value.object(Members(pairs)).marked(marks)
  }

  /// The key of a member: a string, or unknown; nil, with a finding, if it is neither.
  private mutating func key(of item: ObjectItem) -> Value? {
    guard case .expression(let expression) = item.key else {
      if case .name(let name, _) = item.key { return .string(name) }
      return nil
    }
    if let traversal = expression.asTraversal, !traversal.steps.isEmpty {
      let isDeclared = checked(expression).isValid
      if isDeclared {
        report(
          .error(
            "Ambiguous attribute key",
            detail: "This can be meant as a name with periods in it or as a reference to a name.",
            at: expression.range, hint: "put a name in quotes, a reference in parentheses"))
      }
      return nil
    }
    let (key, isValid) = checked(expression)
    guard isValid else { return nil }
    if key.isNull {
      report(.error("Null value as key", detail: "Can't use a null value as a key.", at: item.value.range))
      return nil
    }
    do throws(ConversionError) {
      return try key.converted(to: .string)
    } catch {
      report(
        .error(
          "Incorrect key type", detail: "Can't use this value as a key: \(error).",
          at: expression.range))
      return nil
    }
  }

  // MARK: - for

  mutating func value(of loop: For) -> Value {
    guard let items = iteration(over: loop.collection) else { return .unknown(.dynamic) }
    if let condition = loop.condition, !isPlausible(condition, in: loop) { return .unknown(.dynamic) }
    guard let pairs = items.pairs else { return Value.unknown(.dynamic).marked(items.marks) }
    var building = ForResult(marks: items.marks)
    for (key, element) in pairs where !isExhausted {
      binding(loop.keyName, key, loop.valueName, element) { $0.add(to: &building, from: loop) }
    }
    guard building.isKnown else { return Value.unknown(.dynamic).marked(building.marks) }
    return building.value(of: loop).marked(building.marks)
  }

  /// What a collection is to be walked as; `pairs` is nil where that is not known yet.
  struct Iteration {
    let pairs: [(key: Value, element: Value)]?
    let marks: Marks
  }

  /// The elements of a collection with their keys; nil, with a finding, if the value can't be walked.
  mutating func iteration(over expression: Expression) -> Iteration? {
    let (collection, isValid) = checked(expression)
    guard isValid else { return nil }
    if collection.isNull {
      report(
        .error(
          "Iteration over null value",
          detail: "A null value cannot be used as the collection in a 'for' expression.", at: expression.range))
      return nil
    }
    if let pairs = collection.unmarked.keyedElements {
      return begin(pairs.count, at: expression.range) ? Iteration(pairs: pairs, marks: collection.marks) : nil
    }
    switch collection.type {
    case .dynamic, .list, .set, .map, .tuple, .object: return Iteration(pairs: nil, marks: collection.marks)
    case .bool, .number, .string:
      report(
        .error(
          "Iteration over non-iterable value",
          detail: "A value of type \(collection.type.friendlyName) cannot be used as the collection in a 'for' "
            + "expression.",
          at: expression.range))
      return nil
    }
  }

  /// Whether the condition can be one at all, tried with elements that are not known, so that a condition that never
  /// works is reported once and not for each element.
  private mutating func isPlausible(_ condition: Expression, in loop: For) -> Bool {
    let trial = binding(loop.keyName, .unknown(.dynamic), loop.valueName, .unknown(.dynamic)) {
      $0.attempt(condition)
    }
    findings += trial.failures
    if trial.hasErrors { return false }
    return inclusion(trial.value, nullSummary: "Condition is null", at: condition.range) != nil
  }

  /// The value of an `if` clause as a bool, or unknown; nil, with a finding, if it is neither.
  private mutating func inclusion(_ value: Value, nullSummary: String, at range: SourceRange) -> Value? {
    if value.isNull {
      report(.error(nullSummary, detail: "The value of the 'if' clause must not be null.", at: range))
      return nil
    }
    do throws(ConversionError) {
      return try value.converted(to: .bool)
    } catch {
      report(
        .error("Invalid 'for' condition", detail: "The 'if' clause value is invalid: \(error).", at: range))
      return nil
    }
  }

  /// Adds what the loop makes of the element that is bound now.
  private mutating func add(to building: inout ForResult, from loop: For) {
    if let condition = loop.condition {
      let (given, isValid) = checked(condition)
      guard isValid,
        let included = inclusion(given, nullSummary: "Invalid 'for' condition", at: condition.range)
      else {
        building.isKnown = false
        return
      }
      building.marks.formUnion(included.marks)
      guard let isIncluded = included.boolValue else {
        building.isKnown = false
        return
      }
      if !isIncluded { return }
    }
    switch loop.result {
    case .tuple(let expression): building.elements.append(value(of: expression))
    case .object(let key, let expression, let isGrouped):
      add(key, expression, isGrouped: isGrouped, to: &building)
    }
  }

  private mutating func add(
    _ keyExpression: Expression, _ valueExpression: Expression, isGrouped: Bool, to building: inout ForResult
  ) {
    let key = objectKey(keyExpression)
    let value = value(of: valueExpression)
    if let key { building.marks.formUnion(key.marks) }
    guard let key, let name = key.stringValue else {
      building.isKnown = false
      return
    }
    if building.members[name] == nil {
      building.members[name] = [value]
    } else if isGrouped {
      building.members[name]?.append(value)
    } else {
      let shown = key.marks.contains(.sensitive) ? "the same key" : "the key \"\(name)\""
      report(
        .error(
          "Duplicate object key",
          detail: "Two different items produced \(shown) in this 'for' expression. If duplicates are expected, use the "
            + "ellipsis (...) after the value expression to enable grouping by key.",
          at: keyExpression.range))
    }
  }

  /// A key that a loop made: a string, or unknown; nil, with a finding, if it is neither.
  private mutating func objectKey(_ expression: Expression) -> Value? {
    let (key, isValid) = checked(expression)
    guard isValid else { return nil }
    if key.isNull {
      report(
        .error(
          "Invalid object key", detail: "Key expression in 'for' expression must not produce a null value.",
          at: expression.range))
      return nil
    }
    do throws(ConversionError) {
      return try key.converted(to: .string)
    } catch {
      report(
        .error(
          "Invalid object key", detail: "The key expression produced an invalid result: \(error).",
          at: expression.range))
      return nil
    }
  }
}

/// What a `for` has made so far.
private struct ForResult {
  var marks: Marks
  var isKnown = true
  var elements: [Value] = []
  var members: [String: [Value]] = [:]

  init(marks: Marks) {
    self.marks = marks
  }

  func value(of loop: For) -> Value {
    switch loop.result {
    case .tuple: .tuple(elements)
    case .object(key: _, value: _, isGrouped: let isGrouped):
      // The order of the dictionary does not show: members are sorted.
      .object(Members(members.map { ($0.key, isGrouped ? .tuple($0.value) : $0.value[0]) }))
    }
  }
}

extension Value {
  /// The elements of a known collection with their keys, in the language's order; nil if this is none. The elements
  /// of a set are their own keys.
  package var keyedElements: [(key: Value, element: Value)]? {
    switch self {
    case .list(let elements, of: _), .tuple(let elements):
      elements.enumerated().map { (.number($0.offset), $0.element) }
    case .set(let elements, of: _): elements.map { ($0, $0) }
    case .map(let members, of: _), .object(let members): members.map { (.string($0.0), $0.1) }
    case .null, .unknown, .bool, .number, .string, .marked: nil
    }
  }
}
