import TestWorld

/// Changes of texts that keep most of them as it is.
enum Spoiling {
  /// What means something to a parser, or is at an edge of what one takes.
  private static let pieces: [[UInt8]] = [
    "{", "}", "[", "]", "\"", ":", ",", "null", "true", "-1", "1e999", "9223372036854775808", "0.1", "\\u0000",
    "\\ud800",
    "{}", "[]", "\"\"", "%00", "%2F", "%", "/", "//", "..", "?", "&", "=", "'", "(", ")", " eq ", " and ", "\r\n", "\0",
    "\u{FEFF}",
    "\u{1F600}", "$top=-1", "$skiptoken=99999999999999999999", "providers", "subscriptions", "default", "A", "z",
    "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n\r\n", "HTTP/1.1", "0\r\n\r\n",
  ].map { Array($0.utf8) }

  static func bytes(_ text: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = text
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let index = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0 where index < bytes.count: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
      case 1 where index < bytes.count:
        bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...8, using: &random)))
      case 2: bytes.removeSubrange(index...)
      case 3: bytes.insert(contentsOf: bytes[..<min(index, 40)], at: index)
      case 4:
        // One value in place of another.
        let end = bytes[index...].firstIndex { [0x2C, 0x7D, 0x5D, 0x26, 0x2F].contains($0) } ?? bytes.count
        bytes.replaceSubrange(index..<end, with: pieces.randomElement(using: &random) ?? [])
      default: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: index)
      }
    }
    return bytes
  }
}
