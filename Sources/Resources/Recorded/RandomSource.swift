import Crypto

/// Chance that is the same again for the same texts: what is drawn from it is known before it is needed, and is not lost
/// with the record.
package struct RandomSource: Sendable {
  private let key: [UInt8]

  /// A source that follows from texts: each of them, and their order, makes it another one.
  package init(_ texts: [String]) {
    var hash = SHA256()
    for text in texts {
      // With their lengths, so that no two lists of texts read the same.
      hash.update(data: Array("\(text.utf8.count):\(text)".utf8))
    }
    key = Array(hash.finalize())
  }

  private init(key: [UInt8]) {
    self.key = key
  }

  /// A source that nobody can foretell, from the system's own.
  package static func unforeseeable() -> RandomSource {
    var system = SystemRandomNumberGenerator()
    return RandomSource(key: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &system) })
  }

  package var stream: RandomStream { RandomStream(key: key) }
}

/// The bytes of a source: HMAC-SHA-256 of a counter under the source's key. They will always be the same, unlike what the
/// standard library draws from a generator.
package struct RandomStream {
  private let key: SymmetricKey
  private var counter: UInt64 = 0
  private var block: ArraySlice<UInt8> = []

  init(key: [UInt8]) {
    self.key = SymmetricKey(data: key)
  }

  package mutating func byte() -> UInt8 {
    while true {
      if let byte = block.popFirst() { return byte }
      let count = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (8 * $0)) }
      block = Array(HMAC<SHA256>.authenticationCode(for: count, using: key))[...]
      counter += 1
    }
  }

  package mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }

  /// A number from 0 up to but not including a bound that isn't 0, each as likely as the others.
  package mutating func below(_ bound: UInt64) -> UInt64 {
    // The numbers at the end would make the first ones likelier: they are drawn again.
    let end = UInt64.max - UInt64.max % bound
    while true {
      let number = (0..<8).reduce(UInt64(0)) { sum, _ in sum << 8 | UInt64(byte()) }
      if number < end { return number % bound }
    }
  }

  package mutating func element<Element>(of elements: [Element]) -> Element {
    elements[Int(below(UInt64(elements.count)))]
  }

  /// The elements in another order, each order as likely as the others.
  package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var shuffled = elements
    for index in shuffled.indices.dropFirst().reversed() {
      shuffled.swapAt(index, Int(below(UInt64(index + 1))))
    }
    return shuffled
  }
}
