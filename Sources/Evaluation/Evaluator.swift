import Diagnostics
import Syntax
import Values

/// Turns expressions into values.
///
/// Every mistake is reported, not only the first; an expression with a mistake in it has an unknown value, so that no
/// second mistake follows from the first.
package struct Evaluator {
  package let scope: any Scope
  private let world: World

  package var functions: FunctionTable { world.context.functions }
  package var context: FunctionContext { world.context }

  package init(scope: any Scope, functions: FunctionTable, context: FunctionContext) {
    var context = context
    context.functions = functions
    self.init(scope: scope, world: World(context))
  }

  private init(scope: any Scope, world: World) {
    self.scope = scope
    self.world = world
  }

  /// What evaluators share, behind one reference, since there is an evaluator for each scope.
  private final class World: Sendable {
    let context: FunctionContext

    init(_ context: FunctionContext) {
      self.context = context
    }
  }

  /// The same evaluator for another scope.
  package func with(_ scope: any Scope) -> Evaluator {
    Evaluator(scope: scope, world: world)
  }

  /// Collections of collections get so large by naming one thing twice, over and over; what is larger could neither be
  /// planned nor shown.
  private static let weightMax = 4_000_000

  /// The value of an expression, and what is wrong with it.
  package func value(of expression: Expression) -> (value: Value, diagnostics: [Diagnostic]) {
    var evaluation = Evaluation(by: self)
    let value = evaluation.value(of: expression)
    if evaluation.findings.isEmpty {
      guard value.shallowWeight > 0, value.weight(upTo: Evaluator.weightMax) == nil else { return (value, []) }
      return (.unknown(.dynamic), [.tooLarge(at: expression.range)])
    }
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
        "Incorrect value type", detail: "Invalid expression value: \(error).", at: expression.range)
      return (missing, diagnostics + [finding])
    }
  }

  /// The same evaluator with some names on top of its scope, which they hide.
  package func binding(_ names: [String: Value]) -> Evaluator {
    with(NestedScope(names: names, outer: scope))
  }
}

extension Diagnostic {
  fileprivate static func tooLarge(at range: SourceRange) -> Diagnostic {
    .error(
      "Value too large",
      detail: "This value has millions of parts, or is nested more than \(Value.depthMax) deep.", at: range)
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

  func functions(ofProvider name: String) -> FunctionTable? { outer.functions(ofProvider: name) }
}
