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

  /// Attributes in any order, names and types side by side; of those with one name the last counts.
  package init(names: [String], types: [Type]) {
    let order = names.latestInUTF8
    self.init(sortedNames: order.map { names[$0] }, types: order.map { types[$0] })
  }

  /// Attributes that are sorted by name and unique already.
  package init(sortedNames: [String], types: [Type], optional: Set<String> = []) {
    precondition(sortedNames.count == types.count, "each attribute has a name and a type")
    names = sortedNames
    self.types = types
    self.optional = optional
  }

  package subscript(name: String) -> Type? {
    var low = 0
    var high = names.count
    while low < high {
      let middle = (low + high) / 2
      if names[middle].precedesInUTF8(name) { low = middle + 1 } else { high = middle }
    }
    return low < names.count && names[low] == name ? types[low] : nil
  }
}
