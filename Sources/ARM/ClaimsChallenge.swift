internal import HTTP

/// What ARM demands of the next token when it refuses one, such as that its holder was seen at an allowed place.
enum ClaimsChallenge {
  /// The claims in the `WWW-Authenticate` headers of a refusal, as JSON; nil where it demands none.
  ///
  /// A header reads `Bearer authorization_uri="…", error="insufficient_claims", claims="BASE64"`.
  static func claims(in headers: HTTPHeaders) -> String? {
    for challenge in headers.values(of: "WWW-Authenticate") {
      guard let start = challenge.firstRange(of: "claims=\"") else { continue }
      let text = challenge[start.upperBound...].prefix { $0 != "\"" }
      guard let bytes = Base64.decoded(text), bytes.first == UInt8(ascii: "{") else { continue }
      return String(decoding: bytes, as: UTF8.self)
    }
    return nil
  }
}
