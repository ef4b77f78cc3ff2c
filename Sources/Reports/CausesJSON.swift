import Diagnostics
import JSON
import Planning
import Resources
import Values

/// What our plan says beyond Terraform's: for which cloud it is, and why each change is needed, with file and line.
struct CausesJSON {
  /// Nil where there is no spec.
  let sources: SourceMap?

  func document(_ plan: Plan, subscription: String?) -> OrderedJSON {
    let changes = plan.changes.filter { $0.action != .none || !$0.reasons.isEmpty || $0.previousAddress != nil }
    var members: [(String, OrderedJSON)] = [
      ("environment", .string(plan.environment)), ("subscription", subscription.map { .string($0) } ?? .null),
      ("changes", .object(changes.map { ("\($0.address)", change($0)) })),
    ]
    if !plan.undone.isEmpty {
      let undone = plan.undone.sorted { $0.address < $1.address }
      members.append(("undone", .object(undone.map { ("\($0.address)", .string($0.action.word)) })))
    }
    return .object(members)
  }

  private func change(_ change: InstanceChange) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = [("reasons", .array(change.reasons.map(reason)))]
    if let place = place(change.declaration) { members.append(("declared", place)) }
    if let id = change.id { members.append(("id", .string(id))) }
    if let standIn = change.standIn {
      members.append(
        (
          "rotation",
          .object([
            ("stand_in", .string(standIn.id)), ("original", .string(standIn.original)),
            ("steps", .array(standIn.steps.map { .string($0) })),
            ("hazards", .array(standIn.hazards.map { .string($0) })),
            ("is_there", .bool(standIn.isThere)),
          ])
        ))
    }
    if !change.losses.isEmpty { members.append(("losses", .array(change.losses.map { .string($0) }))) }
    if !change.differences.isEmpty {
      members.append(("arguments", .array(change.differences.map { argument($0, in: change) })))
    }
    return .object(members)
  }

  private func argument(_ difference: Difference.Change, in change: InstanceChange) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = [
      ("path", .string(difference.path.text)), ("cause", .string(difference.cause.name)),
      ("forces_replacement", .bool(difference.forcesReplacement)),
    ]
    if difference.isRotation { members.append(("takes_rotation", .bool(true))) }
    if !difference.replaced.isEmpty {
      members.append(("names", .array(difference.replaced.map { .string("\($0)") })))
    }
    if let place = place(change.sources[difference.path]) { members.append(("written", place)) }
    return .object(members)
  }

  private func reason(_ reason: Reason) -> OrderedJSON {
    switch reason {
    case .new: return ["kind": "new"]
    case .vanished: return ["kind": "vanished"]
    case .failed(let message): return ["kind": "failed", "message": .string(message)]
    case .creationFailed(let message): return ["kind": "creation_failed", "message": .string(message)]
    case .differences: return ["kind": "differences"]
    case .forcedBy(let paths): return ["kind": "forced", "paths": .array(paths.map { .string($0.text) })]
    case .parent(let address): return ["kind": "parent", "address": .string("\(address)")]
    case .bound(let address): return ["kind": "bound", "address": .string("\(address)")]
    case .requested: return ["kind": "requested"]
    case .triggered(let address): return ["kind": "triggered", "address": .string("\(address)")]
    case .needed(let address): return ["kind": "needed", "address": .string("\(address)")]
    case .removed: return ["kind": "removed"]
    case .released: return ["kind": "released"]
    case .countShrunk: return ["kind": "count_shrunk"]
    case .keyRemoved: return ["kind": "key_removed"]
    case .repeatedOtherwise: return ["kind": "repeated_otherwise"]
    case .moduleRemoved: return ["kind": "module_removed"]
    case .movedNowhere: return ["kind": "moved_nowhere"]
    case .deposed: return ["kind": "deposed"]
    case .same(let address): return ["kind": "same", "address": .string("\(address)")]
    case .foreign: return ["kind": "foreign"]
    case .destruction: return ["kind": "destruction"]
    case .moved(let from): return ["kind": "moved", "from": .string("\(from)")]
    case .adopted: return ["kind": "adopted"]
    case .unfinishedRotation: return ["kind": "unfinished_rotation"]
    case .interrupted: return ["kind": "interrupted"]
    case .incomplete: return ["kind": "incomplete"]
    }
  }

  private func place(_ range: SourceRange?) -> OrderedJSON? {
    guard let range, let sources else { return nil }
    let file = sources[range.file]
    return ["file": .string(file.name), "line": .number(file.position(at: Int(range.lower)).line)]
  }
}

extension Difference.Cause {
  /// The cause as programs read it.
  var name: String {
    switch self {
    case .spec: "spec"
    case .drift: "drift"
    case .specAndDrift: "spec_and_drift"
    case .removed: "removed"
    case .unrecorded: "unrecorded"
    case .dependency: "dependency"
    case .replacement: "replacement"
    }
  }
}
