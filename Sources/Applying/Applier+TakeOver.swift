import Planning
import Resources

/// Taking over alone: the record changes and Azure doesn't.
extension Applier {
  /// Notes what the plan takes over as this environment's; whatever else the plan would do is not done.
  ///
  /// What is taken over and differs from the spec is noted with nothing remembered of its arguments: the next plan changes
  /// it. Outputs are noted where nothing else is to be done.
  ///
  /// - Throws: why the record could not be written, or that another run may have written it at the same time.
  package func takeOver() async throws(ProviderFailure) {
    keeper.note(plan.changes.filter { $0.reasons.contains(.adopted) }, evaluation: evaluation)
    if plan.changes.allSatisfy({ $0.action == .none }) { keeper.setOutputs(evaluation.outputs()) }
    try await claim?.confirm()
    try await keeper.save()
    try await claim?.checkAlone()
  }
}
