import Applying
import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What Ctrl-C, SIGTERM and the end of the terminal do to a command that changes something.
///
/// Before the first change the command just ends. During changes the first signal drains: nothing new is started, and
/// what runs is waited for; the second detaches: nothing is waited for any more, and what is known is recorded; the
/// third ends the program at once. However it ends, the next run takes up what is under way.
final class Interruption: Sendable {
  private struct State {
    /// What can be stopped; nil while nothing has been changed.
    var control: ApplyControl?
    var count = 0
  }

  /// The exit code of a program that was left by the user: 128 and the number of SIGINT.
  static let exitCode: Int32 = 130

  private let console: Console
  private let state = Mutex(State())

  private init(console: Console) {
    self.console = console
  }

  /// Watches for signals while a body runs.
  static func watching<Result>(
    _ console: Console, _ body: (Interruption) async throws -> Result
  ) async throws -> Result {
    let interruption = Interruption(console: console)
    let numbers = [SIGINT, SIGTERM, SIGHUP].filter { !isIgnored($0) }
    let sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { interruption.interrupted() }
      source.activate()
      return source
    }
    defer {
      for (number, source) in zip(numbers, sources) {
        source.cancel()
        signal(number, SIG_DFL)
      }
    }
    return try await body(interruption)
  }

  /// From here on something may be changed, and this is how to stop it.
  func begin(_ control: ApplyControl) {
    state.withLock { $0.control = control }
  }

  /// Whoever started this program with a signal ignored, as `nohup` does, wants it to be so.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private func interrupted() {
    let (control, times) = state.withLock { state in
      if state.control != nil { state.count += 1 }
      return (state.control, state.count)
    }
    guard let control else {
      console.note("\nStopped. Nothing was changed.")
      _exit(Self.exitCode)
    }
    switch times {
    case 1:
      control.drain()
      console.note(
        "\nStopping: nothing new is started, and what runs is waited for. Press Ctrl-C again to leave at once; what runs in "
          + "Azure goes on there, and the next apply takes it up.")
    case 2:
      control.detach()
      console.note(
        "\nLeaving: what runs in Azure goes on there. The record is written; a third Ctrl-C doesn't wait for that.")
    default:
      console.note("\nLeft. What runs in Azure goes on; run the same command again to take it up.")
      _exit(Self.exitCode)
    }
  }
}
