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

  /// The sensitive texts in it: nothing with one of these in it is to be kept or shown. Those of less than four bytes are
  /// left out, as they are found everywhere by chance.
  package var sensitiveTexts: Set<String> {
    var texts: Set<String> = []
    collectTexts(isSensitive: false, into: &texts)
    return texts
  }

  private func collectTexts(isSensitive: Bool, into texts: inout Set<String>) {
    switch self {
    case .string(let text): if isSensitive, text.utf8.count >= 4 { texts.insert(text) }
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      for element in elements { element.collectTexts(isSensitive: isSensitive, into: &texts) }
    case .map(let members, of: _), .object(let members):
      for (_, member) in members { member.collectTexts(isSensitive: isSensitive, into: &texts) }
    case .marked(let marked):
      marked.value.collectTexts(isSensitive: isSensitive || marked.marks.contains(.sensitive), into: &texts)
    case .null, .unknown, .bool, .number: break
    }
  }

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
