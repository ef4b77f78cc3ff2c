internal import Synchronization

/// A value that is made when it is first asked for, since making it takes longer than most runs need it.
///
/// Threads that ask at the same time may both make it; all get the one that was done first.
package final class Deferred<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  /// Holds a reference of its own, which `deinit` gives back; once there, it stays.
  private let made = Atomic<Unmanaged<Made>?>(nil)

  private final class Made: Sendable {
    let value: Value

    init(_ value: Value) {
      self.value = value
    }
  }

  package init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
  }

  deinit {
    made.load(ordering: .acquiring)?.release()
  }

  package var value: Value {
    if let made = made.load(ordering: .acquiring) { return made._withUnsafeGuaranteedRef { $0.value } }
    let own = Unmanaged.passRetained(Made(make()))
    let (isFirst, other) = made.compareExchange(expected: nil, desired: own, ordering: .acquiringAndReleasing)
    guard !isFirst, let other else { return own._withUnsafeGuaranteedRef { $0.value } }
    own.release()
    return other._withUnsafeGuaranteedRef { $0.value }
  }
}
