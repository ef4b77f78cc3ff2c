import Configuration
import Diagnostics
import Resources
import Values

/// What goes beyond the whole plan's single changes: parts of it, and parents that would take children along.
extension PlanBuilder {
  /// Checks that what `--target` and `--exclude` name is there.
  mutating func checkPatterns(_ addresses: () -> [InstanceAddress]) {
    let options = planner.context.options
    if diagnostics.hasErrors || !options.isPartial { return }
    let known = addresses()
    let names = Set(known.flatMap { [$0.description, $0.resource] }).sorted { $0.precedesInUTF8($1) }
    for (flag, texts) in [("--target", options.targets), ("--exclude", options.excluded)] {
      for text in texts.sorted() {
        let pattern = AddressPattern(text)
        if let pattern, known.contains(where: { pattern.matches($0) }) { continue }
        diagnostics.append(
          PlanningDiagnostics.unknownAddress(
            text, flag: flag, isAddress: pattern != nil, suggestion: suggestion(for: text, among: names)))
      }
    }
  }

  /// Says what a part of a plan leaves undone.
  func partWarning(_ undone: [UndoneChange]) -> [Diagnostic] {
    let options = planner.context.options
    guard options.isPartial else { return [] }
    let flags = [options.targets.isEmpty ? nil : "--target", options.excluded.isEmpty ? nil : "--exclude"]
    return [PlanningDiagnostics.onlyPart(flags.compactMap { $0 }.joined(separator: " and "), undone: undone)]
  }

  /// The changes of a destruction that are asked for, and the ones that are not.
  func part(of changes: [InstanceChange]) -> (asked: [InstanceChange], undone: [UndoneChange]) {
    guard planner.context.options.isPartial else { return (changes, []) }
    let whole = Plan(
      environment: planner.context.environment, changes: changes, outputs: [], drift: [], checks: [], warnings: [])
    let selected = PartialSelection(destroying: whole, planner).selected
    return (
      changes.filter { selected.contains($0.address) },
      changes.filter { !selected.contains($0.address) && $0.action != .none }.map {
        UndoneChange(address: $0.address, action: $0.action)
      }
    )
  }

  /// What the spec has can't be beneath what the spec no longer has: Azure would delete it too.
  mutating func checkOrphanedParents(of changes: [InstanceChange]) {
    var deleted: [String: InstanceChange] = [:]
    for change in changes where change.action == .delete && change.kind.isPlace {
      if let id = change.priorID { deleted[id.lowercased()] = change }
    }
    if deleted.isEmpty { return }
    for change in changes where change.declaration != nil && change.kind.ownership == .owned {
      // An id that isn't known yet is another one: what is moves away from where it is.
      guard change.address.mode == .managed, let id = planner.evaluator.instance(at: change.address)?.id,
        let parent = change.kind.lineage(of: id).lazy.compactMap({ deleted[$0] }).first
      else { continue }
      diagnostics.append(
        PlanningDiagnostics.parentRemoved(parent.address, of: change.address, at: change.declaration))
    }
  }
}
