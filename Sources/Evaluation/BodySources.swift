import Diagnostics
import Syntax
import Values

/// Where the parts of a decoded body are written; looked up only when somebody asks.
package struct BodySources: Sendable {
  private let body: SyntaxBody

  package init(_ body: SyntaxBody) {
    self.body = body
  }

  /// The place of what a path leads to, or of the nearest thing around it that is written.
  package subscript(path: ValuePath) -> SourceRange? {
    nil
  }
}
