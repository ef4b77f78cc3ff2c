import Values

/// Reading and writing the members of a JSON body by path.
extension Value {
  /// The member at a path of names; writing makes the objects on the way, and nil removes the member.
  subscript(path: String...) -> Value? {
    get { self[path: path[...]] }
    set { self[path: path[...]] = newValue }
  }

  subscript(path path: ArraySlice<String>) -> Value? {
    get {
      guard let name = path.first else { return self }
      return self[member: name]?[path: path.dropFirst()]
    }
    set {
      guard let name = path.first else {
        self = newValue ?? .null(.dynamic)
        return
      }
      var members = members ?? Members()
      if path.count == 1 {
        members[name] = newValue
      } else {
        if newValue == nil && members[name]?.members == nil { return }
        var inner = members[name] ?? .object(Members())
        inner[path: path.dropFirst()] = newValue
        members[name] = inner
      }
      self = .object(members)
    }
  }

  /// Sets a member that isn't there, or is null.
  mutating func fill(_ path: String..., with value: Value) {
    if self[path: path[...]].isAbsent { self[path: path[...]] = value }
  }

  /// The value without members that are null, at any depth.
  var withoutNulls: Value {
    switch self {
    case .object(let members):
      .object(Members(members.compactMap { name, value in value.isNull ? nil : (name, value.withoutNulls) }))
    case .tuple(let elements): .tuple(elements.map(\.withoutNulls))
    default: self
    }
  }

  /// The names of the members in order, or nothing.
  var names: [String] { members?.keys ?? [] }

  /// What JSON calls this kind of value.
  var jsonTypeName: String {
    switch unmarked {
    case .null: "null"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .list, .set, .tuple: "array"
    case .map, .object: "object"
    case .unknown, .marked: "unknown"
    }
  }
}

extension Value? {
  /// Whether there is nothing, or a null.
  var isAbsent: Bool { self?.isNull ?? true }
}
