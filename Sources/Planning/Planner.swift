import Configuration
import Diagnostics
import Evaluation
import Resources
import Values

/// What a user can ask of a plan besides the spec itself.
package struct PlanOptions: Sendable {
  /// Addresses of live resources that may be taken over.
  package var adopted: Set<String> = []
  /// Whether everything live that the spec names and that is nobody's may be taken over.
  package var adoptsAll = false
  /// Addresses that are replaced whether they need it or not.
  package var replaced: Set<String> = []
  /// What alone is planned, with all that it rests on; everything if empty.
  package var targets: Set<String> = []
  /// What is left as it is, with all that rests on it.
  package var excluded: Set<String> = []
  /// Live resources that are taken over as if an `import` block said so: ids by address.
  package var imported: [InstanceAddress: String] = [:]
  /// Whether attributes that Azure tells only separately, such as kubeconfigs, are asked for when something uses them.
  package var fetches = true
  /// Whether changes that Azure wouldn't make are mistakes: they are to who means to make them, and no more than
  /// differences to who only looks.
  package var judgesChanges = true
  /// The ids, in lower case, of what an unfinished run on this machine created: Azure had accepted it.
  package var createdIDs: Set<String> = []
  /// The ids, in lower case, of what an unfinished run on this machine found absent and asked for, without an answer.
  package var attemptedIDs: Set<String> = []

  package init() {}

  /// Whether only a part of the spec is planned.
  package var isPartial: Bool { !targets.isEmpty || !excluded.isEmpty }
}

/// Everything that a plan is made from.
package struct PlanningContext: Sendable {
  package let program: Program
  /// The program laid out, where that is done already.
  package let graph: ProgramGraph?
  /// What was given to the root module's variables.
  package let inputs: VariableInputs
  package let kinds: KindRegistry
  package let environment: String
  /// The id of the subscription that the environment is in; empty where nobody speaks to Azure.
  package let subscription: String
  package let record: EnvironmentRecord
  package let functions: FunctionTable
  package let functionContext: FunctionContext
  package let directories: ProgramDirectories
  /// Where the records of other environments are; nil where nobody asks.
  package let store: (any RecordStore)?
  package var options: PlanOptions

  package init(
    program: Program, graph: ProgramGraph? = nil, inputs: VariableInputs, kinds: KindRegistry, environment: String,
    subscription: String = "",
    record: EnvironmentRecord,
    functions: FunctionTable, functionContext: FunctionContext, directories: ProgramDirectories,
    store: (any RecordStore)? = nil, options: PlanOptions = PlanOptions()
  ) {
    self.program = program
    self.graph = graph
    self.inputs = inputs
    self.kinds = kinds
    self.environment = environment
    self.subscription = subscription
    self.record = record
    self.functions = functions
    self.functionContext = functionContext
    self.directories = directories
    self.store = store
    self.options = options
  }

  /// The program's layout.
  ///
  /// - Throws: the cycles of the program.
  func laidOut() throws(DiagnosticsError) -> ProgramGraph {
    if let graph { return graph }
    return try ProgramGraph(program)
  }
}

