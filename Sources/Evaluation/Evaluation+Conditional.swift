import Diagnostics
import Syntax
import Values

extension Evaluation {
  /// Both arms are evaluated, since both shape the type of the result; mistakes count only in the arm that is taken.
  mutating func value(of conditional: Conditional) -> Value {
    let then = attempt(conditional.then)
    let otherwise = attempt(conditional.otherwise)
    guard let type = commonType(then.value, otherwise.value) else {
      let reason = mismatch(then.value.type, otherwise.value.type)
      report(
        .error(
          "Inconsistent conditional result types",
          detail: "The true and false result expressions must have consistent types. \(reason).",
          at: conditional.then.range.joined(with: conditional.otherwise.range)))
      return .unknown(.dynamic)
    }
    guard let condition = truth(of: conditional.condition) else { return .unknown(type) }
    guard let isTrue = condition.boolValue else {
      let isNotNull = then.value.isDefinitelyNotNull && otherwise.value.isDefinitelyNotNull
      let marks = condition.marks.union(then.value.marks).union(otherwise.value.marks)
      return Value.unknown(type, Refinement(isNotNull: isNotNull && type != .dynamic)).marked(marks)
    }
    let taken = isTrue ? then : otherwise
    findings += taken.failures
    if taken.hasErrors { return .unknown(type) }
    do throws(ConversionError) {
      return try taken.value.converted(to: type).marked(condition.marks)
    } catch {
      report(
        .error(
          "Inconsistent conditional result types",
          detail: "The value of this arm can't become what both arms are to be: \(error).",
          at: (isTrue ? conditional.then : conditional.otherwise).range))
      return .unknown(type)
    }
  }

  /// The value of a condition: a bool, or unknown; nil, with a finding, if it is neither.
  mutating func truth(of expression: Expression) -> Value? {
    let (value, isValid) = checked(expression)
    guard isValid else { return nil }
    if value.isNull {
      report(
        .error(
          "Null condition", detail: "The condition value is null. Conditions must either be true or false.",
          at: expression.range))
      return nil
    }
    if let condition = try? value.converted(to: .bool) { return condition }
    report(
      .error(
        "Incorrect condition type", detail: "The condition expression must be of type bool.", at: expression.range))
    return nil
  }

  private func commonType(_ then: Value, _ otherwise: Value) -> Type? {
    if case .null(.dynamic) = then.unmarked { return otherwise.type }
    if case .null(.dynamic) = otherwise.unmarked { return then.type }
    if then.type == .dynamic || otherwise.type == .dynamic { return .dynamic }
    return Type.unified([then.type, otherwise.type])
  }
}

/// How the types of the arms differ, at the first place where they do.
private func mismatch(_ then: Type, _ otherwise: Type) -> String {
  switch (then, otherwise) {
  case (.object(let a), .object(let b)):
    for name in a.names where b[name] == nil {
      return "Only the 'true' value has an attribute \"\(name)\""
    }
    for name in b.names where a[name] == nil {
      return "Only the 'false' value has an attribute \"\(name)\""
    }
    for name in a.names {
      if let left = a[name], let right = b[name], left != right {
        return "Type mismatch for object attribute \"\(name)\": \(mismatch(left, right))"
      }
    }
  case (.tuple(let a), .tuple(let b)):
    if a.count != b.count {
      return "The 'true' tuple has length \(a.count), but the 'false' tuple has length \(b.count)"
    }
    for (index, (left, right)) in zip(a, b).enumerated() where left != right {
      return "Type mismatch for tuple element \(index): \(mismatch(left, right))"
    }
  case (.list(let a), .list(let b)) where a != b: return "Type mismatch for list elements: \(mismatch(a, b))"
  case (.set(let a), .set(let b)) where a != b: return "Type mismatch for set elements: \(mismatch(a, b))"
  case (.map(let a), .map(let b)) where a != b: return "Type mismatch for map elements: \(mismatch(a, b))"
  default: break
  }
  return "The 'true' value is \(then.friendlyName), but the 'false' value is \(otherwise.friendlyName)"
}
