package import HTTP
internal import JSON
internal import Values

/// A service principal with a client secret.
package struct ClientSecretCredential: Credential {
  package let name = "a service principal with a client secret"
  private let tenant: String
  private let clientID: String
  private let secret: String
  private let authority: HTTPURL
  private let transport: any HTTPTransport
  private let now: @Sendable () -> Int64

  package init(
    tenant: String, clientID: String, secret: String, authority: HTTPURL, transport: any HTTPTransport,
    now: @escaping @Sendable () -> Int64 = secondsSince1970
  ) {
    self.tenant = tenant
    self.clientID = clientID
    self.secret = secret
    self.authority = authority
    self.transport = transport
    self.now = now
  }

  package func token(for audience: String) async throws(CredentialError) -> AccessToken {
    var url = authority
    url.path = "/\(HTTPURL.encoded(tenant))/oauth2/v2.0/token"
    let form = [
      ("grant_type", "client_credentials"), ("client_id", clientID), ("client_secret", secret),
      ("scope", audience + "/.default"),
    ].map { "\($0.0)=\(HTTPURL.encoded($0.1))" }.joined(separator: "&")
    let request = HTTPRequest(
      .post, url,
      headers: ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"],
      body: Array(form.utf8), timeout: .seconds(30))
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await transport.send(request)
    } catch {
      throw CredentialError(
        "No token from \(authority.authority): \(error.message)", hint: error.hint,
        isCancellation: error == .cancelled)
    }
    return try token(in: response)
  }

  private func token(in response: HTTPResponse) throws(CredentialError) -> AccessToken {
    let body = try? JSON.parse(response.body)
    if response.status == 200, let text = body?[member: "access_token"]?.stringValue, !text.isEmpty {
      let lifetime = body?[member: "expires_in"].flatMap { $0.intValue ?? $0.stringValue.flatMap { Int($0) } } ?? 0
      return AccessToken(secret: text, expiresAt: now() + Int64(max(lifetime, 0)))
    }
    guard let reason = body?[member: "error_description"]?.stringValue ?? body?[member: "error"]?.stringValue else {
      throw CredentialError(
        "\(authority.authority) answered with HTTP status \(response.status) and no token.",
        hint: "check that the cloud's login service is at this address")
    }
    // The first line says what is wrong; what follows are ids and times.
    let line = reason.prefix { $0 != "\r\n" && $0 != "\n" && $0 != "\r" }
    throw CredentialError("The login service refused the service principal: \(line)", hint: Self.hint(String(line)))
  }

  private static func hint(_ reason: String) -> String {
    let hints = [
      ("AADSTS7000215", "the client secret is wrong: use its value, not its id"),
      ("AADSTS7000222", "the client secret has expired: make a new one"),
      ("AADSTS700016", "the client id is not known in this tenant: check both"),
      ("AADSTS90002", "the tenant is not known: check the tenant id"),
      ("AADSTS900023", "the tenant is not known: check the tenant id"),
    ]
    return hints.first { reason.contains($0.0) }?.1 ?? "check the tenant id, the client id and the client secret"
  }
}

// The secret must not be found by reflection either.
extension ClientSecretCredential: CustomStringConvertible, CustomReflectable {
  package var description: String { name }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}
