/// Base64 as RFC 4648 §4 has it, with padding.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for offset in 0..<3 { bits = bits << 8 | (offset < group.count ? Int(group[start + offset]) : 0) }
      for place in 0..<4 {
        text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text; nil if it is not Base64. Line breaks are passed over.
  static func decoded(_ text: String) -> [UInt8]? {
    let text = text.utf8.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard text.count % 4 == 0 else { return nil }
    let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits = 0
    for (place, byte) in text.dropLast(padding).enumerated() {
      guard let value = value(of: byte) else { return nil }
      bits = (bits << 6 | value) & 0xFF_FFFF
      if place % 4 == 3 { bytes += [UInt8(bits >> 16), UInt8(bits >> 8 & 255), UInt8(bits & 255)] }
    }
    switch padding {
    case 1: bytes += [UInt8(bits >> 10 & 255), UInt8(bits >> 2 & 255)]
    case 2: bytes.append(UInt8(bits >> 4 & 255))
    default: break
    }
    return bytes
  }

  /// Where a text that is not Base64 goes wrong, in bytes from its start: at a symbol, or at a group that is cut off.
  static func mistake(in text: String) -> Int {
    let symbols = text.utf8.enumerated().filter { $1 != UInt8(ascii: "\n") && $1 != UInt8(ascii: "\r") }
    let padding = UInt8(ascii: "=")
    var group = 0
    while group < symbols.count {
      for place in 0..<4 {
        guard group + place < symbols.count else { return symbols[group].offset }
        let (offset, symbol) = symbols[group + place]
        if symbol == padding, place >= 2 {
          // Two signs at most, and nothing after them.
          let end = group + 4
          if place == 3 || (group + 3 < symbols.count && symbols[group + 3].element == padding) {
            return end < symbols.count ? symbols[end].offset : text.utf8.count
          }
          return group + 3 < symbols.count ? offset : text.utf8.count
        }
        if value(of: symbol) == nil { return offset }
      }
      group += 4
    }
    return text.utf8.count
  }

  private static func value(of byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
