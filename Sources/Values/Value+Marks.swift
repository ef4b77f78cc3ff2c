extension Value {
  /// Whether this value or anything in it has marks.
  package var hasMarks: Bool {
    switch self {
    case .null, .unknown, .bool, .number, .string: false
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      elements.contains(where: \.hasMarks)
    case .map(let members, of: _), .object(let members): members.values.contains(where: \.hasMarks)
    case .marked: true
    }
  }

  /// All marks on this value and on anything in it.
  package var deepMarks: Marks {
    switch self {
    case .null, .unknown, .bool, .number, .string: .none
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      elements.reduce(into: Marks.none) { $0.formUnion($1.deepMarks) }
    case .map(let members, of: _), .object(let members):
      members.values.reduce(into: Marks.none) { $0.formUnion($1.deepMarks) }
    case .marked(let marked): marked.marks.union(marked.value.deepMarks)
    }
  }

  /// Whether this value or anything in it is sensitive.
  package var hasSensitive: Bool { deepMarks.contains(.sensitive) }

  /// Whether this value or anything in it stands in for a secret that is kept nowhere.
  package var hasStandIn: Bool { deepMarks.contains(.standIn) }

  /// The value without any marks, inside it neither.
  package var unmarkedDeep: Value {
    switch self {
    case .null, .unknown, .bool, .number, .string: self
    case .marked(let marked): marked.value.unmarkedDeep
    default: hasMarks ? mapChildren(\.unmarkedDeep) : self
    }
  }

  /// The paths at which there are marks, with these, outermost first.
  package var markedPaths: [(path: ValuePath, marks: Marks)] {
    var found: [(path: ValuePath, marks: Marks)] = []
    walk { path, value in
      if !value.marks.isEmpty { found.append((path, value.marks)) }
      return value.hasMarks
    }
    return found
  }

  /// The marks on what a path leads to and on everything around it.
  package func marks(at path: ValuePath) -> Marks {
    var marks = self.marks
    var value = self
    for step in path.steps {
      guard let next = value.step(step) else { return marks }
      marks.formUnion(next.marks)
      value = next
    }
    return marks
  }

  /// The value with further marks on what a path leads to, or on the nearest thing around it that there is.
  package func marked(_ marks: Marks, at path: ValuePath) -> Value {
    if marks.isEmpty { return self }
    guard let step = path.steps.first else { return marked(marks) }
    let rest = ValuePath(Array(path.steps.dropFirst()))
    return replacing(step) { $0.marked(marks, at: rest) } ?? marked(marks)
  }
}
