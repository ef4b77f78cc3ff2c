import Configuration
import Diagnostics
import Evaluation
import Graph
import Syntax
import Values

/// What a program says about itself: needed before anything can be looked at.
package struct ProgramSettings: Sendable {
  /// The arguments of the default provider configurations, by local name.
  package let providers: [String: Members]
  /// The environment's name, if the program says it.
  package let environment: String?
  package let recordGroup: String?
  package let recordLocation: String?
  /// How long a run waits after its claim until it looks for others, if the program says it.
  package let claimSettle: Duration?
  /// How long a claim counts after it was last renewed, if the program says it.
  package let claimExpiry: Duration?

  /// Evaluates what provider blocks and the `armature` block say, and nothing else.
  ///
  /// - Throws: what is wrong with it: mistakes, and values that are known only after an apply.
  package init(_ context: PlanningContext) throws(DiagnosticsError) {
    let graph = try context.laidOut()
    let evaluator = ProgramEvaluator(
      program: context.program, graph: graph, kinds: context.kinds, inputs: context.inputs,
      functions: context.functions, functionContext: context.functionContext, environment: context.environment,
      subscription: context.subscription, directories: context.directories)
    let armature = context.program.root.armature
    let expressions = [
      armature?.environment, armature?.record?.resourceGroupName, armature?.record?.location,
      armature?.record?.claimSettleSeconds, armature?.record?.claimExpirySeconds,
    ]
    let root = context.program.root
    var needed = root.providers.indices.map { graph.number(of: .provider($0)) }
    for traversal in expressions.compactMap({ $0 }).flatMap(\.variables) {
      if let resolved = try? Reference.parse(traversal) {
        switch resolved.reference {
        case .variable(let name):
          needed += root.places.variables[name].map { [graph.number(of: .variable(0, $0))] } ?? []
        case .local(let name): needed += root.places.locals[name].map { [graph.number(of: .local(0, $0))] } ?? []
        default: break
        }
      }
    }
    evaluator.evaluate(only: graph.graph.closure(of: needed, along: .backward))
    func text(_ expression: Expression?) -> String? {
      guard let expression else { return nil }
      let result = evaluator.evaluator(evaluator.scope(evaluator.root)).value(of: expression, as: .string)
      for diagnostic in result.diagnostics { evaluator.report(diagnostic) }
      if !result.value.isKnown, !result.diagnostics.hasErrors {
        evaluator.report(
          .error(
            "Value is not known in time",
            detail: "What the armature block says has to be known before anything is read.", at: expression.range,
            hint: "use a variable or a literal"))
      }
      return result.value.stringValue
    }
    func seconds(_ expression: Expression?, _ range: ClosedRange<Int>) -> Duration? {
      guard let expression, let text = text(expression) else { return nil }
      guard let seconds = Int(text), range.contains(seconds) else {
        evaluator.report(
          .error(
            "Invalid number of seconds",
            detail: "\(text) is not a whole number from \(range.lowerBound) to "
              + "\(range.upperBound).", at: expression.range))
        return nil
      }
      return .seconds(seconds)
    }
    claimSettle = seconds(armature?.record?.claimSettleSeconds, 0...600)
    claimExpiry = seconds(armature?.record?.claimExpirySeconds, 6...3600)
    environment = text(armature?.environment)
    recordGroup = text(armature?.record?.resourceGroupName)
    recordLocation = text(armature?.record?.location)
    providers = evaluator.providerArguments.compactMapValues(\.members)
    let errors = evaluator.diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty { throw DiagnosticsError(errors) }
  }
}
