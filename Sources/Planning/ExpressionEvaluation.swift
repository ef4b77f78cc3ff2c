import Configuration
import Diagnostics
import Evaluation
import Syntax
import Values

/// A program whose values any expression may be made of, as one types them at a prompt.
package struct ExpressionEvaluation {
  private let planner: Planner
  /// What is wrong with the program itself; what rests on it is unknown.
  package let diagnostics: [Diagnostic]

  /// Evaluates a program; with `observing`, after a look at Azure. Otherwise what Azure would tell is unknown.
  ///
  /// - Throws: the cycles of the program.
  package init(_ context: PlanningContext, observing: Bool) async throws(DiagnosticsError) {
    planner = try Planner(context)
    if observing {
      diagnostics = await planner.plan().diagnostics
    } else {
      planner.evaluator.evaluate()
      diagnostics = planner.evaluator.diagnostics
    }
    // At a prompt there is no later moment in which functions of time and chance could get their values.
    planner.evaluator.functionContext.isFinal = true
  }

  /// The value of an expression in the scope of the root module, and what is wrong with it. Its text is among the
  /// sources that the context has.
  package func value(of expression: Expression) -> (value: Value, diagnostics: [Diagnostic]) {
    let evaluator = planner.evaluator
    let mistakes = ProgramValidator.diagnostics(of: expression, in: evaluator.program.root)
    if mistakes.hasErrors { return (.unknown(.dynamic), mistakes) }
    return evaluator.evaluator(evaluator.scope(evaluator.root)).value(of: expression)
  }
}
