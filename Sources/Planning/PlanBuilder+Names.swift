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
    var named = changes.map { change -> NamedResources in
      var named = NamedResources()
      guard change.isRemoval || change.action == .update, let id = change.priorID?.lowercased() else { return named }
      let arguments = change.kind.schema.attributes.filter(\.isArgument).reduce(into: Set<String>()) {
        $0.formUnion(IDText.ids(in: change.before[member: $1.name] ?? .null(.dynamic)))
      }
      named.inArguments = addresses(of: arguments, in: gone, from: id)
      if let body = bodies[NamedLive(kind: change.kind.name, id: id)],
        let provider = planner.context.kinds.provider(of: change.kind)
      {
        named.elsewhere = addresses(of: provider.identifiers(in: body), in: gone, from: id).filter {
          !named.inArguments.contains($0)
        }
      }
      return named
    }
    // Where each names the other, one of the two only lists what rests on it, and nothing says which.
    let elsewhere = Dictionary(uniqueKeysWithValues: zip(changes, named).map { ($0.address, $1.elsewhere) })
    for (index, change) in changes.enumerated() {
      named[index].elsewhere.removeAll { elsewhere[$0]?.contains(change.address) == true }
    }
    return zip(changes, named).map { $0.naming($1) }
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
