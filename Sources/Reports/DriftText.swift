import Diagnostics
import Planning
import Resources
import Values

/// What differs in Azure from what was last applied, for people.
package struct DriftText: Sendable {
  private let sources: SourceMap
  private let style: TextStyle
  private let diffs: ValueDiffText
  private let authors: DriftAuthors

  /// - Parameters:
  ///   - width: the columns of a terminal; nil for a pipe, where nothing is cut.
  ///   - authors: Who is behind the findings; no words are said of that where nobody was asked.
  package init(
    sources: SourceMap, isColored: Bool = false, width: Int? = nil, authors: DriftAuthors = DriftAuthors()
  ) {
    self.authors = authors
    self.sources = sources
    style = TextStyle(isColored: isColored)
    diffs = ValueDiffText(style: style, width: width)
  }

  /// The report of a drift check; `checked` says how many resources were looked at.
  package func text(_ drift: [InstanceDrift], checked: Int, effort: Effort? = nil) -> String {
    var text = ""
    if drift.isEmpty {
      text += style("No drift.", .bold) + " \(resources(checked)) checked, all as last applied.\n"
    } else {
      text += note(drift) + "\n"
      text += "\(style("Drift:", .bold)) \(drift.count) of \(resources(checked)) differ from what was last applied.\n"
    }
    guard let effort else { return text }
    let calls = "\(effort.calls) ARM call\(effort.calls == 1 ? "" : "s")"
    return text + style("Checked in \(effort.elapsed.shortText) with \(calls).", .dim) + "\n"
  }

  /// The findings under a heading.
  package func note(_ drift: [InstanceDrift]) -> String {
    "Changes outside of Armature since the last apply:\n\n" + drift.map(finding).joined()
  }

  private func finding(_ drift: InstanceDrift) -> String {
    switch drift.finding {
    case .deleted:
      return "\(diffs.symbol(.delete))\(drift.address) is gone\(by(drift, "deleted"))\(place(drift.declaration))\n"
    case .failed(let words):
      return "\(diffs.symbol(.update))\(drift.address): its last operation\(by(drift, "asked for")) failed"
        + "\(ReasonText.detail(words))\(place(drift.declaration))\n"
    case .changed(let changes):
      let columns = changes.map(\.path.text.count).max() ?? 0
      let lines = changes.map { change in
        let diff = diff(of: change, in: drift)
        // Only where the spec stands as it was applied is the applied value known: the record has but its hash.
        let applied = change.cause == .drift ? "" : "(as applied) -> "
        let name = change.path.text.padded(to: columns)
        return "    \(diffs.symbol(.update))\(name) = \(applied)\(diffs.value(diff, depth: 1, nameColumns: columns))"
          + "\(place(drift.sources[change.path]))\n"
      }
      return "\(diffs.symbol(.update))\(drift.address) was changed\(by(drift))\n\(lines.joined())"
    }
  }

  /// Who is behind a finding, in words that follow it.
  ///
  /// - Parameter participle: What they did, where the finding itself doesn't say that somebody did something.
  private func by(_ drift: InstanceDrift, _ participle: String? = nil) -> String {
    guard let writes = authors[drift.address] else { return "" }
    let verb = participle.map { ", \($0)" } ?? ""
    if writes.isEmpty {
      if case .failed = drift.finding { return "" }
      return "\(verb) by unknown"
    }
    // Whoever came back is named once, with the last time.
    var seen: Set<String> = []
    let last = writes.filter { seen.insert($0.principal.lowercased()).inserted }
    let names = last.prefix(Self.authorsMax).map { write in
      let application = write.applicationName.map { " (\($0))" } ?? ""
      return "by \(write.principal)\(application), \(Self.minute(write.time))"
    }
    let others = last.count - names.count
    let more = others > 0 ? ", and by \(others) other\(others == 1 ? "" : "s")" : ""
    return "\(verb) \(names.joined(separator: ", and "))\(more)\(participle == "asked for" ? "," : "")"
  }

  /// `2026-11-29 10:12 UTC`, of RFC 3339 in UTC.
  private static func minute(_ time: String) -> String {
    "\(time.prefix(16).split(separator: "T").joined(separator: " ")) UTC"
  }

  private static let authorsMax = 3

  /// From what was applied, where that is known, to what is live.
  private func diff(of change: Difference.Change, in drift: InstanceDrift) -> ValueDiff {
    let isSensitive = drift.kind.schema.isSensitive(at: change.path)
    let live = isSensitive ? change.old.marked(.sensitive) : change.old
    guard change.cause == .drift else { return ValueDiffBuilder().value(live, live) }
    return ValueDiffBuilder().value(isSensitive ? change.new.marked(.sensitive) : change.new, live)
  }

  private func place(_ range: SourceRange?) -> String {
    range.map { " " + style("(\(sources.place(of: $0)))", .dim) } ?? ""
  }

  private func resources(_ count: Int) -> String { "\(count) resource\(count == 1 ? "" : "s")" }
}

extension ResourceSchema {
  /// Whether the schema itself says that what a path leads to is sensitive, or a part around it.
  func isSensitive(at path: ValuePath) -> Bool {
    var schema = self
    for step in path.steps {
      guard case .member(let name) = step else { continue }
      guard let attribute = schema[name] else { return false }
      if attribute.isSensitive { return true }
      guard case .block(_, let inner) = attribute.content else { return false }
      schema = inner
    }
    return false
  }
}
