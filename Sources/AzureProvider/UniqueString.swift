/// The text that Azure's templates make of others with `uniqueString`: the same for the same, and hardly ever for others.
///
/// It is the MurmurHash of the texts with hyphens between them, in a form of its own: 64 bits of two halves, the tail of up
/// to seven bytes going into both.
enum UniqueString {
  /// 13 lower-case letters and digits from 2 to 7.
  static func text(of texts: [String]) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
    var rest = hash(Array(texts.joined(separator: "-").utf8))
    return String(
      (0..<13).map { _ in
        defer { rest <<= 5 }
        return alphabet[Int(rest >> 59)]
      })
  }

  private static let first: UInt32 = 597_399_067
  private static let second: UInt32 = 2_869_860_233

  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    var low: UInt32 = 0
    var high: UInt32 = 0
    var rest = bytes[...]
    while rest.count >= 8 {
      low ^= mixed(word(rest.prefix(4)))
      low = (rotated(low, 19) &+ high) &* 5 &+ 1_444_728_091
      high ^= mixedBack(word(rest.dropFirst(4).prefix(4)))
      high = (rotated(high, 13) &+ low) &* 5 &+ 197_830_471
      rest = rest.dropFirst(8)
    }
    if !rest.isEmpty { low ^= mixed(word(rest.prefix(4))) }
    if rest.count > 4 { high ^= mixedBack(word(rest.dropFirst(4))) }
    low ^= UInt32(truncatingIfNeeded: bytes.count)
    high ^= UInt32(truncatingIfNeeded: bytes.count)
    low &+= high
    high &+= low
    low = settled(low)
    high = settled(high)
    low &+= high
    high &+= low
    return UInt64(high) << 32 | UInt64(low)
  }

  /// Up to four bytes, the lowest first.
  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func mixed(_ word: UInt32) -> UInt32 { rotated(word &* first, 15) &* second }

  private static func mixedBack(_ word: UInt32) -> UInt32 { rotated(word &* second, 17) &* first }

  private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }

  private static func settled(_ word: UInt32) -> UInt32 {
    var word = word
    word = (word ^ word >> 16) &* 2_246_822_507
    word = (word ^ word >> 13) &* 3_266_489_909
    return word ^ word >> 16
  }
}
