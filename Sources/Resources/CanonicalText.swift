import JSON
import Values

/// One text for each value, whatever its type says: what hashes and orderings are taken over.
///
/// A list, a set and a tuple of the same elements have the same text, and so have a map and an object: what Azure
/// answers is untyped.
package enum CanonicalText {
  package static func of(_ value: Value) -> String {
    String(decoding: JSON.text(untyped(value)), as: UTF8.self)
  }

  private static func untyped(_ value: Value) -> Value {
    switch value {
    case .marked(let marked): untyped(marked.value)
    case .null: .null(.dynamic)
    case .unknown: .object(Members([("unknown", .bool(true))]))
    case .bool, .number, .string: value
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements): .tuple(elements.map(untyped))
    case .map(let members, of: _), .object(let members): .object(members.map { untyped($1) })
    }
  }
}
