import Applying
import Resources

/// An apply on a terminal: lines that stay for what is done, and below them a block that is drawn again and again.
///
/// A pure state machine: the caller owns the clock, the timer and the cursor.
package struct LiveProgress: Sendable {
  private struct Running: Sendable {
    let step: ApplyStep
    let start: Duration
  }

  private static let spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
  private let style: TextStyle
  private var steps: [Int: ApplyStep] = [:]
  private var waitsFor: [Int: [Int]] = [:]
  private var running: [Int: Running] = [:]
  private var waiting: Set<Int> = []
  private var total = 0
  private var done = 0
  private var failed = 0
  private var isDraining = false

  package init(isColored: Bool = true) {
    style = TextStyle(isColored: isColored)
  }

  /// Takes an event in; returns the lines that stay above the block, each ending with a newline.
  package mutating func handle(_ event: ApplyEvent, at time: Duration) -> String {
    switch event {
    case .scheduled(let work, let waitsFor):
      steps = Dictionary(work.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
      self.waitsFor = waitsFor
      waiting = Set(steps.keys)
      total = steps.count
      return ""
    case .started(let step, _):
      waiting.remove(step.number)
      running[step.number] = Running(step: step, start: time)
      return ""
    case .finished(let step, let id, let elapsed):
      leave(step)
      done += 1
      return "\(style("✓", .green)) \(StepText.done(step, id: id, elapsed: elapsed))\n"
    case .unchanged(let step):
      leave(step)
      done += 1
      return "\(style("✓", .green)) \(StepText.unchanged(step))\n"
    case .failed(let step, let failure, let elapsed):
      leave(step)
      failed += 1
      return "\(style("✗", .red)) \(StepText.failed(step, failure, elapsed: elapsed))\n"
    case .notStarted(let step, let because):
      leave(step)
      return "\(style("-", .yellow)) \(StepText.notStarted(step, because: because))\n"
    case .draining:
      isDraining = true
      return "\(style(StepText.draining, .yellow))\n"
    }
  }

  /// The block as it looks now: no line is wider than `width` columns, and there are no more than `height`.
  package func frame(at time: Duration, width: Int, height: Int = 24) -> [String] {
    guard total > 0 else { return [] }
    let rows = max(height, 3) - 1
    let items = running.values.sorted { ($0.start, $0.step.number) < ($1.start, $1.step.number) }
    let turn = Int((time / .milliseconds(100)).rounded(.down))
    let sign = Self.spinner[max(turn, 0) % Self.spinner.count]
    var lines = shortened(items.map { row($0, sign: sign, at: time, width: width) }, to: rows, width: width)
    let rest = rows - lines.count
    if rest > 0 { lines += shortened(waitingRows(width: width), to: rest, width: width) }
    return lines + [footer(at: time).cut(to: width)]
  }

  private mutating func leave(_ step: ApplyStep) {
    running[step.number] = nil
    waiting.remove(step.number)
  }

  private func row(_ item: Running, sign: String, at time: Duration, width: Int) -> String {
    let clock = (time - item.start).wholeSecondsText
    let verb = StepText.running(item.step.verb).lowercased()
    // The address may be cut, the time never is.
    let tail = "  \(verb) \(clock)"
    let room = width - 2 - tail.count
    if room < 8 { return "\(sign) \(item.step.address)\(tail)".cut(to: width) }
    return "\(style(sign, .cyan)) \("\(item.step.address)".cut(to: room))\(tail)"
  }

  /// What waits, and for which of the others.
  private func waitingRows(width: Int) -> [String] {
    waiting.sorted().compactMap { number in
      guard let step = steps[number] else { return nil }
      let ahead = (waitsFor[number] ?? []).filter { running[$0] != nil || waiting.contains($0) }.sorted()
      let names = ahead.compactMap { steps[$0].map { "\($0.address)" } }
      let why: String
      switch names.count {
      case 0: why = isDraining ? "not to be started" : "waits for its turn"
      case 1: why = "waits for \(names[0])"
      default: why = "waits for \(names[0]) and \(names.count - 1) more"
      }
      return style("  \(step.address)  \(why)".cut(to: width), .dim)
    }
  }

  private func footer(at time: Duration) -> String {
    var text = "\(done) of \(total) done"
    if failed > 0 { text += ", \(failed) failed" }
    text += ", \(running.count) running, \(waiting.count) waiting, \(time.wholeSecondsText)"
    return text
  }

  private func shortened(_ lines: [String], to rows: Int, width: Int) -> [String] {
    guard lines.count > rows else { return lines }
    return lines.prefix(rows - 1) + ["  and \(lines.count - rows + 1) more".cut(to: width)]
  }
}
