import Crypto

/// Bytes as hexadecimal digits.
enum Hexadecimal {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { UInt8(hexDigitValue($0)) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  static func digest(_ bytes: [UInt8]) -> String {
    text(SHA256.hash(data: bytes))
  }

  private static func hexDigitValue(_ byte: UInt8) -> Int {
    Character(Unicode.Scalar(byte)).hexDigitValue ?? 0
  }
}
