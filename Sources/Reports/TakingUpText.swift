import Applying
import Resources

/// What is said of an unfinished run while it is taken up, a line for each event.
package enum TakingUpText {
  /// - Parameter elapsed: The time since taking up began.
  package static func line(_ event: UnfinishedRun.Event, elapsed: Duration) -> String {
    switch event {
    case .takingUp(let step):
      let since = step.time > 0 ? " since \(RFC3339.text(secondsSince1970: step.time))" : ""
      return "\(step.address): Taking up, \(StepText.passive(step.verb))\(since)..."
    case .ended(let step, nil):
      return "\(step.address): \(StepText.noun(step.verb)) complete after another \(elapsed.wholeSecondsText)"
    case .ended(let step, let failure?):
      // Azure's own words may quote what was sent, and of that run's secrets nobody knows any more which they were.
      let code = failure.code.map { " (\($0)); the activity log has Azure's words" } ?? ""
      return "\(step.address): \(StepText.noun(step.verb)) failed: \(failure.summary)\(code)"
    }
  }
}
