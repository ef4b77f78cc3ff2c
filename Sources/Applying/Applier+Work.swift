import Diagnostics
import Planning
import Resources
import Values

/// What a step comes down to, with everything in it known.
enum ApplyWork: Sendable {
  case write(ResourceOperation, any Provider, restingOn: [Premise])
  case read(ResourceKind, arguments: Value, any Provider)
  /// A value that lives in the record.
  case keep(ResourceKind, value: Value)
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
    if change.kind.ownership == .recorded {
      return .success(.keep(change.kind, value: KeptResource.value(of: current, newID: newID)))
    }
    guard let provider = kinds.provider(of: change.kind) else { return .failure(noProvider(change.kind)) }
    if step.verb == .read { return .success(.read(change.kind, arguments: current.arguments, provider)) }
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
    if step.verb == .update, changed.isEmpty, !change.isRepair { return .success(nil) }
    let operation = ResourceOperation(
      step.verb == .update ? .update(prior: current.prior ?? .null(.dynamic), changed: changed) : .create,
      kind: change.kind, id: id, arguments: current.arguments, planned: current.difference.planned,
      address: change.address, parts: current.parts, registrations: plan.registrations)
    return .success(.write(operation, provider, restingOn: evaluation.premises(of: change)))
  }

  private func deletion(for step: ApplyStep, _ change: InstanceChange) -> Result<ApplyWork, ProviderFailure> {
    if change.kind.ownership == .recorded { return .success(.keep(change.kind, value: .null(.dynamic))) }
    guard let provider = kinds.provider(of: change.kind) else { return .failure(noProvider(change.kind)) }
    let operation = ResourceOperation(
      .delete(because: step.isReplacement ? change.replacementPaths : []), kind: change.kind,
      id: change.priorID ?? change.id ?? "", arguments: .null(.dynamic), planned: change.before,
      address: change.address)
    // What couldn't be made again is not to be deleted.
    let premises = step.isReplacement ? evaluation.premises(of: change) : []
    return .success(.write(operation, provider, restingOn: premises))
  }

  private func noProvider(_ kind: ResourceKind) -> ProviderFailure {
    ProviderFailure("No provider", detail: "Nobody here knows the kind \(kind.name).")
  }
}
