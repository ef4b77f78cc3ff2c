import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The time that a simulator goes by, and how it waits.
package protocol SimulatorClock: Sendable {
  var now: Timestamp { get }
  func sleep(for duration: Duration) async
}

/// The clock of this machine.
package struct SystemClock: SimulatorClock {
  package init() {}

  package var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  package func sleep(for duration: Duration) async {
    // A cancelled wait only means that nobody is left to be kept waiting.
    try? await Task.sleep(for: duration)
  }
}

/// A clock that stands still until it is told to go on; waiting on it moves it.
package final class VirtualClock: SimulatorClock {
  private let time: Mutex<Timestamp>

  package init(_ start: Timestamp = Timestamp(milliseconds: 1_795_255_200_000)) {
    time = Mutex(start)
  }

  package var now: Timestamp { time.withLock { $0 } }

  package func advance(by duration: Duration) {
    time.withLock { $0 = $0.advanced(by: duration) }
  }

  package func sleep(for duration: Duration) async {
    advance(by: duration)
  }
}

/// How much faster than Azure the simulator is.
package enum SimulatorSpeed: Hashable, Sendable {
  /// Operations are over by the time of the first question about them.
  case instant
  /// Durations are the typical real ones divided by this.
  case factor(Double)

  /// A minute of Azure is a second, so that an AKS environment takes about ten.
  package static let standard = SimulatorSpeed.factor(60)

  /// `instant`, or a number greater than zero.
  package init?(_ text: String) {
    if text == "instant" {
      self = .instant
    } else if let factor = Double(text), factor > 0, factor.isFinite {
      self = .factor(factor)
    } else {
      return nil
    }
  }

  package func scaled(_ real: Duration) -> Duration {
    switch self {
    case .instant: .zero
    case .factor(let factor): real / factor
    }
  }
}
