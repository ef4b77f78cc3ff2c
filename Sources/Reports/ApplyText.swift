import Applying
import Resources

/// An apply told line by line, for a pipe or a log.
///
/// It holds no clock: whoever prints it says when each event was, and calls ``tick(at:)`` now and then.
package struct ApplyText: Sendable {
  private struct Running: Sendable {
    let step: ApplyStep
    let id: String?
    let start: Duration
    /// How many intervals have been told.
    var told = 0
  }

  /// How often something that runs is mentioned again.
  private static let interval = Duration.seconds(10)
  private let style: TextStyle
  private var running: [Int: Running] = [:]

  package init(isColored: Bool = false) {
    style = TextStyle(isColored: isColored)
  }

  /// The lines for an event, each ending with a newline; empty if there is nothing to say.
  package mutating func handle(_ event: ApplyEvent, at time: Duration) -> String {
    switch event {
    case .scheduled: return ""
    case .started(let step, let id):
      running[step.number] = Running(step: step, id: id, start: time)
      let place = step.verb == .create || step.verb == .read ? "" : id.map { " [id=\($0)]" } ?? ""
      return line("\(step.address): \(StepText.running(step.verb))...\(place)", .bold)
    case .finished(let step, let id, let elapsed):
      running[step.number] = nil
      return line(StepText.done(step, id: id, elapsed: elapsed), .bold)
    case .unchanged(let step):
      running[step.number] = nil
      return line(StepText.unchanged(step), .bold)
    case .failed(let step, let failure, let elapsed):
      running[step.number] = nil
      return line(StepText.failed(step, failure, elapsed: elapsed), .red)
    case .notStarted(let step, let because):
      return line(StepText.notStarted(step, because: because), .yellow)
    case .draining: return line(StepText.draining, .yellow)
    }
  }

  /// A line for each step that has run for another ten seconds.
  package mutating func tick(at time: Duration) -> String {
    var text = ""
    for number in running.keys.sorted() {
      guard var item = running[number] else { continue }
      let elapsed = time - item.start
      let intervals = Int(elapsed / Self.interval)
      guard intervals > item.told else { continue }
      item.told = intervals
      running[number] = item
      let verb = StepText.running(item.step.verb).lowercased()
      let place = item.step.verb == .create ? "" : item.id.map { "id=\($0), " } ?? ""
      let told = (Self.interval * intervals).wholeSecondsText
      text += line("\(item.step.address): Still \(verb)... [\(place)\(told) elapsed]", .bold)
    }
    return text
  }

  private func line(_ text: String, _ colour: TextStyle.Colour) -> String { style(text, colour) + "\n" }
}
