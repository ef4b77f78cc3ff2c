import Diagnostics
import Syntax
import Values

/// Expressions that are read where there is nothing to refer to.
package enum StaticExpression {
  /// The value of an expression that may use neither names nor functions.
  /// - Parameter effort: what its loops count among, where the expression is itself part of an evaluation.
  package static func value(
    of expression: Expression, effort: Effort? = nil
  ) -> (value: Value, diagnostics: [Diagnostic]) {
    var found = expression.calls.map { Diagnostic.callsNotAllowed(at: $0.range) }
    if found.isEmpty { found = expression.variables.map { .variablesNotAllowed(at: $0.rootRange) } }
    if !found.isEmpty { return (.unknown(.dynamic), found) }
    var context = FunctionContext(workingDirectory: "/")
    context.effort = effort
    let evaluator = Evaluator(scope: ConstantScope(), functions: FunctionTable([]), context: context)
    return evaluator.value(of: expression)
  }
}

extension Diagnostic {
  static func variablesNotAllowed(at range: SourceRange) -> Diagnostic {
    .error("Variables not allowed", detail: "Variables may not be used here.", at: range)
  }

  fileprivate static func callsNotAllowed(at range: SourceRange) -> Diagnostic {
    .error("Function calls not allowed", detail: "Functions may not be called here.", at: range)
  }
}
