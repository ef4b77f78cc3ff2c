import Diagnostics
import Syntax
import Values

extension Evaluation {
  mutating func value(of unary: Unary) -> Value {
    let range = unary.operatorRange.joined(with: unary.operand.range)
    let type: Type =
      switch unary.operator {
      case .negate: .number
      case .not: .bool
      }
    let (given, isValid) = checked(unary.operand)
    let operand = converted(given, to: type, as: "unary operand", at: unary.operand.range)
    guard isValid, let operand else { return .unknown(type) }
    if operand.isNull { return nullOperand(type, at: range) }
    let result: Value =
      switch operand.unmarked {
      case .bool(let bool): .bool(!bool)
      case .number(let number): .number(-number)
      default: .unknown(type, Refinement(isNotNull: true))
      }
    return result.marked(operand.marks)
  }

  /// The value of binary operations that are each other's left operand: `a + b + c`. However many there are, the
  /// stack does not grow with them.
  mutating func value(ofChain expression: Expression) -> Value {
    var chain: [Binary] = []
    var first = expression
    while case .binary(let binary) = first {
      chain.append(binary)
      first = binary.left
    }
    var range = first.range
    var (left, isValid) = checked(first)
    for binary in chain.reversed() {
      var count = findings.count
      let (right, isRightValid) = checked(binary.right)
      if !isRightValid, binary.operator.isDecided(by: left) { suggestConditional(inPlaceOf: binary, from: count) }
      let leftRange = range
      range = range.joined(with: binary.right.range)
      count = findings.count
      left = operation(binary, (left, leftRange), right, isComputable: isValid && isRightValid, at: range)
      isValid = isValid && isRightValid && !findings[count...].hasErrors
    }
    return left
  }

  /// Says with the mistakes of a right operand, which nobody would need, how not to have it evaluated.
  private mutating func suggestConditional(inPlaceOf binary: Binary, from first: Int) {
    let (sign, form) = binary.operator == .or ? ("||", "a ? true : b") : ("&&", "a ? b : false")
    for index in first..<findings.count where findings[index].diagnostic.hint == nil {
      findings[index].diagnostic.hint =
        "both sides of `\(sign)` are evaluated, as in Terraform before 1.12; a conditional evaluates one: `\(form)`"
    }
  }

  private mutating func operation(
    _ binary: Binary, _ left: (value: Value, range: SourceRange), _ right: Value, isComputable: Bool,
    at range: SourceRange
  ) -> Value {
    let signature = binary.operator.signature
    let l = converted(left.value, to: signature.operand, as: "left operand", at: left.range)
    let r = converted(right, to: signature.operand, as: "right operand", at: binary.right.range)
    guard isComputable, let l, let r else { return .unknown(signature.result) }
    let marks = l.marks.union(r.marks)
    if signature.operand == .dynamic {
      let isEqual = l.isEqual(r)
      if binary.operator == .equal { return isEqual }
      guard let bool = isEqual.boolValue else { return isEqual }
      return Value.bool(!bool).marked(isEqual.marks)
    }
    if l.isNull || r.isNull { return nullOperand(signature.result, at: range) }
    switch (l.unmarked, r.unmarked) {
    case (.bool(let a), .bool(let b)):
      return Value.bool(binary.operator == .and ? a && b : a || b).marked(marks)
    case (.number(let a), .number(let b)):
      return compute(binary.operator, a, b, at: range).marked(marks)
    default:
      let order = binary.operator.comparison(l.unmarked, r.unmarked).map(Value.bool)
      return (order ?? .unknown(signature.result, Refinement(isNotNull: true))).marked(marks)
    }
  }

  private mutating func compute(
    _ operation: Binary.Operator, _ a: Number, _ b: Number, at range: SourceRange
  ) -> Value {
    let result: Number?
    let failure: String
    switch operation {
    case .greater: return .bool(a > b)
    case .greaterOrEqual: return .bool(a >= b)
    case .less: return .bool(a < b)
    case .lessOrEqual: return .bool(a <= b)
    case .add: (result, failure) = (.sum(a, b), "infinities of opposite signs have no sum")
    case .subtract: (result, failure) = (.difference(a, b), "infinities of the same sign have no difference")
    case .multiply: (result, failure) = (.product(a, b), "zero times infinity has no value")
    case .divide: (result, failure) = (.quotient(a, b), "can't divide zero by zero or infinity by infinity")
    case .remainder: (result, failure) = (.remainder(a, b), "")
    case .or, .and, .equal, .notEqual: preconditionFailure("these do not compute with numbers")
    }
    if let result { return .number(result) }
    report(.error("Operation failed", detail: "Error during operation: \(failure).", at: range))
    return .unknown(.number)
  }

  /// An operand as the operator needs it; nil, with a finding, if it can't be.
  private mutating func converted(_ value: Value, to type: Type, as role: String, at range: SourceRange) -> Value? {
    do throws(ConversionError) {
      return try value.converted(to: type)
    } catch {
      report(.error("Invalid operand", detail: "Unsuitable value for \(role): \(error).", at: range))
      return nil
    }
  }

  private mutating func nullOperand(_ result: Type, at range: SourceRange) -> Value {
    report(
      .error("Operation failed", detail: "Error during operation: argument must not be null.", at: range))
    return .unknown(result)
  }
}

extension Binary.Operator {
  /// What a comparison of numbers comes to where their bounds show it already.
  fileprivate func comparison(_ left: Value, _ right: Value) -> Bool? {
    switch self {
    case .greater: left.isCertainlyGreater(than: right)
    case .less: right.isCertainlyGreater(than: left)
    case .greaterOrEqual: Self.atLeast(left.isCertainlyGreater(than: right), left.isEqual(right).boolValue)
    case .lessOrEqual: Self.atLeast(right.isCertainlyGreater(than: left), left.isEqual(right).boolValue)
    case .or, .and, .equal, .notEqual, .add, .subtract, .multiply, .divide, .remainder: nil
    }
  }

  /// Whether the right operand makes no difference.
  fileprivate func isDecided(by left: Value) -> Bool {
    switch self {
    case .or: left.boolValue == true
    case .and: left.boolValue == false
    case .equal, .notEqual, .greater, .greaterOrEqual, .less, .lessOrEqual, .add, .subtract, .multiply, .divide,
      .remainder:
      false
    }
  }

  private static func atLeast(_ isGreater: Bool?, _ isEqual: Bool?) -> Bool? {
    if isGreater == true || isEqual == true { return true }
    return isGreater == nil || isEqual == nil ? nil : false
  }

  /// What both operands are converted to (``Type/dynamic``: nothing), and the type of the result.
  fileprivate var signature: (operand: Type, result: Type) {
    switch self {
    case .or, .and: (.bool, .bool)
    case .equal, .notEqual: (.dynamic, .bool)
    case .greater, .greaterOrEqual, .less, .lessOrEqual: (.number, .bool)
    case .add, .subtract, .multiply, .divide, .remainder: (.number, .number)
    }
  }
}

extension Value {
  /// As Terraform tells it: bounds that touch leave it open.
  fileprivate func isCertainlyGreater(than other: Value) -> Bool? {
    guard let bounds = numberBounds, let others = other.numberBounds else { return nil }
    if bounds.lowerBound > others.upperBound { return true }
    return bounds.upperBound < others.lowerBound ? false : nil
  }
}
