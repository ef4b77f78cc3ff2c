import Diagnostics
import Planning
import Resources
import Values

/// Says in words why a change is planned, with the place in the spec where there is one.
struct ReasonText {
  let sources: SourceMap

  /// A sentence fragment for each reason; empty where the change itself says it all.
  func lines(_ change: InstanceChange) -> [String] {
    change.reasons.flatMap { lines($0, of: change) }
  }

  private func lines(_ reason: Reason, of change: InstanceChange) -> [String] {
    switch reason {
    case .new:
      if change.action == .read { return ["it depends on what is known only after other changes\(place(of: change))"] }
      return ["new in the spec\(place(of: change))"]
    case .vanished:
      return change.action == .forget ? ["it is gone from Azure"] : ["it is gone from Azure since the last apply"]
    case .failed(let words):
      return ["its last operation in Azure failed" + (words.isEmpty ? "" : ": \(words)")]
    case .differences: return causes(of: change.differences, in: change)
    case .forcedBy(let paths):
      let rest = causes(of: change.differences, in: change)
      guard !paths.isEmpty else { return ["its id can't be changed in place\(place(of: change))"] + rest }
      return ["\(list(paths, in: change)) can't be changed in place"] + rest
    case .parent(let address): return ["replaced with its parent \(address)"]
    case .requested: return ["replaced as asked for"]
    case .triggered(let address): return ["\(address) changes, and replace_triggered_by names it"]
    case .removed: return ["the spec no longer has it"]
    case .countShrunk: return ["count no longer reaches \(change.address.key)"]
    case .keyRemoved: return ["for_each no longer has the key \(change.address.key)"]
    case .destruction: return []
    case .moved(let from): return ["moved from \(from)"]
    case .adopted: return ["it was there already and is taken over"]
    case .interrupted: return ["the last run was stopped before it could note this one"]
    }
  }

  /// The differences by what caused them.
  private func causes(of differences: [Difference.Change], in change: InstanceChange) -> [String] {
    let order: [(Difference.Cause, String)] = [
      (.spec, "because the spec changed"),
      (.drift, "because Azure was changed since the last apply"),
      (.specAndDrift, "because both the spec and Azure changed"),
      (.removed, "because the spec no longer sets it"),
      (.unrecorded, "because Azure differs from the spec"),
      (.dependency, "because it follows from other changes"),
    ]
    return order.compactMap { cause, words in
      let paths = differences.filter { $0.cause == cause }.map(\.path)
      return paths.isEmpty ? nil : "\(words): \(list(paths, in: change))"
    }
  }

  private func list(_ paths: [ValuePath], in change: InstanceChange) -> String {
    paths.map { path in
      path.text + (change.sources[path].map { " (\(sources.place(of: $0)))" } ?? "")
    }.joined(separator: ", ")
  }

  private func place(of change: InstanceChange) -> String {
    change.declaration.map { " (\(sources.place(of: $0)))" } ?? ""
  }
}
