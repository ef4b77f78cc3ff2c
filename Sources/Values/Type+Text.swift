extension Type: CustomStringConvertible {
  /// The type as a type expression: `list(string)`, `object({a=string, b=number})`; `dynamic` for any type.
  package var description: String {
    switch self {
    case .dynamic: "dynamic"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .list(let element): "list(\(element))"
    case .set(let element): "set(\(element))"
    case .map(let element): "map(\(element))"
    case .tuple(let elements): "tuple([\(elements.map(\.description).joined(separator: ", "))])"
    case .object(let object):
      "object({\(zip(object.names, object.types).map { "\(ObjectType.written($0))=\($1)" }.joined(separator: ", "))})"
    }
  }

  /// The type in words, as messages name it: `list of string`, `object`.
  package var friendlyName: String {
    switch self {
    case .dynamic, .bool, .number, .string: description
    case .list(let element): "list of \(element.friendlyName)"
    case .set(let element): "set of \(element.friendlyName)"
    case .map(let element): "map of \(element.friendlyName)"
    case .tuple: "tuple"
    case .object: "object"
    }
  }

  /// What a constraint asks for, in words: `any type`, `list of any single type`.
  package var friendlyConstraintName: String {
    switch self {
    case .dynamic: "any type"
    case .list(.dynamic): "list of any single type"
    case .set(.dynamic): "set of any single type"
    case .map(.dynamic): "map of any single type"
    default: friendlyName
    }
  }
}

extension Type {
  package var isPrimitive: Bool {
    switch self {
    case .bool, .number, .string: true
    default: false
    }
  }

  /// The type of all elements of a list, set or map.
  package var elementType: Type? {
    switch self {
    case .list(let element), .set(let element), .map(let element): element
    default: nil
    }
  }

  /// Whether any part of this type is still open.
  package var hasDynamic: Bool {
    switch self {
    case .dynamic: true
    case .bool, .number, .string: false
    case .list(let element), .set(let element), .map(let element): element.hasDynamic
    case .tuple(let elements): elements.contains(where: \.hasDynamic)
    case .object(let object): object.types.contains(where: \.hasDynamic)
    }
  }

  /// The type that values of this constraint have: the same without optional attributes.
  package var withoutOptional: Type {
    switch self {
    case .dynamic, .bool, .number, .string: self
    case .list(let element): .list(element.withoutOptional)
    case .set(let element): .set(element.withoutOptional)
    case .map(let element): .map(element.withoutOptional)
    case .tuple(let elements): .tuple(elements.map(\.withoutOptional))
    case .object(let object):
      .object(ObjectType(sortedNames: object.names, types: object.types.map(\.withoutOptional)))
    }
  }
}

extension ObjectType {
  /// The name of an attribute as type expressions write it: in quotes if it is not a plain word.
  fileprivate static func written(_ name: String) -> String {
    let isWord = name.utf8.enumerated().allSatisfy { offset, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): offset > 0
      default: false
      }
    }
    return isWord && !name.isEmpty ? name : "\"\(name)\""
  }
}
