import Resources
import Values

/// What goes, by what its live body names: dependencies may be missing in the record, and Azure refuses to remove what is
/// in use.
extension PlanBuilder {
  /// Changes with what they name among what goes.
  func naming(_ changes: [InstanceChange]) -> [InstanceChange] {
    var gone: [String: InstanceAddress] = [:]
    for change in changes where change.isRemoval && change.kind.isPlace {
      if let id = change.priorID { gone[id.lowercased()] = change.address }
    }
    guard gone.count > 1 || changes.contains(where: { $0.action == .update && !gone.isEmpty }) else { return changes }
    let bodies = Dictionary(
      planner.observations.compactMap { request, observation in
        observation.live.map { (NamedLive(kind: request.kind, id: request.id.lowercased()), $0.body) }
      }, uniquingKeysWith: { first, _ in first })
    var named = changes.map { change -> InstanceChange in
      guard change.isRemoval || change.action == .update, let id = change.priorID?.lowercased() else { return change }
      var copy = change
      let arguments = change.kind.schema.attributes.filter(\.isArgument).reduce(into: Set<String>()) {
        $0.formUnion(IDText.ids(in: change.before[member: $1.name] ?? .null(.dynamic)))
      }
      copy.named.inArguments = addresses(of: arguments, in: gone, from: id)
      if let body = bodies[NamedLive(kind: change.kind.name, id: id)],
        let provider = planner.context.kinds.provider(of: change.kind)
      {
        copy.named.elsewhere = addresses(of: provider.identifiers(in: body), in: gone, from: id).filter {
          !copy.named.inArguments.contains($0)
        }
      }
      return copy
    }
    // Where each names the other, one of the two only lists what rests on it, and nothing says which.
    let elsewhere = Dictionary(uniqueKeysWithValues: named.map { ($0.address, $0.named.elsewhere) })
    for index in named.indices {
      let own = named[index].address
      named[index].named.elsewhere.removeAll { elsewhere[$0]?.contains(own) == true }
    }
    return named
  }

  private struct NamedLive: Hashable {
    let kind: String
    let id: String
  }

  /// The resources that ids belong to, or lie beneath; what is above or beneath the one that names them has an order
  /// anyway.
  private func addresses(of ids: Set<String>, in gone: [String: InstanceAddress], from own: String)
    -> [InstanceAddress]
  {
    let above = Set(IDText.lineage(of: own))
    return Set(
      ids.compactMap { id -> InstanceAddress? in
        guard let found = IDText.lineage(of: id).first(where: { gone[$0] != nil }), !above.contains(found),
          !found.hasPrefix(own + "/")
        else { return nil }
        return gone[found]
      }
    ).sorted()
  }
}
