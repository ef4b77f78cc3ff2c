import Diagnostics
import Syntax
import Values

/// A `variable` block: an input of a module.
package struct VariableDeclaration: Sendable {
  package let name: String
  /// What values it takes; `any` without a `type`.
  package internal(set) var constraint = TypeConstraint.any
  /// Whether the block says a type, be it `any`.
  package internal(set) var hasExplicitType = false
  /// Its default, converted to the constraint; nil if a value is required.
  package internal(set) var defaultValue: Value?
  package internal(set) var isSensitive = false
  package internal(set) var isEphemeral = false
  /// Whether a null is a value of its own; where not, it stands for the default.
  package internal(set) var isNullable = true
  package internal(set) var description: String?
  package internal(set) var validations: [Condition] = []
  package let headerRange: SourceRange
  package let range: SourceRange
}

/// One argument of a `locals` block.
package struct LocalDeclaration: Sendable {
  package let name: String
  package internal(set) var expression: Expression
  package internal(set) var range: SourceRange
}
