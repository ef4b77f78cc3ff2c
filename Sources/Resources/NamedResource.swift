/// A resource that an argument calls by its name where Azure wants its id.
package struct NamedResource: Sendable, Hashable {
  /// The name of its kind, and of the data source that finds it by its name.
  package let kind: String
  package let name: String
  /// The id of what it is looked for at.
  package let scope: String

  package init(kind: String, name: String, scope: String) {
    self.kind = kind
    self.name = name
    self.scope = scope
  }
}
