import Diagnostics
import Planning
import Resources
import Values

/// What a step comes down to, with everything in it known.
enum ApplyWork: Sendable {
  case write(ResourceOperation, any Provider, restingOn: [Premise])
  case read(ResourceKind, arguments: Value, limit: Duration?, any Provider)
  /// A value that lives in the record; `after` a while, where there is one.
  case keep(ResourceKind, value: Value, after: Duration?)

  /// What is sensitive in what it says to Azure.
  var sensitiveTexts: Set<String> {
    switch self {
    case .write(let operation, _, restingOn: _):
      operation.arguments.sensitiveTexts.union(operation.planned.sensitiveTexts)
    case .read(_, let arguments, limit: _, _): arguments.sensitiveTexts
    case .keep: []
    }
  }
}

extension Applier {
  /// Nil where there is nothing left to do.
  func work(for step: ApplyStep, _ change: InstanceChange) async -> Result<ApplyWork?, ProviderFailure> {
    if step.verb == .delete { return deletion(for: step, change).map { $0 } }
    let current: ApplyEvaluation.Current
    do throws(DiagnosticsError) {
      current = try evaluation.current(change.address)
    } catch {
      let first = error.diagnostics[0]
      return .failure(ProviderFailure(first.summary, detail: first.detail, hint: first.hint))
    }
    if change.kind.ownership == .recorded, !change.kind.isPerformed(current.difference.planned, isDeletion: false) {
      return .success(keep(current, change, step.verb))
    }
    guard let provider = kinds.provider(of: change.kind) else { return .failure(noProvider(change.kind)) }
    if step.verb == .read {
      return .success(
        .read(change.kind, arguments: current.arguments, limit: current.limits[.read], provider))
    }
    guard let id = current.id else {
      return .failure(ProviderFailure("The id is not known", detail: "\(change.address) can't be asked for."))
    }
    if keeper.plan(change, current: current, id: id) {
      do throws(ProviderFailure) {
        try await keeper.save()
      } catch {
        return .failure(error)
      }
    }
    let changed = current.difference.changes.map(\.path)
    if step.verb == .update, changed.isEmpty, !change.isRepair, change.standIn == nil { return .success(nil) }
    let sent: (arguments: Value, planned: Value)
    do throws(DiagnosticsError) {
      sent = try evaluation.revealed(current, of: change.address)
    } catch {
      let first = error.diagnostics[0]
      return .failure(ProviderFailure(first.summary, detail: first.detail, hint: first.hint))
    }
    let operation = ResourceOperation(
      step.verb == .update ? .update(prior: current.prior ?? .null(.dynamic), changed: changed) : .create,
      kind: change.kind, id: id, arguments: sent.arguments, planned: sent.planned,
      address: change.address, parts: current.parts, registrations: plan.registrations, standIn: change.standIn,
      limit: current.limits[step.verb == .update ? .update : .create])
    return .success(.write(operation, provider, restingOn: evaluation.premises(of: change)))
  }

  /// What becomes of a resource whose home is the record. A secret is made here, for all that use it, and stays in memory.
  private func keep(_ current: ApplyEvaluation.Current, _ change: InstanceChange, _ verb: ApplyStep.Verb) -> ApplyWork {
    let value = KeptResource.value(of: current, RecordHome.Moment(seconds: now(), uuid: newID()))
    let isNew = verb == .create
    if isNew, let secret = KeptResource.secret(value, of: change.kind, randomBytes: evaluation.randomBytes) {
      evaluation.take(secret: secret, of: change.address)
    }
    return .keep(change.kind, value: value, after: isNew ? change.kind.home?.wait(value, false) : nil)
  }

  private func deletion(for step: ApplyStep, _ change: InstanceChange) -> Result<ApplyWork, ProviderFailure> {
    if change.kind.ownership == .recorded, !change.kind.isPerformed(change.before, isDeletion: true) {
      return .success(
        .keep(change.kind, value: .null(.dynamic), after: change.kind.home?.wait(change.before, true)))
    }
    guard let provider = kinds.provider(of: change.kind) else { return .failure(noProvider(change.kind)) }
    let operation = ResourceOperation(
      .delete(because: step.isReplacement ? change.replacementPaths : []), kind: change.kind,
      id: change.priorID ?? change.id ?? "", arguments: .null(.dynamic), planned: change.before,
      address: change.address,
      limit: evaluation.deletionLimit(of: change.address) ?? keeper.deletionLimit(of: change))
    // What couldn't be made again is not to be deleted.
    let premises = step.isReplacement ? evaluation.premises(of: change) : []
    return .success(.write(operation, provider, restingOn: premises))
  }

  private func noProvider(_ kind: ResourceKind) -> ProviderFailure {
    ProviderFailure("No provider", detail: "Nobody here knows the kind \(kind.name).")
  }
}
