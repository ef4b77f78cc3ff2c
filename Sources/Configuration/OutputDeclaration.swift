import Diagnostics
import Syntax

/// An `output` block: a result of a module.
package struct OutputDeclaration: Sendable {
  package let name: String
  package internal(set) var expression: Expression
  package internal(set) var isSensitive = false
  package internal(set) var isEphemeral = false
  package internal(set) var description: String?
  package internal(set) var dependsOn: [Traversal] = []
  package internal(set) var preconditions: [Condition] = []
  package let headerRange: SourceRange
  package let range: SourceRange
}
