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
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for place in 0..<32 {
      if [8, 12, 16, 20].contains(place) { text.append(UInt8(ascii: "-")) }
      let word = place < 16 ? high : low
      text.append(digits[Int(word >> UInt64(60 - place % 16 * 4) & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func bits() -> UInt64 {
    generator.withLock { $0.next() }
  }
}
