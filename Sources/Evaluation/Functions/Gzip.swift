/// Compression as RFC 1951 and RFC 1952 have it: repetitions within 32 KiB by reference, symbols in the fixed code.
///
/// The framing is that of Go's writer, and so is the whole where that, too, finds the fixed code good enough; what is
/// longer differs in its bytes from what Terraform writes, and unpacks to the same.
struct Gzip {
  private var bits = BitWriter()

  static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var gzip = Gzip()
    gzip.compress(bytes)
    let checksum = crc32(bytes)
    let size = UInt32(truncatingIfNeeded: bytes.count)
    let trailer = [checksum, size].flatMap { word in [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: word >> $0) } }
    // No name, no time, an unknown system.
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + gzip.bits.bytes + trailer
  }

  private mutating func compress(_ bytes: [UInt8]) {
    if !bytes.isEmpty {
      bits.write(0b010, 3)
      var matcher = Matcher(bytes)
      var place = 0
      while place < bytes.count {
        if let match = matcher.match(at: place) {
          write(match)
          for _ in 0..<match.length {
            matcher.remember(place)
            place += 1
          }
        } else {
          writeSymbol(Int(bytes[place]))
          matcher.remember(place)
          place += 1
        }
      }
      writeSymbol(256)
    }
    for isLast in [0, 1] {
      bits.write(isLast, 3)
      bits.align()
      bits.bytes += [0, 0, 0xFF, 0xFF]
    }
  }

  private mutating func write(_ match: Matcher.Match) {
    let (length, lengthBits, lengthRest) = Self.code(match.length - 3, fine: 4, from: 257)
    // The longest match has a symbol of its own.
    if match.length == 258 {
      writeSymbol(285)
    } else {
      writeSymbol(length)
      bits.write(lengthRest, lengthBits)
    }
    let (distance, distanceBits, distanceRest) = Self.code(match.distance - 1, fine: 2, from: 0)
    bits.writeReversed(distance, 5)
    bits.write(distanceRest, distanceBits)
  }

  /// The symbol of a length or distance, and the bits that tell it from others of the same symbol: `fine` symbols for
  /// each power of two.
  private static func code(_ value: Int, fine: Int, from first: Int) -> (symbol: Int, bits: Int, rest: Int) {
    if value < fine * 2 { return (first + value, 0, 0) }
    let bits = Int.bitWidth - value.leadingZeroBitCount - 1 - fine.trailingZeroBitCount
    return (first + fine * bits + value >> bits, bits, value & (1 << bits - 1))
  }

  private mutating func writeSymbol(_ symbol: Int) {
    switch symbol {
    case 0..<144: bits.writeReversed(0x30 + symbol, 8)
    case 144..<256: bits.writeReversed(0x190 + symbol - 144, 9)
    case 256..<280: bits.writeReversed(symbol - 256, 7)
    default: bits.writeReversed(0xC0 + symbol - 280, 8)
    }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { checksum, byte in
      (0..<8).reduce(checksum ^ UInt32(byte)) { rest, _ in rest >> 1 ^ (rest & 1) * 0xEDB8_8320 }
    }
  }
}

/// Bits packed into bytes from the lowest up.
private struct BitWriter {
  var bytes: [UInt8] = []
  private var pending = 0
  private var count = 0

  mutating func write(_ value: Int, _ width: Int) {
    pending |= value << count
    count += width
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      count -= 8
    }
  }

  /// Writes the highest bit first, as codes are.
  mutating func writeReversed(_ value: Int, _ width: Int) {
    write((0..<width).reduce(0) { $0 << 1 | value >> $1 & 1 }, width)
  }

  mutating func align() {
    if count > 0 { write(0, 8 - count) }
  }
}

/// Finds what was there before in a text.
private struct Matcher {
  struct Match {
    let length: Int
    let distance: Int
  }

  private static let window = 1 << 15
  /// How many earlier places are tried.
  private static let triesMax = 64

  private let bytes: [UInt8]
  /// The last place of each hash of three bytes, and for each place the one before it; -1 for none.
  private var last = [Int](repeating: -1, count: 1 << 15)
  private var previous: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    previous = Array(repeating: -1, count: bytes.count)
  }

  func match(at place: Int) -> Match? {
    guard place + 2 < bytes.count else { return nil }
    let lengthMax = min(258, bytes.count - place)
    var best: Match?
    var candidate = last[hash(place)]
    for _ in 0..<Self.triesMax {
      guard candidate >= 0, place - candidate <= Self.window else { break }
      var length = 0
      while length < lengthMax, bytes[candidate + length] == bytes[place + length] { length += 1 }
      if length > best?.length ?? 2 { best = Match(length: length, distance: place - candidate) }
      if length == lengthMax { break }
      candidate = previous[candidate]
    }
    return best
  }

  mutating func remember(_ place: Int) {
    guard place + 2 < bytes.count else { return }
    let hash = hash(place)
    previous[place] = last[hash]
    last[hash] = place
  }

  private func hash(_ place: Int) -> Int {
    let key = UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2])
    return Int((key &* 2_654_435_761) >> 17)
  }
}
