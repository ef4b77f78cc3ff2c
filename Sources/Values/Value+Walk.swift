extension Value {
  /// Calls `visit` for this value and all that it holds, outermost first; what it answers false for is not entered.
  package func walk(_ visit: (ValuePath, Value) throws -> Bool) rethrows {
    try walk(ValuePath(), visit)
  }

  private func walk(_ path: ValuePath, _ visit: (ValuePath, Value) throws -> Bool) rethrows {
    guard try visit(path, self) else { return }
    switch unmarked {
    case .list(let elements, of: _), .tuple(let elements):
      for (index, element) in elements.enumerated() { try element.walk(path.appending(.index(index)), visit) }
    case .set(let elements, of: _):
      for element in elements { try element.walk(path.appending(.element(element)), visit) }
    case .map(let members, of: _), .object(let members):
      for (name, member) in members { try member.walk(path.appending(.member(name)), visit) }
    default: break
    }
  }

  /// The value with `change` applied to all that it holds and then to itself, innermost first.
  ///
  /// The paths lead into this value, not into the changed one. Elements of a list, set or map must stay of one type.
  package func transformed(_ change: (ValuePath, Value) throws -> Value) rethrows -> Value {
    try transformed(ValuePath(), change)
  }

  private func transformed(_ path: ValuePath, _ change: (ValuePath, Value) throws -> Value) rethrows -> Value {
    let inner = try mapChildren { step, child in try child.transformed(path.appending(step), change) }
    return try change(path, inner)
  }

  /// The value with each direct child replaced; marks on it stay.
  package func mapChildren(_ change: (Value) throws -> Value) rethrows -> Value {
    try mapChildren { _, child in try change(child) }
  }

  /// The value with each direct child replaced, given the step to it; marks on it stay.
  package func mapChildren(_ change: (ValuePath.Step, Value) throws -> Value) rethrows -> Value {
    switch self {
    case .null, .unknown, .bool, .number, .string: return self
    case .list(let elements, of: let type):
      let changed = try elements.enumerated().map { try change(.index($0), $1) }
      return .list(changed, of: changed.first?.type ?? type)
    case .set(let elements, of: let type):
      let changed = try elements.map { try change(.element($0), $0) }
      return .set(unordered: changed, of: changed.first?.type ?? type)
    case .map(let members, of: let type):
      let changed = try members.map { try change(.member($0), $1) }
      return .map(changed, of: changed.values.first?.type ?? type)
    case .tuple(let elements): return .tuple(try elements.enumerated().map { try change(.index($0), $1) })
    case .object(let members): return .object(try members.map { try change(.member($0), $1) })
    case .marked(let marked): return try marked.value.mapChildren(change).marked(marked.marks)
    }
  }

  /// What a path leads to, with the marks on it alone; nil where the path doesn't lead anywhere.
  package subscript(path: ValuePath) -> Value? {
    var value = self
    for step in path.steps {
      guard let next = value.step(step) else { return nil }
      value = next
    }
    return value
  }

  /// The value with what a path leads to replaced, the value itself where the path leads nowhere.
  package func replacing(_ path: ValuePath, with replacement: Value) -> Value {
    guard let step = path.steps.first else { return replacement }
    let rest = ValuePath(Array(path.steps.dropFirst()))
    return replacing(step) { $0.replacing(rest, with: replacement) } ?? self
  }

  func step(_ step: ValuePath.Step) -> Value? {
    switch step {
    case .member(let name): self[member: name]
    case .index(let index):
      switch unmarked {
      case .list(let elements, of: _), .tuple(let elements): elements.indices.contains(index) ? elements[index] : nil
      default: nil
      }
    case .element(let element):
      if case .set(let elements, of: _) = unmarked { elements.first { $0 == element } } else { nil }
    }
  }

  /// The value with one child replaced; nil if it has no such child.
  func replacing(_ step: ValuePath.Step, _ change: (Value) -> Value) -> Value? {
    guard let child = self.step(step) else { return nil }
    let changed = change(child)
    switch (self, step) {
    case (.marked(let marked), _): return marked.value.replacing(step, change)?.marked(marked.marks)
    case (.object(var members), .member(let name)):
      members[name] = changed
      return .object(members)
    case (.map(var members, of: let type), .member(let name)):
      members[name] = changed
      return .map(members, of: type)
    case (.tuple(var elements), .index(let index)):
      elements[index] = changed
      return .tuple(elements)
    case (.list(var elements, of: let type), .index(let index)):
      elements[index] = changed
      return .list(elements, of: type)
    case (.set(let elements, of: let type), .element(let element)):
      return .set(unordered: elements.map { $0 == element ? changed : $0 }, of: type)
    default: return nil
    }
  }
}

extension ValuePath: CustomStringConvertible {
  /// The path as it is written after a name: `.tags["a"][0]`.
  package var description: String {
    steps.map { step in
      switch step {
      case .member(let name): name.isIdentifier() ? ".\(name)" : "[\(Self.quoted(name))]"
      case .index(let index): "[\(index)]"
      // The element itself may be large, or secret.
      case .element: "[...]"
      }
    }.joined()
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
