import Configuration
import Diagnostics
import Resources

/// What a user should know about what `moved` and `removed` blocks do.
struct RefactoringNotes {
  private let planner: Planner

  init(_ planner: Planner) {
    self.planner = planner
  }

  func warnings(_ changes: [InstanceChange]) -> [Diagnostic] {
    [blocked(changes), forgotten(changes)].compactMap { $0 }
  }

  /// Tells of objects that would have moved to where something else is.
  private func blocked(_ changes: [InstanceChange]) -> Diagnostic? {
    guard planner.evaluator.graph.modules.contains(where: { !$0.moved.isEmpty }) else { return nil }
    let deleted = Set(changes.filter { $0.action == .delete }.map(\.address))
    let moves = changes.filter { $0.declaration != nil && $0.previousAddress == nil }.flatMap { change in
      planner.refactorings.earlierAddresses(of: change.address)
        .filter { deleted.contains($0) && $0.resource != change.address.resource }
        .map { "\($0) could not move to \(change.address)" }
    }
    return moves.isEmpty ? nil : .blockedMoves(moves)
  }

  private func forgotten(_ changes: [InstanceChange]) -> Diagnostic? {
    let forgotten = changes.filter { $0.action == .forget && $0.reasons.contains(.released) }.map(\.address)
    return forgotten.isEmpty ? nil : .forgotten(forgotten.map(\.description))
  }
}

extension Diagnostic {
  fileprivate static func blockedMoves(_ moves: [String]) -> Diagnostic {
    .warning(
      "Unresolved resource instance address changes",
      detail:
        "Moved blocks ask for these changes of address, but the record has something at the new address already, so "
        + "that what would have moved is destroyed:\n" + moves.map { "  - \($0)" }.joined(separator: "\n"))
  }

  fileprivate static func forgotten(_ names: [String]) -> Diagnostic {
    .warning(
      "Some objects will no longer be managed by Armature",
      detail: "Removed blocks say that these stay as they are. The environment record will no longer have them:\n"
        + names.map { " - \($0)" }.joined(separator: "\n"),
      hint: "an import block takes them over again")
  }
}
