package import HTTP
internal import JSON
internal import Values

/// What a service principal shows a login service to prove who it is.
package enum ClientProof: Sendable {
  case secret(String)
  case certificate(ClientCertificate, JWTAlgorithm)
  /// A token of somebody whom the application trusts: a cluster, a pipeline.
  case federated(FederatedToken)
}

/// A service principal, by the client credentials grant of its tenant's token endpoint.
package struct ServicePrincipalCredential: Credential {
  private let tenant: String
  private let clientID: String
  private let proof: ClientProof
  private let authority: HTTPURL
  private let context: CredentialContext

  package init(
    tenant: String, clientID: String, proof: ClientProof, authority: HTTPURL, context: CredentialContext
  ) {
    self.tenant = tenant
    self.clientID = clientID
    self.proof = proof
    self.authority = authority
    self.context = context
  }

  package var name: String {
    switch proof {
    case .secret: "a service principal with a client secret"
    case .certificate: "a service principal with a certificate"
    case .federated(let token): "a service principal with \(token.name)"
    }
  }

  /// A federated credential that was made just now isn't known everywhere for some time.
  private static let federationDelays: [Duration] = [.seconds(5), .seconds(10), .seconds(15)]

  package func token(for request: TokenRequest) async throws(CredentialError) -> AccessToken {
    var delays = Self.federationDelays[...]
    while true {
      let response = try await context.answer(to: try await message(request))
      let body = try? JSON.parse(response.body)
      if response.status == 200, let token = TokenAnswer.token(in: body, now: context.now()) { return token }
      guard let reason = TokenAnswer.reason(in: body) else {
        throw CredentialError(
          "\(authority.authority) answered with HTTP status \(response.status) and no token.",
          hint: "check that the cloud's login service is at this address")
      }
      if ["AADSTS70021:", "AADSTS700213:"].contains(where: reason.contains), let delay = delays.popFirst() {
        try await context.sleep(delay)
        continue
      }
      throw CredentialError("The login service refused the service principal: \(reason)", hint: hint(reason))
    }
  }

  private func message(_ request: TokenRequest) async throws(CredentialError) -> HTTPRequest {
    var url = authority
    let base = authority.path.hasSuffix("/") ? String(authority.path.dropLast()) : authority.path
    url.path = "\(base)/\(HTTPURL.encoded(request.tenant ?? tenant))/oauth2/v2.0/token"
    var fields = [("grant_type", "client_credentials"), ("client_id", clientID)]
    switch proof {
    case .secret(let secret): fields.append(("client_secret", secret))
    case .certificate(let certificate, let algorithm):
      fields += Self.assertion(
        try certificate.assertion(
          clientID: clientID, audience: url.text, algorithm: algorithm, now: context.now(),
          id: context.randomness.uuid()))
    case .federated(let token): fields += Self.assertion(try await token.current(context))
    }
    fields.append(("scope", request.audience + "/.default"))
    if let claims = request.claims { fields.append(("claims", claims)) }
    return HTTPRequest(
      .post, url,
      headers: ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"],
      body: Array(fields.map { "\($0.0)=\(HTTPURL.encoded($0.1))" }.joined(separator: "&").utf8),
      timeout: .seconds(30))
  }

  private static func assertion(_ text: String) -> [(String, String)] {
    [
      ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
      ("client_assertion", text),
    ]
  }

  private func hint(_ reason: String) -> String {
    let hints = [
      ("AADSTS7000215:", "the client secret is wrong: use its value, not its id"),
      ("AADSTS7000222:", "the client secret has expired: make a new one"),
      ("AADSTS700016:", "the client id is not known in this tenant: check both"),
      ("AADSTS90002:", "the tenant is not known: check the tenant id"),
      ("AADSTS900023:", "the tenant is not known: check the tenant id"),
      ("AADSTS700027:", "the application doesn't know the certificate: add it to the app registration"),
      ("AADSTS700024:", "check the clock of this machine"),
      (
        "AADSTS7002",
        "give the application a federated credential with exactly this issuer, subject and audience; "
          + "a new one takes some minutes to count"
      ),
    ]
    if let hint = hints.first(where: { reason.contains($0.0) }) { return hint.1 }
    return switch proof {
    case .secret: "check the tenant id, the client id and the client secret"
    case .certificate: "check the tenant id, the client id and the certificate"
    case .federated: "check the tenant id, the client id and the application's federated credentials"
    }
  }
}

// The proof must not be found by reflection either.
extension ServicePrincipalCredential: CustomStringConvertible, CustomReflectable {
  package var description: String { name }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}

extension ClientProof: CustomStringConvertible, CustomReflectable {
  package var description: String { "a proof" }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}
