import Values

/// How a resource is asked for, beside its id: what goes along with the request, and how long it is waited for.
package struct ReadSettings: Sendable, Hashable {
  package var headers: [String: String] = [:]
  package var query: [String: [String]] = [:]
  /// The names of what is read along with it, by the members of its body that show that.
  package var along: [String: [String]] = [:]
  /// Nil for as long as it takes.
  package var limit: Duration?

  package init() {}

  /// What arguments say: a map of texts, and a map of lists of texts.
  package init(_ arguments: Value, headers: String, query: String) {
    for (name, value) in arguments[member: headers]?.members ?? Members() {
      self.headers[name] = value.stringValue
    }
    for (name, values) in arguments[member: query]?.members ?? Members() {
      self.query[name] = (values.elements ?? []).compactMap(\.stringValue)
    }
  }

  package var isUsual: Bool { self == ReadSettings() }
}
