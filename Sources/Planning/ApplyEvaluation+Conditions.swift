import Configuration
import Diagnostics
import Resources

/// Conditions whose outcome is known only during an apply.
extension ApplyEvaluation {
  /// The preconditions of an instance that don't hold now.
  package func failedPreconditions(of address: InstanceAddress) -> [Diagnostic] {
    failed(of: address, \.preconditions) { $0.checkPreconditions(of: $1, in: $2) }
  }

  /// The postconditions of an instance that don't hold for what it is now.
  package func failedPostconditions(of address: InstanceAddress) -> [Diagnostic] {
    failed(of: address, \.postconditions) { $0.checkPostconditions(of: $1, in: $2) }
  }

  /// What the program says about the end of an apply: the checks that don't hold, as warnings, and the preconditions of
  /// outputs that don't, as errors.
  package func conclusions() -> [Diagnostic] {
    let evaluator = planner.evaluator
    evaluator.forgetDiagnostics()
    settleAll()
    for node in evaluator.graph.nodes {
      if case .check = node { evaluator.evaluate(node) }
    }
    return evaluator.diagnostics
  }

  private func failed(
    of address: InstanceAddress, _ conditions: KeyPath<Lifecycle, [Condition]>,
    by check: (ProgramEvaluator, ResourceInstance, ModuleInstance) -> Void
  ) -> [Diagnostic] {
    let evaluator = planner.evaluator
    guard let instance = evaluator.instance(at: address), let module = evaluator.module(at: address.module),
      !instance.declaration.lifecycle[keyPath: conditions].isEmpty
    else { return [] }
    evaluator.forgetDiagnostics()
    settle(instance)
    check(evaluator, instance, module)
    return evaluator.diagnostics.filter { $0.severity == .error }
  }
}
