/// What is known of a value that is not known: its type, and what it can't be.
package final class Unknown: Hashable, Sendable {
  package let type: Type
  package let refinement: Refinement

  package init(_ type: Type, _ refinement: Refinement = Refinement()) {
    self.type = type
    self.refinement = refinement
  }

  package static func == (left: Unknown, right: Unknown) -> Bool {
    left.type == right.type && left.refinement == right.refinement
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(type)
    hasher.combine(refinement)
  }
}

/// What is certain about an unknown value, beside its type.
package struct Refinement: Hashable, Sendable {
  /// Whether it is certain that the value will not be null.
  package var isNotNull: Bool
  private let bounds: Bounds

  /// What holds unless the value turns out to be null; a type has at most one kind of it, so that unknown values stay small.
  private enum Bounds: Hashable {
    case none
    case prefix(String)
    case lengths(ClosedRange<Int>)
    case numbers(ClosedRange<Number>)
  }

  package static let allLengths = 0...Int.max
  package static let allNumbers = Number.negativeInfinity...Number.infinity

  package init(isNotNull: Bool = false) {
    self.isNotNull = isNotNull
    bounds = .none
  }

  /// - Parameter prefix: what a string starts with; of this, what stays whatever follows (``Swift/String/safePrefix``).
  package init(isNotNull: Bool = false, prefix: String) {
    self.isNotNull = isNotNull
    let prefix = prefix.safePrefix
    bounds = prefix.isEmpty ? .none : .prefix(prefix)
  }

  /// - Parameter lengths: the least and the greatest number of elements of a list, set or map.
  package init(isNotNull: Bool = false, lengths: ClosedRange<Int>) {
    self.isNotNull = isNotNull
    bounds = lengths == Self.allLengths ? .none : .lengths(lengths)
  }

  /// - Parameter numbers: the least and the greatest that a number can be, infinite where there is no bound.
  package init(isNotNull: Bool = false, numbers: ClosedRange<Number>) {
    self.isNotNull = isNotNull
    bounds = numbers == Self.allNumbers ? .none : .numbers(numbers)
  }

  fileprivate var isUnbounded: Bool {
    if case .none = bounds { true } else { false }
  }

  /// What a string certainly starts with.
  package var prefix: String {
    if case .prefix(let prefix) = bounds { prefix } else { "" }
  }

  package var lengths: ClosedRange<Int> {
    if case .lengths(let lengths) = bounds { lengths } else { Self.allLengths }
  }

  package var numbers: ClosedRange<Number> {
    if case .numbers(let numbers) = bounds { numbers } else { Self.allNumbers }
  }
}

extension Value {
  /// An unknown value of a type; where only one value is left, or one shape of it, that.
  package static func unknown(_ type: Type, _ refinement: Refinement = Refinement()) -> Value {
    if let common = Common.value(type, refinement) { return common }
    let unknown = Unknown(type, refinement)
    return (refinement.isNotNull ? unknown.only : nil) ?? .unknown(unknown)
  }
}

/// The unknown values of which there are very many, each made once.
private enum Common {
  private static let dynamic = Value.unknown(Unknown(.dynamic))
  private static let string = Value.unknown(Unknown(.string))
  private static let number = Value.unknown(Unknown(.number))
  private static let bool = Value.unknown(Unknown(.bool))
  private static let surelyString = Value.unknown(Unknown(.string, Refinement(isNotNull: true)))
  private static let surelyBool = Value.unknown(Unknown(.bool, Refinement(isNotNull: true)))

  static func value(_ type: Type, _ refinement: Refinement) -> Value? {
    if !refinement.isUnbounded { return nil }
    return switch (type, refinement.isNotNull) {
    case (.dynamic, false): dynamic
    case (.string, false): string
    case (.number, false): number
    case (.bool, false): bool
    case (.string, true): surelyString
    case (.bool, true): surelyBool
    default: nil
    }
  }
}

extension Unknown {
  /// The one number or empty collection that this can be, or else the list or the set with so many unknown elements.
  fileprivate var only: Value? {
    switch type {
    case .number:
      let numbers = refinement.numbers
      return numbers.lowerBound == numbers.upperBound ? .number(numbers.lowerBound) : nil
    case .list(let element), .set(let element), .map(let element):
      let lengths = refinement.lengths
      guard lengths.lowerBound == lengths.upperBound else { return nil }
      if lengths.upperBound == 0 { return .empty(type) }
      let elements = Array(repeating: Value.unknown(element), count: lengths.upperBound)
      if case .list = type { return .list(elements, of: element) }
      // Of several elements of a set some may turn out the same, and of a map the keys are not known.
      if case .set = type, elements.count == 1 { return .set(elements, of: element) }
      return nil
    case .dynamic, .bool, .string, .tuple, .object: return nil
    }
  }

  /// Whether this unknown value could turn out to be a given one.
  func allows(_ value: Value) -> Bool {
    if value.isNull { return !refinement.isNotNull }
    switch value {
    case .string(let string) where type == .string:
      let prefix = refinement.prefix
      return prefix.isEmpty || string.utf8.starts(with: prefix.utf8)
    case .number(let number) where type == .number: return refinement.numbers.contains(number)
    default: break
    }
    if !value.type.conforms(to: type) { return false }
    if type.hasDynamic { return true }
    return value.lengthBounds?.overlaps(refinement.lengths) ?? true
  }
}

extension Type {
  /// Whether this is the other type but for what that one leaves open.
  fileprivate func conforms(to other: Type) -> Bool {
    switch (self, other) {
    case (_, .dynamic): true
    case (.list(let element), .list(let other)), (.set(let element), .set(let other)),
      (.map(let element), .map(let other)):
      element.conforms(to: other)
    case (.tuple(let types), .tuple(let others)):
      types.count == others.count && zip(types, others).allSatisfy { $0.conforms(to: $1) }
    case (.object(let object), .object(let other)):
      object.names == other.names && zip(object.types, other.types).allSatisfy { $0.conforms(to: $1) }
    default: self == other
    }
  }
}
