/// The type of a value, or a constraint on one.
package indirect enum Type: Hashable, Sendable {
  /// As a constraint `any`; as a type that of an untyped null and of a wholly unknown value.
  case dynamic
  case bool
  case number
  case string
  case list(Type)
  case set(Type)
  case map(Type)
  case tuple([Type])
  case object(ObjectType)
}

/// The attributes of an object type, sorted by name (byte order).
package struct ObjectType: Hashable, Sendable {
  package let names: [String]
  package let types: [Type]
  /// The names that may be absent; only in constraints.
  package let optional: Set<String>

  package init(_ attributes: [String: Type], optional: Set<String> = []) {
    names = attributes.keys.sorted { $0.precedesInUTF8($1) }
    types = names.map { attributes[$0] ?? .dynamic }
    self.optional = optional
  }

  package subscript(name: String) -> Type? {
    names.firstIndex(of: name).map { types[$0] }
  }
}

extension String {
  /// Whether this string comes before `other` in the order of their UTF-8 bytes, which is the order of map keys and
  /// object attributes.
  package func precedesInUTF8(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
