import ARM
import HTTP
import Testing
import Values

@Suite("ManagedIdentityCredential")
struct ManagedIdentityCredentialTests {
  private let request = TokenRequest(audience: "https://management.azure.com")
  private let granted = HTTPResponse.json(
    200, ["access_token": "abc", "expires_on": "4242", "resource": "x", "token_type": "Bearer"])

  private func credential(
    _ transport: ScriptedTransport, clientID: String? = nil,
    service: ManagedIdentityCredential.Service = .metadata(ManagedIdentityCredential.metadataURL, apiVersion: nil),
    clock: InstantClock = InstantClock()
  ) -> ManagedIdentityCredential {
    ManagedIdentityCredential(
      clientID: clientID, service: service, context: CredentialContext(transport, clock: clock))
  }

  @Test("the machine's metadata service is asked as it wants to be, and says until when the token counts")
  func metadata() async throws {
    let transport = ScriptedTransport(granted)
    let token = try await credential(transport, clientID: "c").token(for: request)
    #expect(token == AccessToken(secret: "abc", expiresAt: 4242))
    #expect(
      transport.requests[0].url.text
        == "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"
        + "&resource=https%3A%2F%2Fmanagement.azure.com&client_id=c")
    #expect(transport.requests[0].headers["Metadata"] == "true")
    #expect(transport.requests[0].headers["Authorization"] == nil)
  }

  @Test("App Service's is shown the text that it gave, and not what the others want")
  func appService() async throws {
    let transport = ScriptedTransport(granted)
    let url = try #require(HTTPURL("http://169.254.129.4:8081/msi/token"))
    _ = try await credential(transport, service: .appService(url, header: "canary")).token(for: request)
    #expect(
      transport.requests[0].url.text
        == "http://169.254.129.4:8081/msi/token?api-version=2019-08-01&resource=https%3A%2F%2Fmanagement.azure.com")
    #expect(transport.requests[0].headers["X-IDENTITY-HEADER"] == "canary")
    #expect(transport.requests[0].headers["Metadata"] == nil)
  }

  @Test("a service that isn't ready is asked again", arguments: [404, 410, 429, 500, 503])
  func passing(status: Int) async throws {
    let clock = InstantClock()
    let transport = ScriptedTransport([
      .success(HTTPResponse(status)), .success(HTTPResponse(status)), .success(granted),
    ])
    #expect(try await credential(transport, clock: clock).token(for: request).secret == "abc")
    #expect(transport.requests.count == 3)
    let never = InstantClock()
    let closed = ScriptedTransport(HTTPResponse(status))
    #expect(
      await problem { () async throws(CredentialError) in
        try await credential(closed, clock: never).token(for: request)
      }?.cause == .failure)
    #expect(closed.requests.count == 7)
    // An update of the service takes up to 70 seconds.
    if status == 410 { #expect(never.sleeps.reduce(.zero, +) > .seconds(70)) }
  }

  @Test("a machine without an identity, and one without the service, leave room for another credential")
  func unavailable() async throws {
    let replies: [Result<HTTPResponse, HTTPError>] = [
      .success(.json(400, ["error": "invalid_request", "error_description": "Identity not found"])),
      .failure(.couldNotConnect(to: "169.254.169.254", reason: "No route to host")),
      .failure(.timedOut(host: "169.254.169.254", afterSending: false)),
    ]
    for reply in replies {
      let transport = ScriptedTransport([reply])
      let error = await problem { () async throws(CredentialError) in
        try await credential(transport).token(for: request)
      }
      #expect(error?.cause == .unavailable)
      #expect(error?.hint != nil)
      #expect(transport.requests.count == 1)
    }
  }

  @Test("no identity has tokens for other tenants")
  func otherTenant() async throws {
    let transport = ScriptedTransport(granted)
    let error = await problem { () async throws(CredentialError) in
      try await credential(transport).token(for: TokenRequest(audience: "a", tenant: "t"))
    }
    #expect(error?.hint?.contains("auxiliary_tenant_ids") == true)
    #expect(transport.requests.isEmpty)
  }
}
