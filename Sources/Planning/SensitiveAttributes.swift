import Resources
import Values

/// Says which parts of a value are never shown: what the schema calls sensitive, what the spec gives a sensitive
/// value, and what was sensitive when it was applied.
package struct SensitiveAttributes {
  private let schema: ResourceSchema
  private let recordedPaths: [String]
  private let arguments: Value?

  package init(schema: ResourceSchema, recordedPaths: [String], arguments: Value?) {
    self.schema = schema
    self.recordedPaths = recordedPaths
    self.arguments = arguments
  }

  package func marking(_ value: Value) -> Value {
    marking(value, schema, arguments, at: ValuePath())
  }

  private func marking(_ value: Value, _ schema: ResourceSchema, _ arguments: Value?, at path: ValuePath) -> Value {
    guard case .object(var members) = value.unmarked else { return value }
    for attribute in schema.attributes {
      guard let member = members[attribute.name] else { continue }
      let place = path.appending(.member(attribute.name))
      let argument = arguments?[member: attribute.name]
      if attribute.isSensitive || argument?.marks.contains(.sensitive) == true || recordedPaths.contains(place.text) {
        members[attribute.name] = member.marked(.sensitive)
        continue
      }
      switch attribute.content {
      case .value:
        for (path, marks) in argument?.markedPaths ?? [] {
          members[attribute.name] = members[attribute.name]?.marked(marks, at: path)
        }
      case .block(let nesting, let inner):
        guard let elements = member.elements else { continue }
        let marked = elements.enumerated().map { index, element in
          marking(element, inner, argument?[index], at: place.appending(.index(index)))
        }
        if case .set = nesting {
          members[attribute.name] = .set(marked, of: inner.type)
        } else {
          members[attribute.name] = .list(marked, of: inner.type)
        }
      }
    }
    return Value.object(members).marked(value.marks)
  }
}
