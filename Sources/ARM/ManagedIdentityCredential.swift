package import HTTP
internal import JSON
internal import Values

/// A managed identity of the machine or the service that this runs on.
package struct ManagedIdentityCredential: Credential {
  /// Whom an identity's token is asked for.
  package enum Service: Sendable, Hashable {
    /// The metadata service of a virtual machine; nil for the version that all of them know.
    case metadata(HTTPURL, apiVersion: String?)
    /// That of App Service and its kin, and the text that it wants to be shown.
    case appService(HTTPURL, header: String)
  }

  package let name = "a managed identity"
  private let clientID: String?
  private let service: Service
  private let context: CredentialContext

  /// `clientID` names one of several identities that the machine may have.
  package init(clientID: String?, service: Service, context: CredentialContext) {
    self.clientID = clientID
    self.service = service
    self.context = context
  }

  /// The metadata service's address, the same on every machine.
  package static let metadataURL = HTTPURL(
    scheme: .http, host: "169.254.169.254", path: "/metadata/identity/oauth2/token")

  private static let attemptsMax = 7

  package func token(for request: TokenRequest) async throws(CredentialError) -> AccessToken {
    guard request.tenant == nil else {
      throw CredentialError(
        "A managed identity has no tokens for other tenants, which `auxiliary_tenant_ids` asks for.",
        hint: "remove auxiliary_tenant_ids, or use a service principal")
    }
    var attempt = 1
    while true {
      let response: HTTPResponse
      do throws(HTTPError) {
        response = try await context.transport.send(message(request))
      } catch {
        throw failure(error)
      }
      let body = try? JSON.parse(response.body)
      if response.status == 200, let token = TokenAnswer.token(in: body, now: context.now()) { return token }
      guard Self.isPassing(response.status), attempt < Self.attemptsMax else { throw refusal(response, body) }
      // One service asks another on the same machine, so there is no crowd to spread; 410 says that it is being
      // updated, which takes up to 70 s.
      let factor = response.status == 410 ? 1.5 : 1
      try await context.sleep(.milliseconds(800) * (1 << (attempt - 1)) * factor)
      attempt += 1
    }
  }

  private func message(_ request: TokenRequest) -> HTTPRequest {
    var url: HTTPURL
    var headers: HTTPHeaders = ["Accept": "application/json"]
    switch service {
    case .metadata(let address, let apiVersion):
      url = address
      url.addQuery("api-version", apiVersion ?? "2018-02-01")
      headers["Metadata"] = "true"
    case .appService(let address, let header):
      url = address
      url.addQuery("api-version", "2019-08-01")
      headers["X-IDENTITY-HEADER"] = header
    }
    url.addQuery("resource", request.audience)
    if let clientID { url.addQuery("client_id", clientID) }
    return HTTPRequest(.get, url, headers: headers, timeout: .seconds(30))
  }

  private static func isPassing(_ status: Int) -> Bool {
    status == 404 || status == 410 || status == 429 || status >= 500
  }

  private func failure(_ error: HTTPError) -> CredentialError {
    if error == .cancelled { return CredentialError(error.message, cause: .cancellation) }
    return CredentialError(
      "No service for managed identities answers here: \(error.message)",
      hint: "run on a machine in Azure, or use another credential", cause: .unavailable)
  }

  private func refusal(_ response: HTTPResponse, _ body: Value?) -> CredentialError {
    let reason = TokenAnswer.reason(in: body) ?? "HTTP status \(response.status) and no token"
    let named = clientID.map { "the identity \($0)" } ?? "an identity"
    return CredentialError(
      "The machine's service for managed identities has no token for \(named): \(reason)",
      hint: clientID == nil
        ? "assign a managed identity to this machine, or name one of several by client_id"
        : "assign the identity with this client_id to this machine",
      cause: response.status == 400 ? .unavailable : .failure)
  }
}

extension ManagedIdentityCredential: CustomStringConvertible, CustomReflectable {
  package var description: String { name }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}
