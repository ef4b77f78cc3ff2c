extension Value {
  /// What the language's `==` says: a bool, or an unknown one while that is open; with the marks of both sides.
  ///
  /// Nothing is converted. Nulls of all types are equal; other values of different types never are.
  package func isEqual(_ other: Value) -> Value {
    let marks = deepMarks.union(other.deepMarks)
    let left = unmarkedDeep
    let right = other.unmarkedDeep
    let result: Bool? =
      switch left.equality(right) {
      // Elements may be equal nulls of different types.
      case true where left.type != right.type && !(left.isNull && right.isNull) && left.isWhollyKnown:
        left.isOpen(right)
      case let equality: equality
      }
    return (result.map(Value.bool) ?? .unknown(.bool, Refinement(isNotNull: true))).marked(marks)
  }

  private func isOpen(_ other: Value) -> Bool? {
    type.hasDynamic || other.type.hasDynamic ? true : false
  }

  /// Whether both are the same value of the same type, marks aside.
  package func equalsIgnoringMarks(_ other: Value) -> Bool {
    if self == other { return true }
    return hasMarks || other.hasMarks ? unmarkedDeep == other.unmarkedDeep : false
  }

  private func equality(_ other: Value) -> Bool? {
    switch (self, other) {
    case (.unknown, .unknown): return nil
    case (.unknown(let unknown), let known), (let known, .unknown(let unknown)):
      return unknown.allows(known) ? nil : false
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (.bool(let left), .bool(let right)): return left == right
    case (.number(let left), .number(let right)): return left == right
    case (.string(let left), .string(let right)): return left == right
    case (.list(let left, of: let leftType), .list(let right, of: let rightType)):
      return Value.couldBeSame(leftType, rightType) ? Value.sequenceEquality(left, right) : false
    case (.tuple(let left), .tuple(let right)): return Value.sequenceEquality(left, right)
    case (.set(let left, of: let leftType), .set(let right, of: let rightType)):
      if !Value.couldBeSame(leftType, rightType) { return false }
      if !self.isWhollyKnown || !other.isWhollyKnown { return nil }
      return left == right
    case (.map(let left, of: let leftType), .map(let right, of: let rightType)):
      if !Value.couldBeSame(leftType, rightType) || left.keys != right.keys { return false }
      return Value.memberEquality(left.values, right.values)
    case (.object(let left), .object(let right)):
      return left.keys == right.keys ? Value.memberEquality(left.values, right.values) : false
    default: return false
    }
  }

  /// What the first pair comes to that isn't equal: as in Terraform, elements after one that is open count no more.
  private static func sequenceEquality(_ left: [Value], _ right: [Value]) -> Bool? {
    if left.count != right.count { return false }
    for (left, right) in zip(left, right) {
      let equality = left.equality(right)
      if equality != true { return equality }
    }
    return true
  }

  /// False if any pair differs, open if none does but some pair is open. Terraform looks at members in random order, and
  /// finds either.
  private static func memberEquality(_ left: [Value], _ right: [Value]) -> Bool? {
    if left.count != right.count { return false }
    var result: Bool? = true
    for (left, right) in zip(left, right) {
      switch left.equality(right) {
      case false: return false
      case nil: result = nil
      case true: break
      }
    }
    return result
  }

  private static func couldBeSame(_ left: Type, _ right: Type) -> Bool {
    left == right || left.hasDynamic || right.hasDynamic
  }
}
