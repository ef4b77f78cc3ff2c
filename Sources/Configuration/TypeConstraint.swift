import Values

/// A type with the defaults of its optional attributes: what a variable takes.
package struct TypeConstraint: Sendable {
  package let type: Type

  /// Takes every value as it is.
  package static let any = TypeConstraint(type: .dynamic)
}
