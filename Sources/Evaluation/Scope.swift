import Diagnostics
import Syntax
import Values

/// The names that an expression may refer to.
///
/// A scope whose values are made on demand can answer ``Resolution`` with an unknown value, take a note of what it still
/// needs, and evaluate the expression again once that is there.
package protocol Scope {
  /// What the longest part of a reference that this scope knows stands for.
  ///
  /// What is thrown means that the reference itself is wrong: unlike a missing attribute of a value, that is reported
  /// even inside `try` and `can` and in the arm of a conditional that is not taken.
  func resolve(_ traversal: Traversal) throws(DiagnosticsError) -> Resolution

  /// The functions of the provider with a local name, which calls of `provider::NAME::` mean; nil where no provider is
  /// declared under that name.
  func functions(ofProvider name: String) -> FunctionTable?
}

extension Scope {
  package func functions(ofProvider name: String) -> FunctionTable? { nil }
}

/// A value that a scope found, and how far into the reference it reaches.
package struct Resolution: Sendable {
  package let value: Value
  /// How many steps after the root led to the value; those that remain are taken inside it.
  package let steps: Int

  package init(_ value: Value, steps: Int) {
    self.value = value
    self.steps = steps
  }
}

/// Names with values, and nothing else.
package struct ConstantScope: Scope, Sendable {
  package let values: [String: Value]

  package init(_ values: [String: Value] = [:]) {
    self.values = values
  }

  package func resolve(_ traversal: Traversal) throws(DiagnosticsError) -> Resolution {
    if let value = values[traversal.root] { return Resolution(value, steps: 0) }
    throw DiagnosticsError(
      values.isEmpty
        ? .variablesNotAllowed(at: traversal.rootRange)
        : .error(
          "Unknown variable", detail: "There is no variable named \"\(traversal.root)\".", at: traversal.rootRange,
          hint: suggestion(for: traversal.root, among: values.keys.sorted()).map { "did you mean `\($0)`?" }))
  }
}
