internal import Synchronization

/// A value that is made when it is first asked for, since making it takes longer than most runs need it.
///
/// Threads that ask at the same time may both make it; all get the one that was done first.
package final class Deferred<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let made = AtomicLazyReference<Made>()

  private final class Made: Sendable {
    let value: Value

    init(_ value: Value) {
      self.value = value
    }
  }

  package init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
  }

  package var value: Value {
    if let made = made.load() { return made.value }
    return made.storeIfNil(Made(make())).value
  }
}
