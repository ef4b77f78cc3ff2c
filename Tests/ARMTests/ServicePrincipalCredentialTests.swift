import ARM
import HTTP
import Testing
import Values

@Suite("ServicePrincipalCredential")
struct ServicePrincipalCredentialTests {
  private func credential(
    _ transport: ScriptedTransport, _ proof: ClientProof = .secret("canary &=ä"), clock: InstantClock = InstantClock()
  ) -> ServicePrincipalCredential {
    ServicePrincipalCredential(
      tenant: "t-1", clientID: "c", proof: proof, authority: Cloud.public.authority,
      context: CredentialContext(transport, clock: clock))
  }

  private let request = TokenRequest(audience: "https://management.azure.com")
  private let granted = HTTPResponse.json(
    200, ["access_token": "abc", "expires_in": 3599, "token_type": "Bearer"])

  @Test("a client secret is sent as a form to the tenant's token endpoint, and nothing shows it")
  func clientSecret() async throws {
    let transport = ScriptedTransport(granted)
    let credential = credential(transport)
    let token = try await credential.token(for: request)
    #expect(token == AccessToken(secret: "abc", expiresAt: 4599))
    let sent = try #require(transport.requests.first)
    #expect(sent.url.text == "https://login.microsoftonline.com/t-1/oauth2/v2.0/token")
    #expect(
      String(decoding: sent.body, as: UTF8.self)
        == "grant_type=client_credentials&client_id=c&client_secret=canary%20%26%3D%C3%A4&scope=https%3A%2F%2Fmanagement.azure.com%2F.default"
    )
    var dumped = ""
    dump(credential, to: &dumped)
    dump(ClientProof.secret("canary"), to: &dumped)
    dump(token, to: &dumped)
    dump(sent, to: &dumped)
    #expect(!(dumped + "\(credential) \(token) \(ClientProof.secret("canary"))").contains("canary"))
    #expect(!(dumped + "\(token)").contains("abc"))
  }

  @Test("another tenant and demanded claims are asked for")
  func furtherRequests() async throws {
    let transport = ScriptedTransport(granted)
    _ = try await credential(transport).token(
      for: TokenRequest(audience: "https://a", tenant: "t-2", claims: #"{"a":1}"#))
    #expect(transport.calls == ["POST /t-2/oauth2/v2.0/token"])
    #expect(transport.requests[0].form["claims"] == #"{"a":1}"#)
  }

  @Test("the login service may be below a path")
  func authorityPath() async throws {
    let transport = ScriptedTransport(granted)
    let credential = ServicePrincipalCredential(
      tenant: "t", clientID: "c", proof: .secret("s"), authority: try #require(HTTPURL("https://login.example/entra/")),
      context: CredentialContext(transport))
    _ = try await credential.token(for: request)
    #expect(transport.calls == ["POST /entra/t/oauth2/v2.0/token"])
  }

  @Test(
    "a refusal of the login service is told in one line, with what to do about it",
    arguments: [
      ("AADSTS7000215: Invalid client secret provided.", "the client secret is wrong: use its value, not its id"),
      ("AADSTS7000222: Expired.", "the client secret has expired: make a new one"),
      ("AADSTS700016: Application not found.", "the client id is not known in this tenant: check both"),
      ("AADSTS90002: Tenant not found.", "the tenant is not known: check the tenant id"),
      ("AADSTS700027: Not signed.", "the application doesn't know the certificate: add it to the app registration"),
      ("AADSTS99: Else.", "check the tenant id, the client id and the client secret"),
    ])
  func refusal(text: String, hint: String) async throws {
    let transport = ScriptedTransport(
      .json(401, ["error": "invalid_client", "error_description": .string(text + "\r\nTrace ID: 1")]))
    let error = await problem { () async throws(CredentialError) in
      try await credential(transport).token(for: request)
    }
    #expect(error?.message == "The login service refused the service principal: \(text)")
    #expect(error?.hint == hint)
    #expect(transport.requests.count == 1)
  }

  @Test(
    "a login service that answers nonsense, or not at all, is told apart",
    arguments: [
      Result<HTTPResponse, HTTPError>.success(HTTPResponse(200, body: Array("<html>".utf8))), .success(.json(200, [:])),
      .success(.json(200, ["access_token": "a\r\nX-Evil: 1", "expires_in": 10])),
      .success(HTTPResponse(500)), .failure(.couldNotResolve(host: "x")),
    ])
  func noToken(reply: Result<HTTPResponse, HTTPError>) async throws {
    let error = await problem { () async throws(CredentialError) in
      try await credential(ScriptedTransport([reply])).token(for: request)
    }
    #expect(error?.message.contains("login.microsoftonline.com") == true)
    #expect(error?.hint != nil)
  }

  @Test("a login service with a passing problem is asked again, four times at most")
  func passing() async throws {
    let clock = InstantClock()
    let transport = ScriptedTransport([
      .success(HTTPResponse(503)), .success(HTTPResponse(429, headers: ["Retry-After": "7"])),
      .failure(.timedOut(host: "h", afterSending: true)), .success(granted),
    ])
    #expect(try await credential(transport, clock: clock).token(for: request).secret == "abc")
    #expect(clock.sleeps.map { ($0 / .milliseconds(1)).rounded() } == [800, 7000, 3200])
    let never = ScriptedTransport(HTTPResponse(503))
    #expect(
      await problem { () async throws(CredentialError) in try await credential(never).token(for: request) } != nil)
    #expect(never.requests.count == 4)
  }

  @Test("a federated credential that isn't known everywhere yet is tried again for half a minute")
  func freshFederation() async throws {
    let unknown = HTTPResponse.json(
      400, ["error": "invalid_request", "error_description": "AADSTS700213: No matching federated identity record"])
    let clock = InstantClock()
    let transport = ScriptedTransport(unknown, unknown, granted)
    let token = try await credential(transport, .federated(.fixed("jwt")), clock: clock).token(for: request)
    #expect(token.secret == "abc")
    #expect(clock.sleeps == [.seconds(5), .seconds(10)])
    let never = ScriptedTransport(unknown)
    let error = await problem { () async throws(CredentialError) in
      try await credential(never, .federated(.fixed("jwt"))).token(for: request)
    }
    #expect(never.requests.count == 4)
    #expect(error?.hint?.contains("issuer, subject and audience") == true)
  }
}