/// Makes plans: evaluates the program, looks at Azure, compares.
///
/// Reads happen in rounds: first everything that the record names and everything whose id follows from the spec, then
/// whatever became known through these, until nothing new is known.
package final class Planner {
  let context: PlanningContext
  let evaluator: ProgramEvaluator
  var observations: [ObservationRequest: Observation] = [:]
  var answers: [InstanceAddress: (arguments: Value, result: Result<Value, ProviderFailure>)] = [:]
  /// What was asked for separately, by address and attribute.
  var fetched: [FetchedAttribute: Value] = [:]
  var asked: Set<ObservationRequest> = []
  var questions: [(instance: ResourceInstance, arguments: Value)] = []
  /// Instances whose replacement has to be there before they go, since something that rests on them asks for it.
  var createdFirst: Set<InstanceAddress> = []
  /// Instances that something with create_before_destroy rests on, replaced or not.
  var restingUnder: Set<InstanceAddress> = []
  /// Instances that have to be replaced for a reason outside themselves.
  var forced: [InstanceAddress: Reason] = [:]
  /// What is made anew under the id it had, by that id in lower case.
  var replaced: [String: InstanceAddress] = [:]
  /// What a part of a plan leaves as it is, with what was decided about it in the whole one.
  var leftOut: [InstanceAddress: ResourceInstance.Decision?] = [:]
  /// What the whole plan would do to what is left out.
  var undone: [UndoneChange] = []
  /// The ids that appear at another address than the record has them at.
  var movedIDs: [String: InstanceAddress] = [:]
  /// What has to be done first though nothing refers to it, by what comes after it.
  var prerequisites: [InstanceAddress: [InstanceAddress]] = [:]
  /// What is live where the spec describes something, and isn't ours.
  var strangers: [InstanceAddress: Stranger] = [:]
  /// The ids of what has to be registered before something is made, sorted.
  var registrations: [String] = []
  /// What is wrong with the program whatever Azure says, if that is all; nil before anybody asked for that.
  private var mistakes: [Diagnostic]?
  /// What went wrong while asking for attributes separately.
  var failures: [Diagnostic] = []
  /// What `import` blocks ask for, as far as it is known.
  var imports: [InstanceAddress: ImportRequest] = [:]
  /// What a survey is told to expect, by address: ids as Terraform writes them.
  var expected: [InstanceAddress: String] = [:]
  /// What shows in the bodies of others, by the ids of these in lower case.
  var parts: [String: [ResourcePart]] = [:]
  let refactorings: Refactorings
  /// The record's entries by what tells resources apart.
  let entriesByID: [String: EnvironmentRecord.Entry]

  /// - Throws: the cycles of the program.
  package init(_ context: PlanningContext) throws(DiagnosticsError) {
    self.context = context
    evaluator = ProgramEvaluator(
      program: context.program, graph: try context.laidOut(), kinds: context.kinds,
      inputs: context.inputs, functions: context.functions, functionContext: context.functionContext,
      environment: context.environment, subscription: context.subscription, directories: context.directories)
    refactorings = Refactorings(evaluator.graph.modules)
    entriesByID = Dictionary(
      context.record.sortedEntries.filter { !$0.id.isEmpty }.compactMap { entry in
        let kind = context.kinds.kind(named: entry.kind, mode: .managed)
        return kind?.isKnownByAddress == true ? nil : (Self.identity(of: kind, id: entry.id), entry)
      },
      uniquingKeysWith: { first, _ in first })
    evaluator.decide = { [unowned self] in decide($0) }
    evaluator.presentID = { [unowned self] in presentID(of: $0) }
    forced = requestedReplacements
  }

  /// The plan, and what is wrong: with an error among it, the plan is not to be applied.
  package func plan() async -> (plan: Plan, diagnostics: [Diagnostic]) {
    asked = Set(recordRequests)
    _ = gatherParts()
    await settle()
    if let mistakes, !mistakes.isEmpty {
      let nothing = Plan(
        environment: context.environment, changes: [], outputs: [], drift: [], checks: [], warnings: [])
      return (nothing, mistakes)
    }
    prerequisites = foundPrerequisites()
    if context.options.isPartial {
      leaveOut()
      await settle()
    }
    failures += await ownershipProblems()
    failures += await registrationProblems()
    failures += await refusals()
    failures += contradictions()
    var builder = PlanBuilder(self)
    return builder.plan()
  }

  /// What the user asked to have replaced.
  var requestedReplacements: [InstanceAddress: Reason] {
    Dictionary(
      context.options.replaced.compactMap { text in InstanceAddress(text).map { ($0, .requested) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// What can be said about the program without looking at Azure, whatever its variables are given: all that a look would
  /// tell is unknown.
  ///
  /// - Parameter found: what was found when the program was read, which comes first and isn't said again.
  package func validate(after found: [Diagnostic] = []) -> [Diagnostic] {
    found + mistakesWithoutAzure(forAnyInput: true).filter { !found.tell($0) }
  }

  /// The errors that there are whatever the variables are given and whatever Azure says, in what was not evaluated, too.
  private func certainMistakes(besides found: [Diagnostic]) -> [Diagnostic] {
    mistakesWithoutAzure(forAnyInput: true).filter { $0.severity == .error && !found.tell($0) }
  }

  private func mistakesWithoutAzure(forAnyInput: Bool) -> [Diagnostic] {
    evaluator.isValidating = true
    evaluator.hidesVariables = forAnyInput
    defer {
      evaluator.isValidating = false
      evaluator.hidesVariables = false
    }
    evaluator.evaluate()
    evaluator.validateImports()
    return evaluator.diagnostics
  }

  /// The record's resources, all of them: what is no longer in the spec must be looked at too.
  var recordRequests: [ObservationRequest] {
    context.record.sortedEntries.compactMap { entry in
      guard entry.kept == nil, !entry.id.isEmpty else { return nil }
      return request(for: entry)
    }
  }

  /// The question about what the record has.
  func request(for entry: EnvironmentRecord.Entry) -> ObservationRequest {
    context.kinds.kind(named: entry.kind, mode: .managed)?.request(for: entry.id, as: entry.remote)
      ?? ObservationRequest(kind: entry.kind, id: entry.id)
  }

  /// Evaluates and reads until nothing new is known, and until no replacement takes further ones along.
  func settle() async {
    while true {
      questions = []
      strangers = [:]
      evaluator.evaluate()
      // An error may go away once more is known. Where all stay without Azure, they aren't worth a call.
      if observations.isEmpty, mistakes == nil, evaluator.diagnostics.hasErrors {
        let found = evaluator.diagnostics
        let lasting = mistakesWithoutAzure(forAnyInput: false)
        mistakes = []
        if found.allSatisfy({ $0.severity != .error || lasting.tell($0) }) {
          mistakes = found + certainMistakes(besides: found)
          return
        }
        continue
      }
      let requests = asked.filter { observations[$0] == nil }.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
      if !requests.isEmpty || !questions.isEmpty {
        await observe(requests, listing: Set(requests.filter(isRecorded)))
        await ask(questions)
        continue
      }
      if await askForNames() { continue }
      let requested = evaluator.importRequests().merging(askedImports) { $1 }
      if requested != imports {
        imports = requested
        continue
      }
      let moved = idsOnTheMove()
      if moved != movedIDs {
        movedIDs = moved
        continue
      }
      if context.options.fetches, await fetch() { continue }
      if !cascade(), !remakeSecrets(), !spreadCreateFirst(), !gatherParts() {
        if await confirm() { continue }
        return
      }
    }
  }

  func observe(_ requests: [ObservationRequest], listing: Set<ObservationRequest> = []) async {
    observations.merge(await context.kinds.observe(requests, listing: listing)) { $1 }
  }

  /// Whether the record says that it was there.
  private func isRecorded(_ request: ObservationRequest) -> Bool {
    let kind = context.kinds.kind(named: request.kind, mode: .managed)
    return entriesByID[Self.identity(of: kind, id: request.id)]?.state == .owned
  }

  /// Looks once more, and at each by itself, at what only a list showed and what the plan doesn't leave as it is; whether
  /// there was any.
  private func confirm() async -> Bool {
    let unchanged = Set(
      evaluator.resourceInstances.compactMap { instance -> ObservationRequest? in
        guard let decision = instance.decision, decision.action == .none, decision.reasons.isEmpty else { return nil }
        return decision.priorID.map { known(ObservationRequest(kind: instance.kind.name, id: $0)) }
      })
    let doubtful = observations.filter { request, observation in
      var plain = request
      plain.settings = ReadSettings()
      return observation.live?.isListed == true && !unchanged.contains(plain)
    }.keys
    if doubtful.isEmpty { return false }
    await observe(doubtful.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) })
    return true
  }

  private func ask(_ questions: [(instance: ResourceInstance, arguments: Value)]) async {
    let reads = questions.compactMap { question in
      context.kinds.provider(of: question.instance.kind).map {
        (question.instance.address, question.instance.kind, question.arguments, question.instance.limits[.read], $0)
      }
    }
    let results = await withTaskGroup(of: (InstanceAddress, Value, Result<Value, ProviderFailure>).self) { group in
      for (address, kind, arguments, limit, provider) in reads {
        group.addTask { (address, arguments, await Self.answer(of: provider, kind, arguments, limit)) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for (address, arguments, result) in results { answers[address] = (arguments, result) }
  }

  private static func answer(
    of provider: any Provider, _ kind: ResourceKind, _ arguments: Value, _ limit: Duration?
  ) async -> Result<Value, ProviderFailure> {
    do throws(ProviderFailure) {
      return .success(try await provider.read(kind, arguments: arguments, limit: limit))
    } catch {
      return .failure(error)
    }
  }
}

extension [Diagnostic] {
  /// Whether one of them says the same of the same place.
  fileprivate func tell(_ other: Diagnostic) -> Bool {
    contains { $0.subject == other.subject && $0.summary == other.summary }
  }
}
