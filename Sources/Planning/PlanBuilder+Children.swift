import Configuration
import Diagnostics
import Resources
import Values

/// What Azure deletes along with what a plan deletes, although nobody asked for it.
extension PlanBuilder {
  /// Names the live children of what goes that aren't this environment's, or are to stay: one warning for all.
  func strayChildren(of changes: [InstanceChange]) -> [Diagnostic] {
    guard changes.contains(where: \.isRemoval) else { return [] }
    // A path of a body that has the id of what it is in says nothing about whose that is.
    func name(_ id: String?, _ kind: ResourceKind?) -> String? {
      guard let id = id?.lowercased(), kind?.owner?(id) != id else { return nil }
      return id
    }
    var own = Set(
      planner.context.record.entries.values.compactMap { entry in
        name(entry.id, planner.context.kinds.kind(named: entry.kind, mode: .managed))
      })
    for change in changes where change.address.mode == .managed {
      let ids = [change.id, change.priorID].compactMap { name($0, change.kind) }
      let stays = change.reasons.contains(.released) || change.reasons.contains(.foreign)
      if stays { own.subtract(ids) } else { own.formUnion(ids) }
    }
    let strays = changes.filter(\.isRemoval).compactMap { change -> (parent: InstanceAddress, children: [String])? in
      let children = children(of: change).filter { !own.contains($0.lowercased()) }
      return children.isEmpty ? nil : (change.address, children)
    }
    return strays.isEmpty ? [] : [PlanningDiagnostics.strayChildren(strays)]
  }

  /// The children of what a change deletes that its own arguments don't describe.
  private func children(of change: InstanceChange) -> [String] {
    guard change.kind.ownership == .owned, change.kind.owner == nil, let live = planner.live(of: change),
      let provider = planner.context.kinds.provider(of: change.kind)
    else { return [] }
    return provider.children(
      of: change.kind, id: live.id, body: live.body,
      arguments: change.declaration == nil ? nil : planner.evaluator.instance(at: change.address)?.arguments,
      recorded: planner.context.record.arguments(of: change.previousAddress ?? change.address, kind: change.kind)
    ).sorted { $0.precedesInUTF8($1) }
  }
}

extension Planner {
  /// What was seen under the id that a change deletes, or else makes.
  fileprivate func live(of change: InstanceChange) -> Observation.Live? {
    [change.priorID, change.id].lazy.compactMap { $0 }.compactMap { id in
      [change.after, change.before].lazy.compactMap {
        let request = change.kind.request(for: id, as: change.kind.remote(of: $0))
        return self.observations[self.known(request)]?.live
      }.first
    }.first
  }
}

extension PlanningDiagnostics {
  static func strayChildren(_ strays: [(parent: InstanceAddress, children: [String])]) -> Diagnostic {
    .warning(
      "Resources of others are deleted along",
      detail: "Azure deletes what lies beneath a resource together with it. These are live and not this environment's, "
        + "and what they hold is lost:\n"
        + strays.map { parent, children in
          "  with \(parent)\n" + children.map { "    \($0)" }.joined(separator: "\n")
        }.joined(separator: "\n"),
      hint: "stop here if they are still needed: nothing makes them again, unless the spec describes them and they are "
        + "taken over with `--adopt`")
  }
}
