import Values

/// A token of another issuer, by which a workload proves who it is.
struct FederatedAssertion {
  /// The audience that tokens for the directory have.
  private static let exchange = "api://AzureADTokenExchange"

  private let token: WebToken

  init(_ token: WebToken) {
    self.token = token
  }

  /// A managed identity needs a federated credential of just this issuer and subject; an application is taken to have
  /// whatever it needs.
  func check(_ client: String, _ call: Call, _ cloud: SimulatedCloud) throws(LoginError) {
    let identity = cloud.identity(ofClient: client)
    let credentials = identity.map { cloud.state.below($0.key) } ?? []
    let issuer = token["iss"] ?? ""
    let subject = token["sub"] ?? ""
    guard let identity else {
      if !has(Self.exchange) { throw noMatch("audience '\(token["aud"] ?? "")'", code: 700_212) }
      return
    }
    let matching = credentials.first { credential in
      credential.body["properties", "issuer"]?.stringValue == issuer
        && credential.body["properties", "subject"]?.stringValue == subject
    }
    guard let matching else {
      throw noMatch(
        "subject '\(subject)' and issuer '\(issuer)'; the identity is '\(identity.name)'", code: 700_213)
    }
    let audience = matching.body["properties", "audiences"]?.elements?.first?.stringValue ?? Self.exchange
    guard has(audience) else { throw noMatch("audience '\(token["aud"] ?? "")'", code: 700_212) }
    // A new credential takes a while to reach every copy of the directory.
    guard matching.created.advanced(by: cloud.settings.speed.scaled(.seconds(30))) <= call.now else {
      throw noMatch("", code: 70021)
    }
  }

  private func has(_ audience: String) -> Bool {
    let given = token.claims["aud"]
    return given?.stringValue == audience || (given?.elements ?? []).contains(.string(audience))
  }

  private func noMatch(_ what: String, code: Int) -> LoginError {
    LoginError(
      401, "invalid_client", code,
      "No matching federated identity record found for presented assertion \(what). Please check your federated "
        + "identity credential Subject, Audience and Issuer against the presented assertion.")
  }
}

extension SimulatedCloud {
  /// The user-assigned identity that an application id belongs to.
  func identity(ofClient client: String) -> StoredResource? {
    state.all(of: ManagedIdentityProvider.identityType).first {
      $0.body["properties", "clientId"]?.stringValue?.lowercased() == client.lowercased()
    }
  }

  /// The object in the directory that an application works as.
  func object(ofClient client: String) -> String {
    if client.lowercased() == Identifiers.client { return Identifiers.clientObject }
    return identity(ofClient: client)?.body["properties", "principalId"]?.stringValue
      ?? Identifiers.guid(for: "object of " + client.lowercased())
  }
}
