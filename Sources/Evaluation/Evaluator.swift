import Diagnostics
import Syntax
import Values

/// Turns expressions into values.
///
/// Every mistake is reported, not only the first; an expression with a mistake in it has an unknown value of any type, so
/// that no second mistake follows from the first.
package struct Evaluator {
  package let scope: any Scope
  package let functions: FunctionTable
  package let context: FunctionContext

  package init(scope: any Scope, functions: FunctionTable, context: FunctionContext) {
    self.scope = scope
    self.functions = functions
    var context = context
    context.functions = functions
    self.context = context
  }

  /// The value of an expression, and what is wrong with it.
  package func value(of expression: Expression) -> (value: Value, diagnostics: [Diagnostic]) {
    (.unknown(.dynamic), [])
  }

  /// The value of an expression, converted to a type.
  package func value(of expression: Expression, as type: Type) -> (value: Value, diagnostics: [Diagnostic]) {
    (.unknown(.dynamic), [])
  }
}
