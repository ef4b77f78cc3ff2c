import Configuration
import Resources
import Values

/// What is set and never made: what Azure would say to it shows before anything is sent, where it lies beneath something
/// that is there and stays.
extension Planner {
  /// Reports what is against setting an instance; false while what it lies beneath has yet to be looked at.
  func check(_ preset: Preset, _ instance: ResourceInstance) -> Bool {
    guard context.options.judgesChanges, let id = instance.id else { return true }
    let request = known(instance.kind.request(for: id, arguments: instance.arguments, limit: instance.limits[.read]))
    if let live = observations[request]?.live {
      for problem in preset.problems(instance.arguments, live.body) {
        report(problem, of: instance, in: instance.arguments)
      }
      return true
    }
    switch isStaying(Preset.parent(of: id), of: preset.parent) {
    case true?: report(preset.absence(id), of: instance, in: instance.arguments)
    case false?: break
    case nil: return false
    }
    return true
  }

  /// Whether something is there and this plan leaves it as it is; nil while that has yet to be asked. What changes may have
  /// other resources beneath it afterwards.
  private func isStaying(_ id: String, of kind: String) -> Bool? {
    let described = evaluator.resourceInstances.first { $0.kind.name == kind && $0.id?.lowercased() == id.lowercased() }
    if let described { return described.decision.map { $0.action == .none } ?? false }
    let request = known(ObservationRequest(kind: kind, id: id))
    guard let observation = observations[request] else {
      asked.insert(request)
      return nil
    }
    return observation.live != nil
  }
}
