import Configuration
import Diagnostics
import Resources
import Values

/// Changes for which something stands in for a while: what that is, and whether it may be.
///
/// What stands in has an entry of its own in the record, at the address of what it stands in for, as what is waiting for
/// its deletion: a run that is stopped in between leaves it to the next one, which goes on from what is live.
extension Planner {
  enum StandInDecision {
    /// Nothing has to stand in.
    case none
    /// It has to be looked at first, or can't be.
    case unseen
    case found(StandIn)
  }

  /// What stands in while an instance is changed to what is planned.
  ///
  /// - Parameter id: the id of what is live; nil where nothing is.
  func standIn(for instance: ResourceInstance, planned: Value, changes: [Difference.Change], id: String?)
    -> StandInDecision
  {
    guard let id = id ?? instance.id, let provider = context.kinds.provider(of: instance.kind),
      var standIn = provider.standIn(of: instance.kind, id: id, planned: planned)
    else { return .none }
    let isNeeded = changes.contains(where: \.isRotation)
    let entry = entriesByID[Self.identity(of: standIn.kind, id: standIn.id)]
    let own = [instance.address, entriesByID[Self.identity(of: instance.kind, id: id)]?.address]
    let isOurs = entry.map { $0.address.deposed != nil && own.contains($0.address.current) } ?? false
    guard isNeeded || isOurs else { return .none }
    let request = ObservationRequest(kind: standIn.kind.name, id: standIn.id)
    switch observations[known(request)] {
    case nil:
      asked.insert(request)
      return .unseen
    case .absent?: return isNeeded ? .found(standIn) : .none
    case .present?:
      // Where the original isn't there, and what is in its place has the name of what stands in, a rotation was cut off.
      let isInPlace = changes.contains { $0.isRotation && $0.old.stringValue == standIn.name }
      guard isOurs || isInPlace else {
        evaluator.report(PlanningDiagnostics.standInTaken(standIn, by: entry?.address, of: instance))
        return .unseen
      }
      standIn.isThere = true
      return .found(standIn)
    case .unreadable(let failure)?:
      evaluator.report(
        failure.diagnostic(at: instance.declaration.headerRange, address: instance.address.description))
      return .unseen
    }
  }

  /// The ids, in lower case, of all that stands in during this plan's changes.
  var standInIDs: Set<String> {
    Set(evaluator.resourceInstances.compactMap { $0.decision?.standIn?.id.lowercased() })
  }
}

extension PlanningDiagnostics {
  static func standInTaken(_ standIn: StandIn, by other: InstanceAddress?, of instance: ResourceInstance) -> Diagnostic
  {
    .error(
      "Name of the stand-in is taken",
      detail: "\(instance.address) has to be rotated, and `\(standIn.name)` would stand in for a while. That is there "
        + "already, and " + (other.map { "it is \($0)." } ?? "not this environment's: \(standIn.id)"),
      at: instance.declaration.headerRange, hint: "name something that isn't there, or have that one removed first",
      address: instance.address.description)
  }
}
