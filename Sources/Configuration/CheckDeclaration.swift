import Diagnostics

/// A `check` block: assertions about the whole that warn and never stop.
package struct CheckDeclaration: Sendable {
  package let name: String
  /// A data source that only this check uses.
  package internal(set) var data: ResourceDeclaration?
  package internal(set) var assertions: [Condition] = []
  package let headerRange: SourceRange
  package let range: SourceRange
}
