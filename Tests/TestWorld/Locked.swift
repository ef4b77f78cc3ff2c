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

  package func change(_ body: @Sendable (inout Content) -> Void) {
    content.withLock { body(&$0) }
  }
}
