/// Hashes of passwords by bcrypt (Provos and Mazières, 1999): Blowfish with a key schedule that is made slow.
package enum Bcrypt {
  package static let passwordBytesMax = 72
  package static let costDefault = 10
  static let costMin = 4
  /// Each step doubles the time; here it is one or two seconds.
  static let costMax = 14
  /// So that one expression can have one hash of the greatest cost, or as many others as take the same time.
  static let stepsOfRound = Effort.stepsMax >> (costMax + 1)

  /// The text of a hash: `$2a$`, the cost, salt and hash.
  package static func hash(_ password: [UInt8], cost: Int, salt: [UInt8]) -> String {
    var cipher = Blowfish.initial
    let key = password + [0]
    cipher.expand(key: key, salt: salt)
    for _ in 0..<(1 << cost) {
      cipher.expand(key: key, salt: [])
      cipher.expand(key: salt, salt: [])
    }
    var words = stride(from: 0, to: 24, by: 4).map { Blowfish.word(Array("OrpheanBeholderScryDoubt".utf8), $0) }
    for place in stride(from: 0, to: words.count, by: 2) {
      for _ in 0..<64 { (words[place], words[place + 1]) = cipher.encrypted(words[place], words[place + 1]) }
    }
    let bytes = words.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    return "$2a$\(padded(cost))$" + encoded(salt) + encoded(Array(bytes.dropLast()))
  }

  /// Base64 in an alphabet of bcrypt's own, without padding.
  private static func encoded(_ bytes: [UInt8]) -> String {
    let usual = Base64.encoded(bytes).utf8.filter { $0 != UInt8(ascii: "=") }
    return String(
      decoding: usual.map { byte in
        switch byte {
        case UInt8(ascii: "A"): UInt8(ascii: ".")
        case UInt8(ascii: "B"): UInt8(ascii: "/")
        case UInt8(ascii: "C")...UInt8(ascii: "Z"): byte - 2
        case UInt8(ascii: "a"), UInt8(ascii: "b"): byte - UInt8(ascii: "a") + UInt8(ascii: "Y")
        case UInt8(ascii: "c")...UInt8(ascii: "z"): byte - 2
        case UInt8(ascii: "0"), UInt8(ascii: "1"): byte - UInt8(ascii: "0") + UInt8(ascii: "y")
        case UInt8(ascii: "2")...UInt8(ascii: "9"): byte - 2
        case UInt8(ascii: "+"): UInt8(ascii: "8")
        default: UInt8(ascii: "9")
        }
      }, as: UTF8.self)
  }
}

/// The cipher of Schneier, 1993, with the key schedule that bcrypt makes of its.
private struct Blowfish {
  /// 18 words that are mixed in, and after them the four boxes of 256 words each.
  private var table: [UInt32]

  static let initial = Blowfish(table: PiFraction.words(18 + 4 * 256))

  static func word(_ bytes: [UInt8], _ start: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[(start + $1) % bytes.count]) }
  }

  func encrypted(_ left: UInt32, _ right: UInt32) -> (UInt32, UInt32) {
    table.withUnsafeBufferPointer { Self.encrypted(left, right, $0) }
  }

  private static func encrypted(
    _ left: UInt32, _ right: UInt32, _ table: UnsafeBufferPointer<UInt32>
  ) -> (UInt32, UInt32) {
    func mixed(_ word: UInt32) -> UInt32 {
      let sum = table[18 + Int(word >> 24)] &+ table[274 + Int(word >> 16 & 255)]
      return (sum ^ table[530 + Int(word >> 8 & 255)]) &+ table[786 + Int(word & 255)]
    }
    var (left, right) = (left ^ table[0], right)
    var round = 1
    while round < 17 {
      right ^= mixed(left) ^ table[round]
      left ^= mixed(right) ^ table[round + 1]
      round += 2
    }
    return (right ^ table[17], left)
  }

  /// Mixes a key and a salt (none if it is empty) into all words.
  mutating func expand(key: [UInt8], salt: [UInt8]) {
    let salts = salt.isEmpty ? [] : (0..<4).map { Self.word(salt, $0 * 4) }
    table.withUnsafeMutableBufferPointer { table in
      for place in 0..<18 { table[place] ^= Self.word(key, place * 4) }
      var (left, right): (UInt32, UInt32) = (0, 0)
      var place = 0
      while place < table.count {
        if !salts.isEmpty {
          left ^= salts[place & 2]
          right ^= salts[(place & 2) + 1]
        }
        (left, right) = Self.encrypted(left, right, UnsafeBufferPointer(table))
        table[place] = left
        table[place + 1] = right
        place += 2
      }
    }
  }
}
