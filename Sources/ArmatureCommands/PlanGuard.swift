import Configuration
import Diagnostics
import Planning
import Resources

/// Stops plans that are most often mistakes: a spec taken for another environment's, and an emptied one.
enum PlanGuard {
  static func check(
    _ plan: Plan, _ session: EnvironmentSession, origin: EnvironmentRecord.Origin, _ options: ChangeOptions
  )
    throws(DiagnosticsError)
  {
    let record = session.record
    guard record.serial > 0, !record.entries.isEmpty else { return }
    if !options.otherOrigin, record.origin != origin {
      throw DiagnosticsError(
        .error(
          "Another environment's name",
          detail:
            "The environment \"\(session.environment)\" was applied from \(text(record.origin)), and this spec is "
            + "\(text(origin)). Applying it would remove what the other spec has.",
          hint:
            "give this spec an environment name of its own; if it is the same one and only moved, say --other-origin"))
    }
    let owned = plan.changes.filter { record.entries[$0.previousAddress ?? $0.address] != nil }
    let removed = owned.filter { $0.action == .delete }
    if !options.removeEverything, removed.count == record.entries.count {
      throw DiagnosticsError(
        .error(
          "Nothing would be left",
          detail:
            "The plan removes all \(removed.count) resources that the environment \"\(session.environment)\" owns, and "
            + "the spec has none of them.",
          hint: "check the directory and the environment's name; if this is meant, say `armature destroy`, or "
            + "--remove-everything"))
    }
  }

  private static func text(_ origin: EnvironmentRecord.Origin) -> String {
    origin.repository.isEmpty ? "the directory \(origin.path)" : "\(origin.path) in \(origin.repository)"
  }
}
