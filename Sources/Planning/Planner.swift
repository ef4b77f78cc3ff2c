import Configuration
import Diagnostics
import Evaluation
import Resources
import Values

/// What a user can ask of a plan besides the spec itself.
package struct PlanOptions: Sendable {
  /// Addresses of live resources that may be taken over.
  package var adopted: Set<String> = []
  /// Addresses that are replaced whether they need it or not.
  package var replaced: Set<String> = []
  /// Whether attributes that Azure tells only separately, such as kubeconfigs, are asked for when something uses them.
  package var fetches = true

  package init() {}
}

/// Everything that a plan is made from.
package struct PlanningContext: Sendable {
  package let program: Program
  /// What was given to the root module's variables.
  package let inputs: VariableInputs
  package let kinds: KindRegistry
  package let environment: String
  package let record: EnvironmentRecord
  package let functions: FunctionTable
  package let functionContext: FunctionContext
  package let directories: ProgramDirectories
  package var options: PlanOptions

  package init(
    program: Program, inputs: VariableInputs, kinds: KindRegistry, environment: String, record: EnvironmentRecord,
    functions: FunctionTable, functionContext: FunctionContext, directories: ProgramDirectories,
    options: PlanOptions = PlanOptions()
  ) {
    self.program = program
    self.inputs = inputs
    self.kinds = kinds
    self.environment = environment
    self.record = record
    self.functions = functions
    self.functionContext = functionContext
    self.directories = directories
    self.options = options
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
  private var answers: [InstanceAddress: (arguments: Value, result: Result<Value, ProviderFailure>)] = [:]
  /// What was asked for separately, by address and attribute.
  private var fetched: [FetchedAttribute: Value] = [:]
  private var asked: Set<ObservationRequest> = []
  private var questions: [(instance: ResourceInstance, arguments: Value)] = []
  /// Instances whose replacement has to be there before they go, since something that rests on them asks for it.
  private var createdFirst: Set<InstanceAddress> = []
  /// Instances that have to be replaced for a reason outside themselves.
  private var forced: [InstanceAddress: Reason] = [:]
  /// What went wrong while asking for attributes separately.
  private(set) var failures: [Diagnostic] = []
  /// What `import` blocks ask for, as far as it is known.
  private var imports: [InstanceAddress: ImportRequest] = [:]
  let refactorings: Refactorings
  private let entriesByID: [String: EnvironmentRecord.Entry]

  /// - Throws: the cycles of the program.
  package init(_ context: PlanningContext) throws(DiagnosticsError) {
    self.context = context
    evaluator = ProgramEvaluator(
      program: context.program, graph: try ProgramGraph(context.program), kinds: context.kinds,
      inputs: context.inputs, functions: context.functions, functionContext: context.functionContext,
      environment: context.environment, directories: context.directories)
    refactorings = Refactorings(evaluator.graph.modules)
    entriesByID = Dictionary(
      context.record.entries.values.filter { !$0.id.isEmpty }.map { ($0.id.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first })
    evaluator.decide = { [unowned self] in decide($0) }
    for reference in context.options.replaced {
      if let address = InstanceAddress(reference) { forced[address] = .requested }
    }
  }

  /// The plan, and what is wrong: with an error among it, the plan is not to be applied.
  package func plan() async -> (plan: Plan, diagnostics: [Diagnostic]) {
    asked = Set(recordRequests)
    await settle()
    var builder = PlanBuilder(self)
    return builder.plan()
  }

  /// What can be said about the program without looking at Azure: everything that a look would tell is unknown.
  package func validate() -> [Diagnostic] {
    evaluator.isValidating = true
    evaluator.evaluate()
    return evaluator.diagnostics
  }

  /// The record's resources, all of them: what is no longer in the spec must be looked at too.
  var recordRequests: [ObservationRequest] {
    context.record.sortedEntries.compactMap { entry in
      guard entry.kept == nil, !entry.id.isEmpty else { return nil }
      return ObservationRequest(kind: entry.kind, id: entry.id)
    }
  }

  /// Evaluates and reads until nothing new is known, and until no replacement takes further ones along.
  private func settle() async {
    while true {
      questions = []
      evaluator.evaluate()
      let requests = asked.filter { observations[$0] == nil }.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
      if !requests.isEmpty || !questions.isEmpty {
        await observe(requests)
        await ask(questions)
        continue
      }
      let requested = evaluator.importRequests()
      if requested != imports {
        imports = requested
        continue
      }
      if context.options.fetches, await fetch() { continue }
      if !cascade(), !spreadCreateFirst() { return }
    }
  }

  /// Asks for attributes that something uses and that Azure tells only separately; whether there were any.
  private func fetch() async -> Bool {
    var isNew = false
    let missing = Dictionary(grouping: evaluator.fetched.filter { fetched[$0] == nil }, by: \.address)
    for (address, attributes) in missing.sorted(by: { $0.key < $1.key }) {
      guard let instance = evaluator.instance(at: address), let id = instance.decision?.priorID,
        instance.decision?.action == InstanceChange.Action.none || instance.decision?.action == .update
      else { continue }
      isNew = true
      do throws(ProviderFailure) {
        for (name, value) in try await fetch(Set(attributes.map(\.name)), of: instance.kind, id: id) {
          fetched[FetchedAttribute(address: address, name: name)] = value
        }
      } catch {
        failures.append(error.diagnostic(at: instance.declaration.headerRange, address: address.description))
      }
      for attribute in attributes where fetched[attribute] == nil {
        fetched[attribute] = .unknown(instance.kind.schema[attribute.name]?.type ?? .dynamic)
      }
    }
    return isNew
  }

  private func fetch(_ names: Set<String>, of kind: ResourceKind, id: String) async throws(ProviderFailure)
    -> [String: Value]
  {
    try await context.kinds.provider(of: kind)?.fetch(names, of: kind, id: id) ?? [:]
  }

  /// What an apply has to ask for separately once an instance is done, since something uses it.
  func fetchedNames(of address: InstanceAddress) -> Set<String> {
    Set(evaluator.fetched.filter { $0.address == address }.map(\.name))
  }

  /// The value with what was asked for separately in it.
  func withFetched(_ value: Value, of address: InstanceAddress, schema: ResourceSchema) -> Value {
    guard var members = value.members, schema.attributes.contains(where: \.isFetched) else { return value }
    for attribute in schema.attributes where attribute.isFetched {
      if let found = fetched[FetchedAttribute(address: address, name: attribute.name)] {
        members[attribute.name] = attribute.isSensitive ? found.marked(.sensitive) : found
      }
    }
    return Value.object(members).marked(value.marks)
  }

  /// Takes in what an apply has asked for.
  func take(_ values: [String: Value], of address: InstanceAddress) {
    for (name, value) in values { fetched[FetchedAttribute(address: address, name: name)] = value }
  }

  func observe(_ requests: [ObservationRequest]) async {
    observations.merge(await context.kinds.observe(requests)) { $1 }
  }

  private func ask(_ questions: [(instance: ResourceInstance, arguments: Value)]) async {
    let reads = questions.compactMap { question in
      context.kinds.provider(of: question.instance.kind).map {
        (question.instance.address, question.instance.kind, question.arguments, $0)
      }
    }
    let results = await withTaskGroup(of: (InstanceAddress, Value, Result<Value, ProviderFailure>).self) { group in
      for (address, kind, arguments, provider) in reads {
        group.addTask {
          do throws(ProviderFailure) {
            return (address, arguments, .success(try await provider.read(kind, arguments: arguments)))
          } catch {
            return (address, arguments, .failure(error))
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for (address, arguments, result) in results { answers[address] = (arguments, result) }
  }

  /// Marks what has to be replaced along with something else; whether there is anything new.
  private func cascade() -> Bool {
    let before = forced.count
    var gone: [String: InstanceAddress] = [:]
    for instance in evaluator.resourceInstances {
      if case .replace = instance.decision?.action, let id = instance.decision?.priorID ?? instance.id {
        gone[id.lowercased()] = instance.address
      }
    }
    guard !gone.isEmpty else { return false }
    for instance in evaluator.resourceInstances where forced[instance.address] == nil {
      guard instance.kind.ownership == .owned, let decision = instance.decision,
        decision.action == .none || decision.action == .update, let id = instance.id?.lowercased()
      else { continue }
      var end = id.endIndex
      while let slash = id[..<end].lastIndex(of: "/") {
        if let parent = gone[String(id[..<slash])] {
          forced[instance.address] = .parent(parent)
          break
        }
        end = slash
      }
    }
    return forced.count > before
  }

  /// Marks what has to be created before it is destroyed because something that is replaced so rests on it: with any
  /// other order the two would wait for each other. Whether there is anything new.
  private func spreadCreateFirst() -> Bool {
    var found: Set<InstanceAddress> = []
    for instance in evaluator.resourceInstances {
      guard instance.decision?.action == .replace(createFirst: true) else { continue }
      for dependency in instance.dependencies.flatMap({ evaluator.instances(of: $0) })
      where dependency.decision?.action == .replace(createFirst: false) {
        found.insert(dependency.address)
      }
    }
    createdFirst.formUnion(found)
    return !found.isEmpty
  }

  // MARK: Deciding

  /// The record's entry for an instance: under its address, or, where it moved, under its id.
  private func entry(of instance: ResourceInstance) -> EnvironmentRecord.Entry? {
    if let entry = context.record.entries[instance.address] { return entry }
    if let entry = instance.id.flatMap({ entriesByID[$0.lowercased()] }) { return entry }
    // An address that the spec still has keeps what is its own.
    return refactorings.earlierAddresses(of: instance.address).lazy
      .filter { self.evaluator.instance(at: $0) == nil }
      .compactMap { self.context.record.entries[$0] }.first { $0.kind == instance.kind.name }
  }

  private func decide(_ instance: ResourceInstance) {
    if instance.kind.mode == .data { return decideData(instance) }
    instance.id = identity(of: instance)
    checkRules(of: instance)
    let entry = entry(of: instance)
    if instance.kind.ownership == .recorded {
      let live = entry.flatMap { entry in entry.kept.map { Observation.Live(id: entry.id, body: $0) } }
      return decide(instance, live: live, entry: entry, isMissing: false)
    }
    var live: Observation.Live?
    // Where the record has another id for this address, that one is what is there now.
    for id in [entry?.id, instance.id].compactMap({ $0 }) {
      let request = ObservationRequest(kind: instance.kind.name, id: id)
      switch observations[known(request)] {
      case nil:
        asked.insert(request)
        instance.value = provisional(instance)
        return
      case .present(let found)?: live = live ?? found
      case .absent?: break
      case .unreadable(let failure)?:
        evaluator.report(
          failure.diagnostic(at: instance.declaration.headerRange, address: instance.address.description))
        instance.value = provisional(instance)
        return
      }
    }
    if let request = imports[instance.address], entry == nil, !isImportable(request, instance, live) {
      instance.value = provisional(instance)
      return
    }
    if let live, instance.kind.ownership == .owned, entry == nil {
      let isAdopted =
        context.options.adopted.contains(instance.address.description) || imports[instance.address] != nil
      guard isAdopted else {
        evaluator.report(
          PlanningDiagnostics.alreadyExists(live.id, address: instance.address, at: instance.declaration.headerRange))
        instance.value = provisional(instance)
        return
      }
    }
    decide(instance, live: live, entry: entry, isMissing: live == nil && entry?.state == .owned)
  }

  /// Whether what an `import` block names is what its target describes, and is there; reports where not.
  private func isImportable(
    _ request: ImportRequest, _ instance: ResourceInstance, _ live: Observation.Live?
  ) -> Bool {
    guard let id = instance.id else { return true }
    if id.lowercased() != request.id.lowercased() {
      evaluator.report(PlanningDiagnostics.otherImport(request, id: id, address: instance.address))
      return false
    }
    if live == nil {
      evaluator.report(PlanningDiagnostics.nothingToImport(request, address: instance.address))
      return false
    }
    return true
  }

  /// A request as it was made first: ids are compared without regard to case.
  private func known(_ request: ObservationRequest) -> ObservationRequest {
    if observations[request] != nil { return request }
    return entriesByID[request.id.lowercased()].map { ObservationRequest(kind: request.kind, id: $0.id) } ?? request
  }

  private func decide(
    _ instance: ResourceInstance, live: Observation.Live?, entry: EnvironmentRecord.Entry?, isMissing: Bool
  ) {
    let kind = instance.kind
    let recorded = entry.flatMap { context.record.arguments(of: $0.address, kind: kind) }
    let prior = live.map { attributes(of: instance, live: $0, entry: entry) }
    let arguments = prior.map { ignoringChanges(instance, prior: $0) } ?? instance.arguments
    var difference = Difference(
      schema: kind.schema, arguments: arguments, prior: prior, recorded: recorded,
      refine: refinement(of: instance, arguments: arguments, prior: prior, id: live?.id))
    var decision = ResourceInstance.Decision(action: .none, reasons: [], prior: prior, priorID: live?.id)
    if let entry, entry.address != instance.address { decision.previousAddress = entry.address }
    if let live, let prior {
      let isOtherID = instance.id.map { $0.lowercased() != live.id.lowercased() } ?? (kind.ownership == .owned)
      let forces = difference.replacementPaths
      if let reason = forced[instance.address] {
        decision.reasons = [reason]
      } else if let trigger = trigger(of: instance) {
        decision.reasons = [.triggered(trigger)]
      } else if isOtherID || !forces.isEmpty {
        decision.reasons = [.forcedBy(forces)]
      } else {
        if case .failed(let reason) = live.condition { decision.reasons.append(.failed(reason)) }
        if !difference.changes.isEmpty { decision.reasons.append(.differences) }
        decision.action = decision.reasons.isEmpty ? .none : .update
        if let from = decision.previousAddress { decision.reasons.append(.moved(from: from)) }
        if entry == nil, kind.ownership == .owned { decision.reasons.append(.adopted) }
        if let entry, entry.state != .owned { decision.reasons.append(.interrupted) }
      }
      if decision.action == .none, !decision.reasons.isEmpty, isReplacement(decision.reasons) {
        let createFirst =
          instance.declaration.lifecycle.createBeforeDestroy == true || createdFirst.contains(instance.address)
        if createFirst, kind.ownership == .owned, !isOtherID {
          evaluator.report(
            PlanningDiagnostics.cannotCoexist(
              live.id, address: instance.address, isAsked: instance.declaration.lifecycle.createBeforeDestroy == true,
              at: instance.declaration.headerRange))
        }
        decision.action = .replace(createFirst: createFirst)
        difference = replacement(difference, of: instance, arguments: arguments, prior: prior)
      }
    } else {
      decision.action = .create
      decision.reasons = [isMissing ? .vanished : .new]
    }
    decision.difference = difference
    instance.decision = decision
    instance.value = withFetched(difference.planned, of: instance.address, schema: kind.schema)
    if decision.action == .update {
      for change in difference.changes where change.refusal != nil {
        evaluator.report(PlanningDiagnostics.refused(change, of: instance))
      }
    }
    if case .replace = decision.action, instance.declaration.lifecycle.preventDestroy {
      evaluator.report(
        PlanningDiagnostics.preventDestroy(instance.address, at: instance.declaration.headerRange))
    }
  }

  private func isReplacement(_ reasons: [Reason]) -> Bool {
    switch reasons.first {
    case .forcedBy, .parent, .requested, .triggered: true
    default: false
    }
  }

  /// The difference as it is when everything that Azure makes up is made up anew.
  private func replacement(
    _ difference: Difference, of instance: ResourceInstance, arguments: Value, prior: Value
  ) -> Difference {
    let fresh = Difference(
      schema: instance.kind.schema, arguments: instance.arguments, prior: nil, recorded: nil,
      refine: refinement(of: instance, arguments: instance.arguments, prior: nil, id: instance.id))
    // What the spec leaves to Azure, Azure decides anew.
    var planned = fresh.planned
    for attribute in instance.kind.schema.attributes where attribute.isArgument && !attribute.isBlock {
      let path = ValuePath([.member(attribute.name)])
      guard instance.arguments[path]?.isNull == true, fresh.planned[path]?.isNull == true, prior[path]?.isNull == false
      else { continue }
      planned = planned.replacing(path, with: .unknown(attribute.type))
    }
    return Difference(planned: planned, changes: difference.changes)
  }

  /// Puts in what the schema can't say: the id, and the kind's own rules.
  func refinement(of instance: ResourceInstance, arguments: Value, prior: Value?, id: String?)
    -> (Value) -> Value
  {
    { planned in
      var planned = planned
      if let id = id ?? instance.id, var members = planned.members {
        members["id"] = .string(id)
        planned = Value.object(members).marked(planned.marks)
      }
      return instance.kind.refine?(arguments, prior, planned) ?? planned
    }
  }

  /// What is known of an instance before anyone has looked at Azure.
  private func provisional(_ instance: ResourceInstance) -> Value {
    Difference(
      schema: instance.kind.schema, arguments: instance.arguments, prior: nil, recorded: nil,
      refine: refinement(of: instance, arguments: instance.arguments, prior: nil, id: instance.id)
    ).planned
  }

  func identity(of instance: ResourceInstance) -> String? {
    guard let provider = context.kinds.provider(of: instance.kind), instance.arguments.isKnown else { return nil }
    do throws(DiagnosticsError) {
      return try provider.identity(of: instance.kind, arguments: instance.arguments)
    } catch {
      for diagnostic in error.diagnostics {
        var placed = diagnostic
        placed.subject = diagnostic.subject ?? instance.declaration.headerRange
        placed.address = instance.address.description
        evaluator.report(placed)
      }
      return nil
    }
  }

  private func decideData(_ instance: ResourceInstance) {
    let waits = instance.dependencies.contains { dependency in
      evaluator.instances(of: dependency).contains { $0.decision?.action ?? .none != .none }
    }
    let pending = instance.dependencies.contains { dependency in
      evaluator.instances(of: dependency).contains { $0.decision == nil }
    }
    checkRules(of: instance)
    instance.value = provisional(instance)
    if pending { return }
    guard instance.arguments.isWhollyKnown, !waits else {
      instance.decision = ResourceInstance.Decision(action: .read, reasons: [.new])
      return
    }
    guard let answer = answers[instance.address], answer.arguments == instance.arguments else {
      questions.append((instance, instance.arguments))
      return
    }
    switch answer.result {
    case .success(let value):
      instance.value = value
      instance.decision = ResourceInstance.Decision(action: .none, reasons: [], prior: value)
    case .failure(let failure):
      evaluator.report(failure.diagnostic(at: instance.declaration.headerRange, address: instance.address.description))
    }
  }

  /// The live attributes, what is sensitive marked so.
  func attributes(of instance: ResourceInstance, live: Observation.Live, entry: EnvironmentRecord.Entry?) -> Value {
    attributes(of: instance.kind, live: live, entry: entry, arguments: instance.arguments)
  }

  func attributes(
    of kind: ResourceKind, live: Observation.Live, entry: EnvironmentRecord.Entry?, arguments: Value?
  ) -> Value {
    let value: Value
    if kind.ownership == .recorded {
      value = KeptSecrets.filled(live.body, from: arguments, paths: entry?.sensitivePaths ?? [])
    } else {
      value =
        context.kinds.provider(of: kind)?.attributes(of: kind, id: live.id, body: live.body, arguments: arguments)
        ?? .unknown(kind.schema.type)
    }
    return SensitiveAttributes(schema: kind.schema, recordedPaths: entry?.sensitivePaths ?? [], arguments: arguments)
      .marking(value)
  }

  func ignoringChanges(_ instance: ResourceInstance, prior: Value) -> Value {
    switch instance.declaration.lifecycle.ignoredChanges {
    case .all:
      guard var members = instance.arguments.members else { return instance.arguments }
      for attribute in instance.kind.schema.attributes where attribute.isArgument {
        members[attribute.name] = prior[member: attribute.name] ?? .null(attribute.type)
      }
      return .object(members)
    case .attributes(let traversals):
      return traversals.reduce(instance.arguments) { arguments, traversal in
        let path = ValuePath(traversal)
        guard let value = prior[path] else { return arguments }
        return arguments.replacing(path, with: value)
      }
    }
  }

  /// The instance whose change asks for a replacement of this one.
  private func trigger(of instance: ResourceInstance) -> InstanceAddress? {
    guard !instance.declaration.lifecycle.replaceTriggeredBy.isEmpty else { return nil }
    return evaluator.triggers(of: instance).first { $0.decision.map { $0.action != .none } ?? false }?.address
  }

  private func checkRules(of instance: ResourceInstance) {
    let problems =
      ArgumentRules.problems(with: instance.arguments, schema: instance.kind.schema)
      + (context.kinds.provider(of: instance.kind)?.problems(with: instance.arguments, of: instance.kind) ?? [])
    for problem in problems {
      evaluator.report(
        PlanningDiagnostics.invalidArgument(
          problem, at: instance.sources?[problem.path] ?? instance.declaration.headerRange, address: instance.address))
    }
  }
}
