import Synchronization

/// A value that many tasks may change.
package final class Locked<Content: Sendable>: Sendable {
  private let content: Mutex<Content>

  package init(_ value: Content) {
    content = Mutex(value)
  }

  package var value: Content { content.withLock { $0 } }

  package func set(_ value: Content) {
    content.withLock { $0 = value }
  }

  /// Changes the value and returns something about it, in one step.
  package func mutate<Result: Sendable>(_ body: @Sendable (inout Content) -> Result) -> Result {
    content.withLock { body(&$0) }
  }

  package func change(_ body: @Sendable (inout Content) -> Void) {
    content.withLock { body(&$0) }
  }
}
