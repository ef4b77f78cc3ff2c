internal import JSON
package import Values

/// What a caller shows ARM to be let in; never shown, logged or stored.
package struct AccessToken: Sendable, Hashable {
  /// The token itself, for the `Authorization` header and nothing else.
  package let secret: String
  /// In seconds since 1970.
  package let expiresAt: Int64

  package init(secret: String, expiresAt: Int64) {
    self.secret = secret
    self.expiresAt = expiresAt
  }

  /// What the token says of its holder (`tid`, `oid`, `appid`, …), not verified: ARM does that. Nil for a token that is
  /// no JWT.
  package var claims: Value? {
    let parts = secret.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Self.base64URLDecoded(parts[1]) else { return nil }
    return try? JSON.parse(bytes)
  }

  private static func base64URLDecoded(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "-"), UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "_"), UInt8(ascii: "/"): value = 63
      default: return nil
      }
      buffer = buffer << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    return bytes
  }
}

extension AccessToken: CustomStringConvertible, CustomReflectable {
  package var description: String { "an access token" }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}
