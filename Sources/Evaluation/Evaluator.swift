import Diagnostics
import Syntax
import Values

/// Turns expressions into values.
///
/// Every mistake is reported, not only the first; an expression with a mistake in it has an unknown value, so that no
/// second mistake follows from the first.
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
    var evaluation = Evaluation(by: self)
    let value = evaluation.value(of: expression)
    return (evaluation.findings.hasErrors ? .unknown(.dynamic) : value, evaluation.diagnostics)
  }

  /// The value of an expression, converted to a type; unknown of that type where there is none.
  package func value(of expression: Expression, as type: Type) -> (value: Value, diagnostics: [Diagnostic]) {
    value(of: expression, as: TypeConstraint(type))
  }

  /// The value of an expression with the defaults of a constraint, converted to its type.
  package func value(
    of expression: Expression, as constraint: TypeConstraint
  ) -> (value: Value, diagnostics: [Diagnostic]) {
    let (value, diagnostics) = value(of: expression)
    let missing = Value.unknown(constraint.type.withoutOptional)
    if diagnostics.hasErrors { return (missing, diagnostics) }
    do throws(ConversionError) {
      return (try constraint.converted(value), diagnostics)
    } catch {
      let finding = Diagnostic.error(
        "Unsuitable value type", detail: "Unsuitable value: \(error).", at: expression.range)
      return (missing, diagnostics + [finding])
    }
  }

  /// The same evaluator with some names on top of its scope, which they hide.
  package func binding(_ names: [String: Value]) -> Evaluator {
    Evaluator(scope: NestedScope(names: names, outer: scope), functions: functions, context: context)
  }
}

/// A few names in front of a scope.
private struct NestedScope: Scope {
  let names: [String: Value]
  let outer: any Scope

  func resolve(_ traversal: Traversal) throws(DiagnosticsError) -> Resolution {
    if let value = names[traversal.root] { return Resolution(value, steps: 0) }
    return try outer.resolve(traversal)
  }
}
