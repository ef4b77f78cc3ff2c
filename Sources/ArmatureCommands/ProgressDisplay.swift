import Applying
import Reports
import Synchronization

/// Shows an apply as it happens: on a terminal a few lines that are drawn anew, in a pipe one line for each event.
final class ProgressDisplay: Sendable {
  private struct State {
    var live: LiveProgress
    var plain: ApplyText
    var lines = 0
    var ticker: Task<Void, Never>?
  }

  private let console: Console
  private let start = ContinuousClock().now
  private let state: Mutex<State>

  init(console: Console) {
    self.console = console
    state = Mutex(
      State(live: LiveProgress(isColored: console.isColored), plain: ApplyText(isColored: console.isColored)))
  }

  private var elapsed: Duration { ContinuousClock().now - start }

  /// Begins to show; running steps are shown without further events.
  func start(every interval: Duration = .milliseconds(200)) {
    // Ended by `stop`, after which a last tick does nothing.
    let ticker = Task { [weak self] in
      while !Task.isCancelled {
        try? await Task.sleep(for: interval)
        self?.tick()
      }
    }
    state.withLock { $0.ticker = ticker }
  }

  func handle(_ event: ApplyEvent) {
    let now = elapsed
    state.withLock { state in
      if console.isTerminal {
        let text = state.live.handle(event, at: now)
        draw(&state, above: text, at: now)
      } else {
        console.write(state.plain.handle(event, at: now))
      }
    }
  }

  /// Shows the last of it.
  func stop() {
    state.withLock { state in
      state.ticker?.cancel()
      state.ticker = nil
      if console.isTerminal { erase(&state) }
    }
  }

  private func tick() {
    let now = elapsed
    state.withLock { state in
      guard state.ticker != nil else { return }
      if console.isTerminal {
        draw(&state, above: "", at: now)
      } else {
        console.write(state.plain.tick(at: now))
      }
    }
  }

  private func draw(_ state: inout State, above text: String, at now: Duration) {
    let frame = state.live.frame(at: now, width: console.width)
    // Everything in one write, so that nothing flickers.
    var output = state.lines > 0 ? "\u{1B}[\(state.lines)A\u{1B}[J" : ""
    output += text
    output += frame.map { $0 + "\n" }.joined()
    state.lines = frame.count
    console.write(output)
  }

  private func erase(_ state: inout State) {
    if state.lines > 0 { console.write("\u{1B}[\(state.lines)A\u{1B}[J") }
    state.lines = 0
  }
}
