import Applying
import Diagnostics
import Resources
import Values

/// How an apply or a destroy ended, for people.
package struct ApplySummary: Sendable {
  private let style: TextStyle
  private let width: Int

  package init(isColored: Bool = false, width: Int? = nil) {
    style = TextStyle(isColored: isColored)
    self.width = width ?? 100
  }

  /// What was done, what failed and why, what was not started, what to do next, and the outputs.
  package func text(_ result: ApplyResult, isDestroy: Bool = false, effort: Effort? = nil) -> String {
    var text = "\n"
    if result.isComplete {
      text += style("\(isDestroy ? "Destroy" : "Apply") complete!", .green) + " Resources: \(counts(result)).\n"
    } else {
      text += failures(result)
      text += underWay(result)
      text += notStarted(result)
      let word = isDestroy ? "Destroy" : "Apply"
      text += style("\(word) incomplete.", .red) + " Resources: \(counts(result)), "
      if !result.underWay.isEmpty { text += "\(result.underWay.count) under way, " }
      let failed = result.failures.count + result.diagnostics.count { $0.severity == .error }
      text += "\(failed) failed, \(result.notStarted.count) not started.\n"
      text +=
        result.isRecorded
        ? "What is done stays and is recorded. To go on, run the same command again: it takes up what is left.\n"
        : "What is done stays, but the record doesn't have all of it. Don't change the spec before the same command, run "
          + "again, has ended in order.\n"
    }
    if let effort {
      let calls = "\(effort.calls) ARM call\(effort.calls == 1 ? "" : "s")"
      text += style("Took \(effort.elapsed.shortText) with \(calls).", .dim) + "\n"
    }
    if result.isComplete, !result.outputs.isEmpty, !isDestroy {
      text += "\n" + style("Outputs:", .bold) + "\n\n" + OutputText.block(result.outputs)
    }
    return text
  }

  private func counts(_ result: ApplyResult) -> String {
    (result.imported > 0 ? "\(result.imported) imported, " : "")
      + "\(result.added) added, \(result.changed) changed, \(result.destroyed) destroyed"
  }

  private func failures(_ result: ApplyResult) -> String {
    let renderer = DiagnosticRenderer(isColored: style.isColored, width: width)
    return result.failures.map { address, failure in
      renderer.render(failure.diagnostic(address: address.description), in: SourceMap()) + "\n"
    }.joined()
  }

  private func underWay(_ result: ApplyResult) -> String {
    if result.underWay.isEmpty { return "" }
    let lines = result.underWay.sorted { $0.address < $1.address }.map { step in
      "  \(step.address), \(StepText.passive(step.verb))\n"
    }
    return "Still under way in Azure:\n\(lines.joined())\n"
  }

  private func notStarted(_ result: ApplyResult) -> String {
    if result.notStarted.isEmpty { return "" }
    let lines = result.notStarted.map { address, because in
      "  \(address)" + (because.map { ", because of \($0)" } ?? ", since the run was stopped") + "\n"
    }
    return "Not started:\n\(lines.joined())\n"
  }
}
