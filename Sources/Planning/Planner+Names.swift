import Configuration
import Diagnostics
import Evaluation
import Resources
import Values

/// What arguments call by a name where Azure wants an id: the spec tells it, or else Azure does.
struct CalledNames {
  /// The ids as Azure has them: nil where it has nothing of that name.
  var answers: [NamedResource: Result<String?, ProviderFailure>] = [:]
  /// What was called by a name that nobody had told the id of.
  var unanswered: Set<NamedResource> = []
}

extension ProgramEvaluator {
  /// The id of what an instance calls by a name: null where there is nothing of that name, unknown where that isn't known
  /// yet.
  func id(of called: NamedResource, for instance: ResourceInstance) -> Value {
    if isValidating { return .unknown(.string) }
    if let id = idsByName[called.kind, called.name] { return .string(id) }
    switch names.answers[called] {
    case .success(let id)?: return id.map { .string($0) } ?? .null(.string)
    case .failure(let failure)?:
      report(failure.diagnostic(at: instance.declaration.headerRange, address: instance.address.description))
    case nil:
      if functionContext.isFinal { report(PlanningDiagnostics.nameKnownLate(called, of: instance)) }
      names.unanswered.insert(called)
    }
    return .unknown(.string)
  }
}

extension Planner {
  /// Finds what the last evaluation called by names that nobody had told the ids of; whether there was any.
  func askForNames() async -> Bool {
    let unanswered = evaluator.names.unanswered
    evaluator.names.unanswered = []
    if unanswered.isEmpty { return false }
    // The spec itself may have told by now.
    let questions = unanswered.filter { evaluator.idsByName[$0.kind, $0.name] == nil }
      .sorted { ($0.kind, $0.name, $0.scope) < ($1.kind, $1.name, $1.scope) }
    let answers = await withTaskGroup(of: (NamedResource, Result<String?, ProviderFailure>).self) { group in
      for question in questions {
        guard let kind = context.kinds.kind(named: question.kind, mode: .managed),
          let provider = context.kinds.provider(of: kind)
        else { continue }
        group.addTask { (question, await Self.answer(of: provider, question)) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for (question, answer) in answers { evaluator.names.answers[question] = answer }
    return true
  }

  private static func answer(of provider: any Provider, _ question: NamedResource) async
    -> Result<String?, ProviderFailure>
  {
    do throws(ProviderFailure) {
      return .success(try await provider.find(question))
    } catch {
      return .failure(error)
    }
  }
}
