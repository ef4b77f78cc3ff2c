import Values

/// How Azure Resource Manager looks at the token of a request.
enum BearerTokens {
  /// The audiences of tokens for Azure Resource Manager, without the slash at their end.
  private static let audiences: Set<String> = ["https://management.azure.com", "https://management.core.windows.net"]

  /// A token that is a web token has to be one that hasn't expired; any other word passes for a token too, unless
  /// the settings ask for tokens of the simulator's own.
  static func check(_ call: Call, _ settings: SimulatorSettings) throws(Refusal) {
    guard let authorization = call.headers["authorization"], !authorization.isEmpty else { throw .noToken }
    let words = authorization.split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "bearer" else { throw .badToken }
    guard words[1].contains(".") || settings.requiresOwnTokens else { return }
    guard let token = WebToken(words[1]) else { throw .malformedToken }
    guard token.claims["exp"]?.numberValue != nil else { throw .malformedToken }
    guard token.isValid(at: call.now) else { throw .expiredToken }
    guard settings.requiresOwnTokens else { return }
    guard token.isOurs else { throw .foreignToken }
    var audience = token["aud"] ?? ""
    while audience.hasSuffix("/") { audience.removeLast() }
    guard audiences.contains(audience) || audience == call.origin else { throw .wrongAudience(audience) }
  }
}

extension Refusal {
  fileprivate static let malformedToken = unauthenticated(
    "The access token is invalid.", code: "InvalidAuthenticationToken")
  fileprivate static let foreignToken = unauthenticated(
    "The access token validation failure. Signature validation failed.", code: "InvalidAuthenticationToken")
  fileprivate static let expiredToken = unauthenticated(
    "The access token expiry UTC time has passed, or its time has not come yet.",
    code: "ExpiredAuthenticationToken")

  fileprivate static func wrongAudience(_ audience: String) -> Refusal {
    unauthenticated(
      "The access token has been obtained for wrong audience or resource '\(audience)'. It should exactly match with "
        + "one of the allowed audiences 'https://management.core.windows.net/','https://management.azure.com/'.",
      code: "InvalidAuthenticationTokenAudience")
  }
}
