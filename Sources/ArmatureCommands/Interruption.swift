import Applying
import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What Ctrl-C does during an apply: the first time nothing new is started and what runs is waited for; the second time
/// the program ends at once, and the next run takes up what is under way in Azure.
final class Interruption: Sendable {
  private let control: ApplyControl
  private let console: Console
  private let count = Mutex(0)

  init(control: ApplyControl, console: Console) {
    self.control = control
    self.console = console
  }

  /// Watches as long as what it returns is kept.
  func watch() -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in interrupted() }
      source.activate()
      return source
    }
  }

  private func interrupted() {
    let times = count.withLock { count in
      count += 1
      return count
    }
    if times == 1 {
      control.drain()
      console.note(
        "\nStopping: nothing new is started, and what runs is waited for. Press Ctrl-C again to leave at once; what runs in "
          + "Azure goes on there, and the next apply takes it up.")
    } else {
      console.note("\nLeft. What runs in Azure goes on; run `armature apply` again to take it up.")
      exit(130)
    }
  }
}
