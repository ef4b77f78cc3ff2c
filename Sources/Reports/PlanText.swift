import Configuration
import Diagnostics
import Planning
import Resources
import Values

/// What a run took: shown at its end.
package struct Effort: Sendable {
  package let elapsed: Duration
  package let calls: Int

  package init(elapsed: Duration, calls: Int) {
    self.elapsed = elapsed
    self.calls = calls
  }
}

/// A plan for people: Terraform's symbols and layout, and under each header why the change is needed.
package struct PlanText: Sendable {
  private let reasons: ReasonText
  private let style: TextStyle
  private let creation: String
  private let width: Int?
  private let diffs: ValueDiffText
  private let drift: DriftText

  /// - Parameter width: the columns of a terminal; nil for a pipe, where nothing is cut.
  package init(sources: SourceMap, isColored: Bool = false, width: Int? = nil) {
    style = TextStyle(isColored: isColored)
    self.width = width
    creation = "  \(style("+", .green)) "
    reasons = ReasonText(sources: sources)
    diffs = ValueDiffText(style: style, width: width)
    drift = DriftText(sources: sources, isColored: isColored, width: width)
  }

  /// The whole plan, ending with a newline.
  package func text(_ plan: Plan, effort: Effort? = nil) -> String {
    var parts: [TextBuffer] = []
    make(plan, effort: effort) { parts += $0 }
    return parts.string
  }

  /// Hands out the UTF-8 of the whole plan part by part, each as soon as it is made.
  package func write(_ plan: Plan, effort: Effort? = nil, by write: (UnsafeRawBufferPointer) -> Void) {
    make(plan, effort: effort) { for part in $0 { part.withUnsafeBytes(write) } }
  }

  /// How many changes are texts at one time: enough for all processors, and not all of a plan's.
  private static let changesAtOnce = 16_000

  /// Makes the parts, some at a time.
  private func make(_ plan: Plan, effort: Effort?, _ take: ([TextBuffer]) -> Void) {
    let outputs = self.outputs(plan)
    let changes = plan.changes.filter { $0.action != .none || !$0.reasons.isEmpty || $0.previousAddress != nil }
    let works = !changes.isEmpty
    var text = TextBuffer()
    if !plan.drift.isEmpty { text += drift.note(plan.drift) + "\n" }
    if works { text += legend(changes) + "Armature will perform the following actions:\n\n" }
    take([text])
    for start in stride(from: 0, to: changes.count, by: Self.changesAtOnce) {
      let some = changes[start..<min(start + Self.changesAtOnce, changes.count)]
      take(concurrentTexts(of: some, text(of:)))
    }
    text = TextBuffer()
    if works {
      let (add, change, destroy) = plan.summary
      text += style("Plan:", .bold) + (plan.importCount > 0 ? " \(plan.importCount) to import," : "")
      text += " \(add) to add, \(change) to change, \(destroy) to destroy."
      text += plan.undone.isEmpty ? "\n" : " \(plan.undone.count) left undone.\n"
    } else if outputs.isEmpty, !plan.undone.isEmpty {
      text += style("No changes in the part that was asked for.", .bold) + "\n"
    } else if outputs.isEmpty {
      text += style("No changes. Your infrastructure matches the configuration.", .bold) + "\n\n"
      text += "Armature has compared what is live in Azure with the spec and found no\ndifferences, "
      text += "so no changes are needed.\n"
    }
    if !outputs.isEmpty {
      text += (works ? "\n" : "") + "Changes to Outputs:\n\(outputs)"
      if !works { text += "\nApplying this plan records the new output values and changes nothing in Azure.\n" }
    }
    if let effort { text += "\n" + self.effort(effort, verb: "Refreshed") }
    take([text])
  }

  @Sendable private func text(of changes: ArraySlice<InstanceChange>) -> TextBuffer {
    var text = TextBuffer(capacity: 256 * changes.count)
    var shared = SharedReason()
    for index in changes.indices {
      append(changes[index], &shared, to: &text)
      text += "\n"
    }
    return text
  }

  /// One change: header, reasons, body.
  package func change(_ change: InstanceChange) -> String {
    var text = TextBuffer()
    var reason = SharedReason()
    append(change, &reason, to: &text)
    return text.string
  }

  /// The lines of a reason that all instances of a block share, as those of its creation.
  private struct SharedReason {
    var declaration: SourceRange?
    var action = InstanceChange.Action.none
    var lines: [String] = []
  }

  private func append(_ change: InstanceChange, _ shared: inout SharedReason, to text: inout TextBuffer) {
    text += "  # "
    if style.isColored { text += style.beginning(.bold) }
    let (before, after) = headline(change)
    text += before
    HCLText.append(change.address, to: &text)
    text += after
    if style.isColored { text += TextStyle.end }
    text += "\n"
    if change.reasons.count == 1, change.reasons[0] == .new, change.standIn == nil,
      let declaration = change.declaration
    {
      if shared.declaration != declaration || shared.action != change.action {
        shared = SharedReason(
          declaration: declaration, action: change.action, lines: reasons.lines(change).map(comment))
      }
      for line in shared.lines { text += line }
    } else {
      for line in reasons.lines(change) { text += comment(line) }
    }
    guard change.action != .none, change.action != .forget else { return }
    let isReplacement = if case .replace = change.action { true } else { false }
    let diff = ValueDiffBuilder(forced: isReplacement ? change.replacementPaths : [])
      .block(change.kind.schema, change.before, change.after)
    text += symbol(change.action)
    text += change.address.mode == .data ? "data " : "resource "
    // Both are identifiers.
    HCLText.append(plain: change.address.type, to: &text)
    text += " "
    HCLText.append(plain: change.address.name, to: &text)
    text += " "
    diffs.appendBody(diff, to: &text)
    text += "\n"
  }

  /// `Refreshed in 0.4 s with 14 ARM calls.`
  package func effort(_ effort: Effort, verb: String) -> String {
    let calls = "\(effort.calls) ARM call\(effort.calls == 1 ? "" : "s")"
    return style("\(verb) in \(effort.elapsed.shortText) with \(calls).", .dim) + "\n"
  }

  // MARK: Pieces

  /// A reason; on a terminal in as many lines as it takes.
  private func comment(_ text: String) -> String {
    guard let width, text.count + 4 > width else { return "  # \(text)\n" }
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let indent = lines.isEmpty ? "  # " : "  #   "
      if let line = lines.last, line.count + 1 + word.count <= max(width, 20) {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(indent + word)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The words before and after the address.
  private func headline(_ change: InstanceChange) -> (String, String) {
    switch change.action {
    case .none:
      if let previous = change.previousAddress { return ("\(previous) has moved to ", "") }
      return (
        "", change.reasons.contains(.adopted) ? " will be imported, and is as it should be" : " is as it should be"
      )
    case .create: return ("", " will be created")
    case .update: return ("", " will be updated in-place")
    case .delete: return ("", " will be destroyed")
    case .read: return ("", " will be read during apply")
    case .forget: return ("", " will no longer be managed, and nothing is destroyed")
    case .replace:
      switch change.reasons.first {
      case .requested?: return ("", " will be replaced, as requested")
      case .triggered?: return ("", " will be replaced due to changes in replace_triggered_by")
      default: return ("", " must be replaced")
      }
    }
  }

  private func symbol(_ action: InstanceChange.Action) -> String {
    switch action {
    case .none: "    "
    case .create: creation
    case .update: "  \(style("~", .yellow)) "
    case .delete: "  \(style("-", .red)) "
    case .replace(createFirst: false): "\(style("-", .red))/\(style("+", .green)) "
    case .replace(createFirst: true): "\(style("+", .green))/\(style("-", .red)) "
    case .read: " \(style("<=", .cyan)) "
    case .forget: "  \(style(".", .red)) "
    }
  }

  /// What the symbols mean that the plan has; empty where it has none.
  private func legend(_ changes: [InstanceChange]) -> String {
    let all: [(InstanceChange.Action, String)] = [
      (.create, "create"), (.update, "update in-place"), (.delete, "destroy"),
      (.replace(createFirst: false), "destroy and then create replacement"),
      (.replace(createFirst: true), "create replacement and then destroy"), (.read, "read (data resources)"),
      (.forget, "forget, without destroying"),
    ]
    let present = Set(changes.map(\.action))
    let lines = all.filter { present.contains($0.0) }.map { "\(symbol($0.0))\($0.1)\n" }
    if lines.isEmpty { return "" }
    return "Resource actions are indicated with the following symbols:\n\(lines.joined())\n"
  }

  // MARK: Outputs

  private func outputs(_ plan: Plan) -> String {
    // The record keeps no sensitive output, so whether one changes is not known; on the first apply all are new.
    let isFirst = plan.outputs.allSatisfy { $0.before == nil }
    let shown = plan.outputs.filter { $0.isChange || ($0.isSensitive && isFirst && $0.after != nil) }
    let columns = shown.map { HCLText.name($0.name).count }.max() ?? 0
    return shown.map { output in
      let before = output.isSensitive ? output.before?.marked(.sensitive) : output.before
      let after = output.isSensitive ? output.after?.marked(.sensitive) : output.after
      let diff = ValueDiffBuilder().value(before, after)
      let name = HCLText.name(output.name).padded(to: columns)
      return "\(diffs.symbol(diff.action))\(name) = \(diffs.value(diff, depth: 0, nameColumns: columns))\n"
    }.joined()
  }
}
