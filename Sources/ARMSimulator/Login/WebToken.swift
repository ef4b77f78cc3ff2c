import JSON
import Values

/// A JSON web token (RFC 7519): what its three parts say.
struct WebToken: Sendable {
  let header: Value
  let claims: Value
  let signature: String
  private let signed: String

  /// Nil for a text that hasn't the form of one.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1]) else { return nil }
    self.header = header
    self.claims = claims
    signature = String(parts[2])
    signed = "\(parts[0]).\(parts[1])"
  }

  private static func object(_ part: some StringProtocol) -> Value? {
    guard let bytes = Base64.bytes(part), let value = try? JSON.parse(bytes), value.members != nil else { return nil }
    return value
  }

  /// A claim that is a text.
  subscript(name: String) -> String? { claims[name]?.stringValue }

  /// Whether a moment lies between the claims `nbf` and `exp`, with five minutes for clocks that differ.
  ///
  /// Either may be a fraction (RFC 7519, section 2), as in the assertions of Microsoft's library for Python.
  func isValid(at now: Timestamp) -> Bool {
    let seconds = Double(now.milliseconds) / 1000
    guard let end = claims["exp"]?.numberValue?.double else { return false }
    return seconds < end && (claims["nbf"]?.numberValue?.double ?? seconds) <= seconds + 300
  }

  /// Whether the simulator made it.
  var isOurs: Bool { signature == Self.seal(signed) }

  /// The text of a token of our own.
  static func text(_ claims: Value) -> String {
    let header: Value = ["alg": "RS256", "kid": "simulated", "typ": "JWT"]
    let signed = Base64.urlText(JSON.text(header)) + "." + Base64.urlText(JSON.text(claims))
    return signed + "." + seal(signed)
  }

  /// What stands in for a signature: it tells our tokens from others, and protects nothing.
  private static func seal(_ signed: String) -> String {
    Base64.urlText(Array(Identifiers.hex(for: "seal " + signed, count: 64).utf8))
  }
}
