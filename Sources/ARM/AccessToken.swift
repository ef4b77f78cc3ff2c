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
    guard parts.count == 3, let bytes = Base64.decoded(parts[1]) else { return nil }
    return try? JSON.parse(bytes)
  }
}

extension AccessToken: CustomStringConvertible, CustomReflectable {
  package var description: String { "an access token" }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}
