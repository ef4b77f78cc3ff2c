extension Value {
  /// The type of the value, marks aside. For objects and tuples this costs a walk over all members.
  package var type: Type {
    switch self {
    case .null(let type): type
    case .unknown(let unknown): unknown.type
    case .bool: .bool
    case .number: .number
    case .string: .string
    case .list(_, let type): .list(type)
    case .set(_, let type): .set(type)
    case .map(_, let type): .map(type)
    case .tuple(let elements): .tuple(elements.map(\.type))
    case .object(let members): .object(ObjectType(sortedNames: members.keys, types: members.values.map(\.type)))
    case .marked(let marked): marked.value.type
    }
  }

  /// Whether the value and all that it holds are known.
  package var isWhollyKnown: Bool {
    switch self {
    case .null, .bool, .number, .string: true
    case .unknown: false
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      elements.allSatisfy(\.isWhollyKnown)
    case .map(let members, of: _), .object(let members): members.values.allSatisfy(\.isWhollyKnown)
    case .marked(let marked): marked.value.isWhollyKnown
    }
  }

  /// Whether it is certain that the value is not null.
  package var isDefinitelyNotNull: Bool {
    switch unmarked {
    case .null: false
    case .unknown(let unknown): unknown.refinement.isNotNull
    default: true
    }
  }

  /// The least and the greatest number of elements; nil for what has none.
  package var lengthBounds: ClosedRange<Int>? {
    switch unmarked {
    case .list(let elements, of: _), .tuple(let elements): return elements.count...elements.count
    case .map(let members, of: _), .object(let members): return members.count...members.count
    case .set(let elements, of: _):
      // Unknown elements may turn out equal to others.
      return (isWhollyKnown ? elements.count : min(1, elements.count))...elements.count
    case .unknown(let unknown):
      switch unknown.type {
      case .list, .set, .map: return unknown.refinement.lengths
      case .tuple(let types): return types.count...types.count
      case .object(let object): return object.names.count...object.names.count
      case .dynamic, .bool, .number, .string: return nil
      }
    case .null, .bool, .number, .string, .marked: return nil
    }
  }

  /// How many elements there are; nil for what has none, or as long as that is open.
  package var knownLength: Int? {
    guard let lengths = lengthBounds, lengths.lowerBound == lengths.upperBound else { return nil }
    return lengths.upperBound
  }

  /// The lengths that count for what is made from this value: as in Terraform, a set with unknown elements has no bounds
  /// then.
  package var transferredLengths: ClosedRange<Int> {
    guard let lengths = lengthBounds else { return Refinement.allLengths }
    if case .set = unmarked, lengths.lowerBound != lengths.upperBound { return Refinement.allLengths }
    return lengths
  }

  /// The least and the greatest that a number can be; nil for what is certainly none.
  package var numberBounds: ClosedRange<Number>? {
    switch unmarked {
    case .number(let number): number...number
    case .unknown(let unknown) where unknown.type == .number: unknown.refinement.numbers
    default: nil
    }
  }

  /// The unknown value that is certainly not null; any other value as it is.
  package var notNull: Value {
    switch self {
    case .unknown(let unknown):
      var refinement = unknown.refinement
      refinement.isNotNull = true
      return .unknown(unknown.type, refinement)
    case .marked(let marked): return marked.value.notNull.marked(marked.marks)
    default: return self
    }
  }

  /// The empty collection of a type; nil for types that are no collections.
  package static func empty(_ type: Type) -> Value? {
    switch type {
    case .list(let element): .list([], of: element)
    case .set(let element): .set([], of: element)
    case .map(let element): .map(Members(), of: element)
    default: nil
    }
  }
}
