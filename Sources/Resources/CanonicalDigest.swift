import Crypto
import Values

/// A digest of what a value says, whatever its members' order and its types.
package enum CanonicalDigest {
  /// SHA-256 in 64 hexadecimal digits.
  package static func of(_ value: Value) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: SHA256.hash(data: Array(CanonicalText.of(value).utf8)).flatMap {
        [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
      }, as: UTF8.self)
  }
}
