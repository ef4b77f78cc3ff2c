import Diagnostics
import Planning
import Resources
import Values

/// Says in words why a change is planned, with the place in the spec where there is one.
struct ReasonText {
  let sources: SourceMap

  /// A sentence fragment for each reason; empty where the change itself says it all.
  func lines(_ change: InstanceChange) -> [String] {
    change.reasons.flatMap { lines($0, of: change) } + (change.standIn.map(rotation) ?? [])
      + change.losses.map { "beware: this deletes \($0)" }
  }

  /// What a rotation does, and what it means.
  private func rotation(_ standIn: StandIn) -> [String] {
    let steps = standIn.steps.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: ", ")
    return ["rotated, " + (standIn.isThere ? "as far as it isn't done yet" : "in order") + ": " + steps]
      + standIn.hazards.map { "beware: \($0)" }
  }

  private func lines(_ reason: Reason, of change: InstanceChange) -> [String] {
    switch reason {
    case .new:
      if change.action == .read { return ["it depends on what is known only after other changes\(place(of: change))"] }
      return ["new in the spec\(place(of: change))"]
    case .vanished:
      return change.action == .forget ? ["it is gone from Azure"] : ["it is gone from Azure since the last apply"]
    case .failed(let words):
      return ["its last operation in Azure failed" + Self.detail(words)]
    case .creationFailed(let words):
      return ["its creation failed in the last run" + (words.isEmpty ? "" : " (Azure says: \(words))")]
    case .differences: return causes(of: change.differences, in: change)
    case .forcedBy(let paths):
      let causes = causes(of: change.differences, in: change)
      return paths.isEmpty ? ["its id can't be changed in place\(place(of: change))"] + causes : causes
    case .parent(let address): return ["replaced with its parent \(address)"]
    case .bound(let address): return ["replaced with \(address), which can't go while this is there"]
    case .requested: return ["replaced as asked for"]
    case .triggered(let address): return ["\(address) changes, and replace_triggered_by names it"]
    case .needed(let address): return ["\(address) needs it, and nobody has it any more: all that use it get a new one"]
    case .removed: return ["the spec no longer has it"]
    case .released: return ["a removed block says that it stays in Azure"]
    case .countShrunk: return ["count no longer reaches \(change.address.key)"]
    case .keyRemoved: return ["for_each no longer has the key \(change.address.key)"]
    case .repeatedOtherwise: return ["its block repeats in another way now"]
    case .moduleRemoved: return ["the spec no longer has \(change.address.module)"]
    case .movedNowhere: return ["a moved block gave it this address, and the spec doesn't have it"]
    case .deposed: return ["left over from a replacement that was not finished"]
    case .same(let address): return ["it is the same resource as \(address)"]
    case .destruction: return []
    case .moved(let from): return ["moved from \(from)"]
    case .adopted: return ["it was there already and is taken over"]
    case .foreign: return ["somebody else made it, so it stays"]
    case .unfinishedRotation: return ["the last rotation was not finished, and goes on from what is there"]
    case .interrupted: return ["the last run was stopped before it could note this one"]
    case .incomplete: return ["the last run failed while it made this one, which is there"]
    }
  }

  /// What Azure says about a failure, after a colon; empty where that is nothing but that it failed.
  static func detail(_ words: String) -> String {
    words.isEmpty || words.lowercased() == "failed" ? "" : ": \(words)"
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
    let renewed = Set(differences.filter { $0.cause == .replacement }.flatMap(\.replaced)).sorted()
    let others = differences.filter { $0.cause == .replacement && $0.replaced.isEmpty }
    return renewed.map { address in
      let paths = differences.filter { $0.cause == .replacement && $0.replaced.contains(address) }.map(\.path)
      return "because it names \(address), which is made anew: \(list(paths, in: change))"
    } + (others.isEmpty ? [] : ["because what it names was made anew: \(list(others.map(\.path), in: change))"])
      + order.flatMap { cause, words -> [String] in
        let paths = differences.filter { $0.cause == cause }
        let forcing = paths.filter(\.forcesReplacement).map(\.path)
        let rotating = paths.filter(\.isRotation).map(\.path)
        let others = paths.filter { !$0.forcesReplacement && !$0.isRotation }.map(\.path)
        return [
          ("\(words), which can't be done in place", forcing), ("\(words), which takes a rotation", rotating),
          (words, others),
        ].filter { !$0.1.isEmpty }.map { "\($0): \(list($1, in: change))" }
      }
  }

  /// The paths with their places; a file is named once for all that follow in it.
  private func list(_ paths: [ValuePath], in change: InstanceChange) -> String {
    var file = ""
    return paths.map { path in
      guard let range = change.sources[path] else { return path.text }
      let source = sources[range.file]
      let line = source.position(at: Int(range.lower)).line
      let name = source.name == file ? "" : source.name
      file = source.name
      return "\(path.text) (\(name):\(line))"
    }.joined(separator: ", ")
  }

  private func place(of change: InstanceChange) -> String {
    change.declaration.map { " (\(sources.place(of: $0)))" } ?? ""
  }
}
