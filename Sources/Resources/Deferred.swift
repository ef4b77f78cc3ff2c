internal import Synchronization

/// A value that is made when it is first asked for, since making it takes longer than most runs need it.
///
/// It is made once: who asks while another thread makes it waits.
package final class Deferred<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  /// Holds a reference of its own, which `deinit` gives back; once there, it stays.
  private let made = Atomic<Unmanaged<Made>?>(nil)
  private let making = Mutex(())

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
    return making.withLock { _ in
      if let made = made.load(ordering: .acquiring) { return made._withUnsafeGuaranteedRef { $0.value } }
      let own = Unmanaged.passRetained(Made(make()))
      made.store(own, ordering: .releasing)
      return own._withUnsafeGuaranteedRef { $0.value }
    }
  }
}
