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
  package var lengthBounds: (min: Int, max: Int)? {
    switch unmarked {
    case .list(let elements, of: _), .tuple(let elements): return (elements.count, elements.count)
    case .map(let members, of: _), .object(let members): return (members.count, members.count)
    case .set(let elements, of: _):
      // Unknown elements may turn out equal to others.
      let known = elements.filter(\.isWhollyKnown).count
      return (known == elements.count ? known : max(known, 1), elements.count)
    case .unknown(let unknown):
      switch unknown.type {
      case .list, .set, .map: return (unknown.refinement.lengthMin, unknown.refinement.lengthMax)
      case .tuple(let types): return (types.count, types.count)
      case .object(let object): return (object.names.count, object.names.count)
      default: return nil
      }
    default: return nil
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
