import Configuration
import Diagnostics
import Evaluation
import Resources
import Syntax

/// The rules of conditions.
extension ProgramEvaluator {
  /// Reports the conditions that don't hold. One that rests on unknown values is left for later, and validation looks
  /// only at whether the conditions of resources can be evaluated.
  /// - Returns: whether none fails.
  @discardableResult
  func check(
    _ conditions: [Condition], by evaluator: Evaluator, kind: String, of subject: CheckResult.Subject,
    in module: ModuleInstance
  ) -> Bool {
    if conditions.isEmpty { return true }
    var status = CheckResult.Status.pass
    var address: String?
    if case .resource(let instance) = subject { address = instance.description }
    let isLater = isValidating && address != nil
    for condition in conditions {
      let (outcome, found) = condition.outcome(by: evaluator)
      for diagnostic in found where !isLater || diagnostic.severity == .error { report(diagnostic) }
      switch outcome {
      case .passed, .invalid: break
      case .unknown: if status == .pass { status = .unknown }
      case .failed(let message):
        status = .fail
        if isLater { continue }
        report(
          .error(
            "\(kind.prefix(1).uppercased())\(kind.dropFirst()) failed", detail: message,
            at: condition.condition.range, address: address))
      }
    }
    recordCheck(CheckResult(module: module.address, subject: subject, status: status, messages: []))
    return status != .fail
  }

  func checkPreconditions(of instance: ResourceInstance, in module: ModuleInstance) {
    let conditions = instance.declaration.lifecycle.preconditions
    if conditions.isEmpty { return }
    check(
      conditions, by: evaluator(scope(module, repetition: instance.repetition)),
      kind: "resource precondition", of: .resource(instance.address), in: module)
  }

  func checkPostconditions(of instance: ResourceInstance, in module: ModuleInstance) {
    let conditions = instance.declaration.lifecycle.postconditions
    if conditions.isEmpty { return }
    check(
      conditions,
      by: evaluator(scope(module, repetition: instance.repetition, selfValue: instance.value)),
      kind: "resource postcondition", of: .resource(instance.address), in: module)
  }

  func evaluate(_ check: CheckDeclaration, in instance: ModuleInstance) {
    let evaluator = evaluator(scope(instance))
    var status = CheckResult.Status.pass
    var messages: [String] = []
    for assertion in check.assertions {
      let (outcome, found) = assertion.outcome(by: evaluator)
      for diagnostic in found { report(diagnostic) }
      switch outcome {
      case .passed: break
      case .unknown:
        if status == .pass { status = .unknown }
        if isValidating { continue }
        report(
          .warning(
            "Check block assertion known after apply",
            detail:
              "The condition could not be evaluated at this time, a result will be known when this plan is applied.",
            at: assertion.condition.range))
      case .failed(let text):
        if status != .error { status = .fail }
        messages.append(text)
        if isValidating { continue }
        report(.warning("Check block assertion failed", detail: text, at: assertion.condition.range))
      case .invalid: status = .error
      }
    }
    recordCheck(
      CheckResult(module: instance.address, subject: .check(check.name), status: status, messages: messages))
  }
}
