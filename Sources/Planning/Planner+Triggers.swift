import Configuration
import Evaluation
import Resources
import Syntax
import Values

/// `replace_triggered_by`: as in Terraform a resource as a whole triggers when it is updated or replaced, an attribute
/// when its value changes.
extension Planner {
  /// The instance whose change asks for a replacement of this one.
  func trigger(of instance: ResourceInstance) -> InstanceAddress? {
    guard let module = evaluator.module(at: instance.address.module) else { return nil }
    for expression in instance.declaration.lifecycle.replaceTriggeredBy {
      let evaluator = evaluator.evaluator(evaluator.scope(module, repetition: instance.repetition))
      guard let (name, steps) = reference(expression, by: evaluator), let resource = module.resource(name) else {
        continue
      }
      var named = resource.all
      var rest = steps[...]
      if !resource.isSingle, let key = rest.first.flatMap(InstanceKey.init) {
        named = resource[key].map { [$0] } ?? []
        rest = rest.dropFirst()
      }
      let path = ValuePath(steps: rest)
      if let found = named.first(where: { self.triggers($0, at: path) }) { return found.address }
    }
    return nil
  }

  private func triggers(_ instance: ResourceInstance, at path: ValuePath) -> Bool {
    guard let decision = instance.decision, decision.action != .none, decision.action != .read else { return false }
    if path.steps.isEmpty { return decision.action != .create }
    guard let before = decision.prior?[path], let after = instance.value[path] else {
      return decision.prior?[path] != nil || instance.value[path] != nil
    }
    if !after.isWhollyKnown { return before.isWhollyKnown || decision.action != .update }
    // What is made anew has the id it had.
    return before.unmarkedDeep != after.unmarkedDeep || !ReplacedResources(replaced).named(in: after, at: path).isEmpty
  }

  /// The resource that a reference names and the steps that lead on from it, computed keys worked out.
  private func reference(_ expression: Expression, by evaluator: Evaluator) -> (ResourceName, [TraversalStep])? {
    switch expression {
    case .traversal(let traversal):
      guard let resolved = try? Reference.parse(traversal), case .resource(let name) = resolved.reference else {
        return nil
      }
      return (name, Array(resolved.remainingSteps))
    case .index(let index):
      return reference(index.collection, by: evaluator).map {
        ($0.0, $0.1 + [.index(evaluator.value(of: index.key).value, index.bracketRange)])
      }
    case .relative(let source, let steps): return reference(source, by: evaluator).map { ($0.0, $0.1 + steps) }
    case .parenthesized(let inner, _): return reference(inner, by: evaluator)
    default: return nil
    }
  }
}
