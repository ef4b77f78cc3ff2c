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
      guard case .retrying(let request, let error, let delay) = event, delay >= Self.delayMin, !isSilent else { return }
      let reason = error.status.map { "HTTP \($0)" } ?? "no answer"
      let line = "Azure: \(reason) to \(request); trying again in \(delay.components.seconds) s.\n"
      _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    }
    return configuration
  }
}
