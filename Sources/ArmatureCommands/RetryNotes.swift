import ARM
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Says on standard error that a call failed and will be made again, so that a long wait isn't a riddle.
final class RetryNotes: Sendable {
  /// Shorter waits are nobody's business.
  private static let delayMin = Duration.seconds(2)
  private let silent = Mutex(false)

  /// Whether to say nothing, since the terminal shows something else that moves.
  var isSilent: Bool {
    get { silent.withLock { $0 } }
    set { silent.withLock { $0 = newValue } }
  }

  /// How a client is to be set up so that its waits are told.
  var configuration: ARMClient.Configuration {
    var configuration = ARMClient.Configuration()
    configuration.observer = { [self] event in
      guard let line = Self.line(event), !isSilent else { return }
      _ = (line + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
    }
    return configuration
  }

  /// What there is to say about an event; nil for what is nobody's business.
  private static func line(_ event: ARMEvent) -> String? {
    switch event {
    case .retrying(let request, let error, let delay) where delay >= delayMin:
      let reason = error.status.map { "HTTP \($0)" } ?? "no answer"
      return "Azure: \(reason) to \(request); trying again in \(delay.components.seconds) s."
    case .fallingBack(let id, let error, let next):
      return "Azure: \(error.code) for \(id); trying \(next) in its place."
    case .stepping(let id, let step): return "\(id): \(step)."
    case .retrying, .running: return nil
    }
  }
}
