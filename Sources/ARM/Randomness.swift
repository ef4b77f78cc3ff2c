private import Synchronization

/// A source of randomness that tasks share and tests seed.
package final class Randomness: Sendable {
  private let generator: Mutex<any RandomNumberGenerator & Sendable>

  package init(_ generator: sending any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
    self.generator = Mutex(generator)
  }

  /// A number from 0 up to but not including 1.
  package func unit() -> Double {
    // The 53 bits that a double holds.
    Double(bits() >> 11) * 0x1p-53
  }

  /// A random UUID (RFC 9562 version 4) in lower case.
  package func uuid() -> String {
    let high = bits() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = bits() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = [high, low].map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.utf8.count) + text
    }.joined()
    var parts: [Substring] = []
    var rest = digits[...]
    for count in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return parts.joined(separator: "-")
  }

  private func bits() -> UInt64 {
    generator.withLock { $0.next() }
  }
}
