/// What a variable takes: a type with optional attributes, and what these are where they are absent.
package struct TypeConstraint: Hashable, Sendable {
  package var type: Type
  package var defaults: Defaults?

  package init(_ type: Type, defaults: Defaults? = nil) {
    self.type = type
    self.defaults = defaults
  }

  /// The value with the defaults filled in, converted to the type. A null stays a null.
  package func converted(_ value: Value) throws(ConversionError) -> Value {
    try (defaults?.applied(to: value) ?? value).converted(to: type)
  }
}

/// The defaults of optional attributes, in the shape of the type that they belong to.
package indirect enum Defaults: Hashable, Sendable {
  /// Those of an object's own attributes, and those inside its attributes.
  case object([String: Value], inside: [String: Defaults])
  /// Those inside each element of a list, set or map.
  case elements(Defaults)
  /// Those inside elements of a tuple, by place.
  case tuple([Int: Defaults])

  /// The value with each absent or null attribute replaced by its default. Nulls and unknown values stay.
  ///
  /// Collections whose elements no longer agree in type come back as tuples and objects, for a conversion to finish.
  package func applied(to value: Value) -> Value {
    switch (self, value) {
    case (_, .null), (_, .unknown): return value
    case (_, .marked(let marked)): return applied(to: marked.value).marked(marked.marks)
    case (.object(let defaults, let inside), .object(let members)),
      (.object(let defaults, let inside), .map(let members, of: _)):
      return .object(applied(to: members, defaults, inside))
    case (.elements(let inner), .list(let elements, of: _)), (.elements(let inner), .set(let elements, of: _)),
      (.elements(let inner), .tuple(let elements)):
      return .tuple(elements.map { inner.applied(to: $0) })
    case (.elements(let inner), .map(let members, of: _)), (.elements(let inner), .object(let members)):
      return .object(members.map { inner.applied(to: $1) })
    case (.tuple(let inside), .list(let elements, of: _)), (.tuple(let inside), .set(let elements, of: _)),
      (.tuple(let inside), .tuple(let elements)):
      return .tuple(elements.enumerated().map { inside[$0]?.applied(to: $1) ?? $1 })
    default: return value
    }
  }

  private func applied(to members: Members, _ defaults: [String: Value], _ inside: [String: Defaults]) -> Members {
    var result = members
    for name in defaults.keys.sorted() where members[name]?.isNull ?? true { result[name] = defaults[name] }
    for name in inside.keys.sorted() {
      if let member = result[name], let inner = inside[name] { result[name] = inner.applied(to: member) }
    }
    return result
  }
}
