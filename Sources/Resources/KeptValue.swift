import Values

/// Values in the record, with their types, so that a list comes back as a list and not as a tuple.
///
/// Sensitive parts are left out: they come back as nulls of their type.
package enum KeptValue {
  package static func encoded(_ value: Value) -> Value {
    ["type": type(value.redacted.type), "value": plain(value.redacted)]
  }

  package static func decoded(_ value: Value) -> Value {
    restored(value[member: "value"] ?? .null(.dynamic), as: type(from: value[member: "type"] ?? "dynamic"))
  }

  /// A type in the notation of Terraform's JSON: `"string"`, `["list", "string"]`, `["object", {"a": "number"}]`.
  package static func type(_ type: Type) -> Value {
    switch type {
    case .dynamic: "dynamic"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .list(let element): ["list", self.type(element)]
    case .set(let element): ["set", self.type(element)]
    case .map(let element): ["map", self.type(element)]
    case .tuple(let elements): ["tuple", .tuple(elements.map { self.type($0) })]
    case .object(let object):
      ["object", .object(Members(zip(object.names, object.types.map { self.type($0) })))]
    }
  }

  private static func type(from value: Value) -> Type {
    if let name = value.stringValue {
      return switch name {
      case "bool": .bool
      case "number": .number
      case "string": .string
      default: .dynamic
      }
    }
    guard let parts = value.elements, parts.count == 2, let name = parts[0].stringValue else { return .dynamic }
    return switch name {
    case "list": .list(type(from: parts[1]))
    case "set": .set(type(from: parts[1]))
    case "map": .map(type(from: parts[1]))
    case "tuple": .tuple((parts[1].elements ?? []).map(type(from:)))
    case "object":
      .object(
        ObjectType(
          Dictionary(uniqueKeysWithValues: (parts[1].members ?? Members()).map { ($0, type(from: $1)) })))
    default: .dynamic
    }
  }

  private static func plain(_ value: Value) -> Value {
    switch value.unmarked {
    case .null, .unknown: .null(.dynamic)
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements): .tuple(elements.map(plain))
    // Members that are null may get lost in a store. A map's type doesn't know them, so it is kept as pairs then.
    case .map(let members, of: _) where members.values.contains(where: { $0.unmarked.isNull }):
      .tuple(members.map { .tuple([.string($0), plain($1)]) })
    case .map(let members, of: _), .object(let members): .object(members.map { plain($1) })
    case .bool, .number, .string, .marked: value.unmarked
    }
  }

  private static func restored(_ value: Value, as type: Type) -> Value {
    if value.isNull { return .null(type) }
    switch type {
    case .list(let element):
      return .list((value.elements ?? []).map { restored($0, as: element) }, of: element)
    case .set(let element):
      return .set((value.elements ?? []).map { restored($0, as: element) }, of: element)
    case .map(let element):
      if let pairs = value.elements {
        let members = pairs.compactMap { pair in
          pair.elements.flatMap { parts in
            parts.first?.stringValue.map { ($0, restored(parts.count > 1 ? parts[1] : .null(element), as: element)) }
          }
        }
        return .map(Members(members), of: element)
      }
      return .map((value.members ?? Members()).map { restored($1, as: element) }, of: element)
    case .tuple(let types):
      return .tuple(zip(value.elements ?? [], types).map { restored($0, as: $1) })
    case .object(let object):
      // A store may leave nulls out: the type knows them all the same.
      return .object(
        Members(
          zip(object.names, object.types).map { name, type in
            (name, restored(value[member: name] ?? .null(type), as: type))
          }))
    case .dynamic, .bool, .number, .string: return value
    }
  }
}

extension Value {
  /// The value with every sensitive part replaced by a null of its type.
  package var redacted: Value {
    if marks.contains(.sensitive) { return .null(unmarked.type) }
    return switch unmarked {
    case .list(let elements, of: let type): .list(elements.map(\.redacted), of: type)
    case .set(let elements, of: let type): .set(elements.map(\.redacted), of: type)
    case .tuple(let elements): .tuple(elements.map(\.redacted))
    case .map(let members, of: let type): .map(members.map { $1.redacted }, of: type)
    case .object(let members): .object(members.map { $1.redacted })
    case .null, .unknown, .bool, .number, .string, .marked: unmarked
    }
  }
}
