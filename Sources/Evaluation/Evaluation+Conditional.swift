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
      let marks = condition.marks.union(then.value.marks).union(otherwise.value.marks)
      return eitherOf(then.value.unmarked, otherwise.value.unmarked, type).marked(marks)
    }
    let (taken, other) = isTrue ? (then, otherwise) : (otherwise, then)
    // As in Terraform, whether something is secret is not to depend on values. What is in the place of a secret is
    // another matter: only where it is taken, there is something that can't be sent.
    let marks = condition.marks.union(other.value.marks.subtracting(.standIn))
    findings += taken.failures
    if taken.hasErrors { return .unknown(type) }
    do throws(ConversionError) {
      return try taken.value.converted(to: type).marked(marks)
    } catch {
      report(
        .error(
          "Inconsistent conditional result types",
          detail: "The \(isTrue ? "true" : "false") result value has the wrong type: \(error.message).",
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

/// What is certain of a value of a type that will be one or the other of two.
private func eitherOf(_ then: Value, _ otherwise: Value, _ type: Type) -> Value {
  if then.isNull, otherwise.isNull { return .null(type) }
  let isNotNull = then.isDefinitelyNotNull && otherwise.isDefinitelyNotNull
  if then.type == .number, otherwise.type == .number {
    let (left, right) = (then.numberBounds ?? Refinement.allNumbers, otherwise.numberBounds ?? Refinement.allNumbers)
    return .unknown(type, Refinement(isNotNull: isNotNull, numbers: left.spanning(right)))
  }
  if then.type == otherwise.type, type.isCollection {
    let (left, right) = (then.transferredLengths, otherwise.transferredLengths)
    return .unknown(type, Refinement(isNotNull: isNotNull, lengths: left.spanning(right)))
  }
  return .unknown(type, Refinement(isNotNull: isNotNull && type != .dynamic))
}

extension ClosedRange {
  /// The smallest range with both in it.
  fileprivate func spanning(_ other: ClosedRange) -> ClosedRange {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}

extension Type {
  fileprivate var isCollection: Bool {
    switch self {
    case .list, .set, .map: true
    case .dynamic, .bool, .number, .string, .tuple, .object: false
    }
  }
}

/// How the types of the arms differ, at the first place where they do.
private func mismatch(_ then: Type, _ otherwise: Type) -> String {
  switch (then, otherwise) {
  case (.object(let a), .object(let b)):
    for (name, left) in zip(a.names, a.types) {
      guard let right = b[name] else { return missing(name, from: "false", in: "true") }
      if left != right { return "Type mismatch for object attribute \(quoted(name)): \(mismatch(left, right))" }
    }
    for name in b.names where a[name] == nil { return missing(name, from: "true", in: "false") }
  case (.tuple(let a), .tuple(let b)):
    if a.count != b.count {
      return "The 'true' tuple has length \(a.count), but the 'false' tuple has length \(b.count)"
    }
    for (index, (left, right)) in zip(a, b).enumerated() where left != right {
      return "Type mismatch for tuple element \(index): \(mismatch(left, right))"
    }
  case (.list(let a), .list(let b)) where a.isStructural(like: b):
    return "Mismatched list element types: \(mismatch(a, b))"
  case (.set(let a), .set(let b)) where a.isStructural(like: b):
    return "Mismatched set element types: \(mismatch(a, b))"
  case (.map(let a), .map(let b)) where a.isStructural(like: b):
    return "Mismatched map element types: \(mismatch(a, b))"
  default: break
  }
  let (left, right) = (then.friendlyName, otherwise.friendlyName)
  return left == right
    ? "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' value"
    : "The 'true' value is \(left), but the 'false' value is \(right)"
}

private func missing(_ name: String, from absent: String, in present: String) -> String {
  "The '\(present)' value includes object attribute \(quoted(name)), which is absent in the '\(absent)' value"
}

extension Type {
  /// Whether both are objects, or both tuples: the names of such types say nothing of what is in them.
  fileprivate func isStructural(like other: Type) -> Bool {
    switch (self, other) {
    case (.object, .object), (.tuple, .tuple): true
    default: false
    }
  }
}
