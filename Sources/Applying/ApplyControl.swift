import Synchronization

/// Lets a user stop an apply from outside.
package final class ApplyControl: Sendable {
  private let draining = Mutex(false)
  private let leaving: AsyncStream<Never>
  private let leave: AsyncStream<Never>.Continuation

  package init() {
    (leaving, leave) = AsyncStream.makeStream()
  }

  /// From now on nothing new is started.
  package func drain() {
    draining.withLock { $0 = true }
  }

  package var isDraining: Bool { draining.withLock { $0 } }

  /// From now on nothing is waited for any more, either: operations go on in Azure, for the next run to take up.
  package func detach() {
    drain()
    leave.finish()
  }

  /// Returns once ``detach()`` was called, or the task is cancelled; for one caller.
  func detached() async {
    for await _ in leaving {}
  }
}
