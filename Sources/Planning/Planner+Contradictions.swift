import Configuration
import Diagnostics
import Evaluation
import Resources
import Values

/// What no resource shows by itself: changes that Azure refuses, and resources that don't go together.
extension Planner {
  /// Reports what of a change in place Azure would refuse, and keeps what only Azure can say.
  func checkChange(of instance: ResourceInstance, from prior: Value, to planned: Value) {
    let problems = instance.kind.refuses?(prior, planned) ?? []
    for problem in problems where problem.exception == nil {
      evaluator.report(diagnostic(problem, of: instance, in: instance.arguments))
    }
    instance.decision?.doubts = problems.filter { $0.exception != nil }
  }

  /// What of changes in place Azure refuses, as it says itself when it is asked.
  func refusals() async -> [Diagnostic] {
    var found: [Diagnostic] = []
    let doubtful = evaluator.resourceInstances.filter { $0.action == .update && $0.decision?.doubts.isEmpty == false }
    for instance in doubtful.sorted(by: { $0.address < $1.address }) {
      guard let decision = instance.decision, let id = decision.priorID else { continue }
      for problem in decision.doubts {
        guard let exception = problem.exception, let provider = context.kinds.provider(of: instance.kind) else {
          continue
        }
        let answer: Value
        do throws(ProviderFailure) {
          answer = try await provider.answer(at: exception.path, of: instance.kind, id: id)
        } catch {
          // Where Azure doesn't say, what it does as a rule counts.
          answer = .null(.dynamic)
        }
        if exception.allows(answer) { continue }
        found.append(diagnostic(problem, of: instance, in: instance.arguments))
      }
    }
    return found
  }

  /// What is wrong with the spec's resources beside each other, each where the spec says it.
  ///
  /// Costs nothing for kinds that have no such rules.
  func contradictions() -> [Diagnostic] {
    guard context.options.judgesChanges else { return [] }
    var kinds: [String: ResourceKind] = [:]
    for instance in evaluator.resourceInstances where instance.kind.contradictions != nil {
      kinds[instance.kind.name] = instance.kind
    }
    guard !kinds.isEmpty else { return [] }
    let (instances, resources) = plannedResources()
    return kinds.values.sorted { $0.name.precedesInUTF8($1.name) }.flatMap { kind -> [Diagnostic] in
      let found = kind.contradictions?(resources) ?? []
      if found.isEmpty { return [] }
      let owners = Dictionary(
        instances.filter { $0.kind.ownedPath == nil }.compactMap { owner in owner.id.map { ($0.lowercased(), owner) } },
        uniquingKeysWith: { first, _ in first })
      return found.compactMap { id, problem in
        owners[id.lowercased()].map { diagnostic(problem, of: $0, in: $0.arguments) }
      }
    }
  }

  /// The spec's resources as they are to be.
  func plannedResources() -> (instances: [ResourceInstance], resources: PlannedResources) {
    let instances = evaluator.sortedResourceInstances.filter { $0.kind.mode == .managed && $0.decision != nil }
    return (instances, PlannedResources(instances.compactMap { planned($0) }))
  }

  private func planned(_ instance: ResourceInstance) -> PlannedResource? {
    guard let id = instance.id ?? instance.decision?.priorID, let decision = instance.decision else { return nil }
    let isChanged =
      switch decision.action {
      case .create, .update, .replace: leftOut[instance.address] == nil
      case .none, .read, .delete, .forget: false
      }
    return PlannedResource(
      address: instance.address, kind: instance.kind, id: id, arguments: instance.arguments, prior: decision.prior,
      planned: instance.value,
      isChanged: isChanged)
  }

  func diagnostic(_ problem: ArgumentProblem, of instance: ResourceInstance, in arguments: Value) -> Diagnostic {
    PlanningDiagnostics.invalidArgument(
      problem, at: instance.sources?[problem.path, in: arguments] ?? instance.declaration.headerRange,
      address: instance.address)
  }
}
