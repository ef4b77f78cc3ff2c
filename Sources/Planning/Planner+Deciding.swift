import Configuration
import Diagnostics
import Evaluation
import Resources
import Values

/// What is to happen to each instance, as soon as its arguments are evaluated.
extension Planner {
  /// Checks what the program alone tells about an instance. What it will be, whatever its arguments say, is not part of
  /// that.
  private func validate(_ instance: ResourceInstance) {
    if instance.kind.mode == .managed { _ = identity(of: instance) }
    checkRules(of: instance)
    instance.value = instance.kind.schema.unknown
  }

  func decide(_ instance: ResourceInstance) {
    if let decision = leftOut[instance.address] { return keep(instance, as: decision) }
    if evaluator.isValidating { return validate(instance) }
    if instance.kind.mode == .data { return decideData(instance) }
    instance.id = identity(of: instance)
    checkRules(of: instance)
    checkSecrets(of: instance)
    let entry = entry(of: instance)
    if instance.kind.ownership == .recorded {
      let succeed = entry.flatMap { instance.kind.home?.succeeds[$0.kind] } ?? { $0 }
      var live = entry.flatMap { entry in entry.kept.map { Observation.Live(id: entry.id, body: succeed($0)) } }
      if entry == nil, let request = imports[instance.address] { live = imported(instance, as: request) }
      return decide(instance, live: live, entry: entry, isMissing: false)
    }
    var live: Observation.Live?
    /// What is live under the id that the spec says, where the record has another.
    var inTheWay: Observation.Live?
    // Where the record has another id for this address, that one is what is there now.
    for id in [entry?.id, instance.id].compactMap({ $0 }) {
      let request = instance.kind.request(for: id, arguments: instance.arguments, limit: instance.limits[.read])
      switch observations[known(request)] {
      case nil:
        asked.insert(request)
        instance.value = provisional(instance)
        return
      case .present(let found)?:
        if live != nil, found.id.lowercased() != live?.id.lowercased() { inTheWay = found }
        live = live ?? found
      case .absent?: break
      case .unreadable(let failure)?:
        evaluator.report(
          failure.diagnostic(at: instance.declaration.headerRange, address: instance.address.description))
        instance.value = provisional(instance)
        return
      }
    }
    // What was there before is nobody's: its paths are set, and the resource that they are in stays what it is.
    if instance.kind.isKnownByAddress, entry == nil { live = nil }
    if let request = imports[instance.address], entry == nil, !isImportable(request, instance, live) {
      instance.value = provisional(instance)
      return
    }
    if let inTheWay, instance.kind.ownership == .owned, instance.kind.preset == nil,
      entriesByID[Self.identity(of: instance.kind, id: inTheWay.id)] == nil
    {
      // An address has one resource: what it has now would have to be released first, so nothing is taken over here.
      _ = meet(inTheWay, at: instance, entry: nil)
    }
    if let preset = instance.kind.preset {
      guard check(preset, instance) else {
        instance.value = provisional(instance)
        return
      }
      if let found = live, imports[instance.address] == nil, !isOurs(found, entry: entry) {
        // Nobody made it, so nobody is asked whether it may be set.
        live = nil
      }
    }
    if let live, instance.kind.ownership == .owned, !isOurs(live, entry: entry) {
      guard meet(live, at: instance, entry: entry) else {
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
    if !request.names(id) {
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
  func known(_ request: ObservationRequest) -> ObservationRequest {
    if observations[request] != nil { return request }
    let key = Self.identity(of: context.kinds.kind(named: request.kind, mode: .managed), id: request.id)
    return entriesByID[key].map { request.with(id: $0.id) } ?? request
  }

  private func decide(
    _ instance: ResourceInstance, live: Observation.Live?, entry: EnvironmentRecord.Entry?, isMissing: Bool
  ) {
    let kind = instance.kind
    let recorded = recorded(entry, of: instance)
    let observed = live.map { attributes(of: instance.kind, live: $0, entry: entry, arguments: instance.arguments) }
    let prior = observed.map { kind.schema.ours(of: $0, arguments: instance.arguments, recorded: recorded) }
    let arguments = prior.map { ignoringChanges(instance, prior: $0) } ?? instance.arguments
    let replaced = replaced(for: instance)
    var difference = Difference(
      schema: kind.schema, arguments: arguments, prior: prior, recorded: recorded, replaced: replaced,
      refine: refinement(of: instance, arguments: arguments, prior: prior, id: live?.id))
    if kind.ownership == .recorded, let entry { difference = difference.noting(markingSince: entry, of: instance) }
    let decision = ResourceInstance.Decision(action: .none, reasons: [], prior: prior, priorID: live?.id)
    decision.replaced = replaced
    decision.observed = observed
    switch standIn(for: instance, planned: difference.planned, changes: difference.changes, id: live?.id) {
    case .none: break
    case .found(let standIn): decision.standIn = standIn
    case .unseen:
      instance.value = provisional(instance)
      return
    }
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
        let isNoted = entry.map { $0.state == .owned } ?? (kind.ownership != .owned)
        let isUnfinished = strangers[instance.address] == nil && !isNoted
        if case .failed(let reason) = live.condition {
          decision.reasons.append(isUnfinished && entry?.state != .deleting ? .creationFailed(reason) : .failed(reason))
        }
        if !difference.changes.isEmpty { decision.reasons.append(.differences) }
        if decision.standIn?.isThere == true { decision.reasons.append(.unfinishedRotation) }
        decision.action = decision.reasons.isEmpty ? .none : .update
        if let from = decision.previousAddress { decision.reasons.append(.moved(from: from)) }
        if isUnfinished, decision.reasons.allSatisfy({ !$0.isFailedCreation }) {
          decision.reasons.append(entry?.state == .failed ? .incomplete : .interrupted)
        }
      }
      if strangers[instance.address] != nil || kind.ownership == .recorded && entry == nil {
        decision.reasons.append(.adopted)
      }
      if decision.action == .none, !decision.reasons.isEmpty, isReplacement(decision.reasons) {
        let createFirst = isCreatedFirst(instance, isOtherID: isOtherID, for: decision.reasons.first)
        if createFirst, kind.ownership == .owned, !isOtherID {
          evaluator.report(
            PlanningDiagnostics.cannotCoexist(
              live.id, address: instance.address, isAsked: instance.declaration.lifecycle.createBeforeDestroy == true,
              at: instance.declaration.headerRange))
        }
        decision.action = .replace(createFirst: createFirst)
        decision.standIn = nil
        difference = replacement(difference, of: instance, arguments: arguments, prior: prior)
      }
    } else {
      decision.action = .create
      decision.reasons = decision.standIn != nil ? [.unfinishedRotation] : isMissing ? [.vanished] : Self.isNew
    }
    decision.difference = difference
    instance.decision = decision
    instance.value = withFetched(
      difference.planned, of: instance.address, schema: kind.schema, changes: difference.changes)
    if decision.action == .update, context.options.judgesChanges {
      for change in difference.changes where change.refusal != nil {
        evaluator.report(PlanningDiagnostics.refused(change, of: instance))
      }
      if let prior { checkChange(of: instance, from: prior, to: difference.planned) }
    }
    if case .replace = decision.action, instance.declaration.lifecycle.preventDestroy {
      evaluator.report(
        PlanningDiagnostics.preventDestroy(instance.address, at: instance.declaration.headerRange))
    }
  }

  /// Most instances of a large plan have this one reason, and share it.
  private static let isNew = [Reason.new]

  private func isReplacement(_ reasons: [Reason]) -> Bool {
    switch reasons.first {
    case .forcedBy, .parent, .bound, .requested, .triggered, .needed: true
    default: false
    }
  }

  /// The difference as it is when everything that Azure makes up is made up anew.
  private func replacement(
    _ difference: Difference, of instance: ResourceInstance, arguments: Value, prior: Value
  ) -> Difference {
    let fresh = Difference(
      schema: instance.kind.schema, arguments: instance.arguments, prior: nil, recorded: nil,
      refine: refinement(
        of: instance, arguments: instance.arguments, prior: nil, id: instance.id, replacing: prior))
    // Nobody decides about what lives in the record but the spec.
    if instance.kind.ownership == .recorded { return Difference(planned: fresh.planned, changes: difference.changes) }
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
  ///
  /// - Parameter replacing: what is replaced, nil for what is new or stays.
  func refinement(
    of instance: ResourceInstance, arguments: Value, prior: Value?, id: String?, replacing: Value? = nil
  ) -> (Value) -> Value {
    { planned in
      var planned = planned
      if let id = id ?? instance.id, !id.isEmpty, var members = planned.members {
        members["id"] = .string(id)
        planned = Value.object(members).marked(planned.marks)
      }
      planned = self.withDerived(planned, of: instance, prior: prior, replacing: replacing)
      planned = instance.kind.refine?(arguments, prior, planned) ?? planned
      return instance.kind.home?.answersSecrets == true ? self.withGeneration(planned) : planned
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
      evaluator.instances(of: dependency).contains { $0.action ?? .none != .none }
    }
    let pending = instance.dependencies.contains { dependency in
      evaluator.instances(of: dependency).contains { $0.decision == nil }
    }
    checkRules(of: instance)
    checkSecrets(of: instance)
    instance.value = provisional(instance)
    if pending || instance.arguments.hasStandIn { return }
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
      instance.value = withFetched(value, of: instance.address, schema: instance.kind.schema)
      instance.decision = ResourceInstance.Decision(
        action: .none, reasons: [], prior: value, priorID: value[member: "id"]?.stringValue)
    case .failure(let failure):
      var diagnostic = failure.diagnostic(
        at: instance.declaration.headerRange, address: instance.address.description)
      if instance.declaration.check != nil {
        diagnostic.severity = .warning
        instance.decision = ResourceInstance.Decision(action: .none, reasons: [])
      }
      evaluator.report(diagnostic)
    }
  }

  /// The attributes of what has just been applied, what is sensitive marked so.
  func applied(_ instance: ResourceInstance, live: Observation.Live) -> Value {
    let attributes = attributes(of: instance.kind, live: live, entry: nil, arguments: instance.arguments)
    return instance.kind.schema.ours(
      of: attributes, arguments: instance.arguments, recorded: nil, isApplied: true)
  }

  /// The attributes of something that the spec no longer has: what the record remembers of it.
  func attributes(of kind: ResourceKind, live: Observation.Live, entry: EnvironmentRecord.Entry) -> Value {
    let ours = kind.schema.ours(
      of: attributes(of: kind, live: live, entry: entry, arguments: nil), arguments: nil,
      recorded: context.record.arguments(of: entry.address, kind: kind))
    return entry.deletion.arguments.reduce(ours) { $0.replacing(ValuePath([.member($1.0)]), with: $1.1) }
  }

  /// The live attributes, what is sensitive marked so.
  func attributes(
    of kind: ResourceKind, live: Observation.Live, entry: EnvironmentRecord.Entry?, arguments: Value?
  ) -> Value {
    let value: Value
    if kind.ownership == .recorded {
      value = KeptSecrets.filled(live.body, from: arguments, paths: entry?.sensitivePaths ?? [])
    } else {
      value =
        context.kinds.provider(of: kind)?.attributes(
          of: kind, id: live.id, body: live.body, arguments: arguments, parts: parts(of: kind, id: live.id))
        ?? .unknown(kind.schema.type)
    }
    return SensitiveAttributes(schema: kind.schema, recordedPaths: entry?.sensitivePaths ?? [], arguments: arguments)
      .marking(value)
  }

  private func checkRules(of instance: ResourceInstance) {
    if !instance.timeouts.isNull { checkTimeouts(of: instance) }
    let invalid = ArgumentRules.problems(with: instance.arguments, schema: instance.kind.schema)
    // Of a value that its own rule forbids there is nothing more to say.
    let places = Set(invalid.map(\.path))
    let others = context.kinds.provider(of: instance.kind)?.problems(with: instance.arguments, of: instance.kind) ?? []
    for problem in invalid + others.filter({ !places.contains($0.path) }) {
      report(problem, of: instance, in: instance.arguments)
    }
  }

  private func checkTimeouts(of instance: ResourceInstance) {
    let timeouts: Value = [CallTimeouts.name: instance.timeouts]
    for problem in ArgumentRules.problems(with: timeouts, schema: ResourceSchema([instance.kind.timeouts.schema])) {
      report(problem, of: instance, in: timeouts)
    }
    if !evaluator.isValidating, !instance.timeouts.isWhollyKnown {
      report(
        ArgumentProblem(
          at: ValuePath([.member(CallTimeouts.name)]), "Value is not known in time",
          detail: "How long calls are waited for has to be known before they are made.",
          hint: "use a variable or a literal"), of: instance, in: timeouts)
    }
  }

  func report(_ problem: ArgumentProblem, of instance: ResourceInstance, in arguments: Value) {
    evaluator.report(diagnostic(problem, of: instance, in: arguments))
  }
}
