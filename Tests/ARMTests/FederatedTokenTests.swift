import ARM
import HTTP
import Testing
import Values

@Suite("FederatedToken")
struct FederatedTokenTests {
  private let granted = HTTPResponse.json(200, ["access_token": "abc", "expires_in": 60])

  private func credential(_ token: FederatedToken, _ transport: ScriptedTransport) -> ServicePrincipalCredential {
    ServicePrincipalCredential(
      tenant: "t", clientID: "c", proof: .federated(token), authority: Cloud.public.authority,
      context: CredentialContext(transport))
  }

  private let request = TokenRequest(audience: "https://a")

  @Test("a file is read each time, since it is renewed, and the white space around the token is none of it")
  func file() async throws {
    let files = try Files(["token": "jwt-1\n"])
    let transport = ScriptedTransport(granted)
    let credential = credential(.file(path: files.path("token")), transport)
    _ = try await credential.token(for: request)
    try files.write(" jwt-2", to: "token")
    _ = try await credential.token(for: request)
    #expect(transport.requests.map { $0.form["client_assertion"] } == ["jwt-1", "jwt-2"])
    #expect(
      transport.requests[0].form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
    #expect(transport.requests[0].form["client_secret"] == nil)
  }

  @Test("a file that isn't there, or holds no token, is named, and what it holds is not")
  func badFile() async throws {
    let files = try Files(["empty": "\n", "two": "canary canary"])
    for name in ["none", "empty", "two"] {
      let transport = ScriptedTransport(granted)
      let error = await problem { () async throws(CredentialError) in
        try await credential(.file(path: files.path(name)), transport).token(for: request)
      }
      #expect(error?.message.contains(files.path(name)) == true)
      #expect(error?.message.contains("canary") == false)
      #expect(transport.requests.isEmpty)
    }
  }

  @Test("GitHub's service is asked with the job's token, for Entra ID's audience")
  func gitHub() async throws {
    let url = try #require(HTTPURL("https://pipelines.actions.example/token?api-version=2.0"))
    let transport = ScriptedTransport(.json(200, ["value": "jwt", "count": 1]), granted)
    let token = FederatedToken.gitHub(url: url, token: "canary")
    _ = try await credential(token, transport).token(for: request)
    #expect(transport.calls == ["GET /token", "POST /t/oauth2/v2.0/token"])
    #expect(transport.requests[0].url.query == "api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange")
    #expect(transport.requests[0].headers["Authorization"] == "Bearer canary")
    #expect(transport.requests[1].form["client_assertion"] == "jwt")
    #expect(transport.requests[1].headers["Authorization"] == nil)
    var dumped = "\(token)"
    dump(token, to: &dumped)
    #expect(!dumped.contains("canary"))
  }

  @Test("Azure Pipelines is asked about the service connection")
  func pipelines() async throws {
    let url = try #require(HTTPURL("https://vstoken.example/oidc"))
    let transport = ScriptedTransport(.json(200, ["oidcToken": "jwt"]), granted)
    let token = FederatedToken.azurePipelines(url: url, token: "system", serviceConnection: "s c")
    _ = try await credential(token, transport).token(for: request)
    #expect(transport.calls == ["POST /oidc", "POST /t/oauth2/v2.0/token"])
    #expect(transport.requests[0].url.query == "api-version=7.1&serviceConnectionId=s%20c")
    #expect(transport.requests[0].headers["Authorization"] == "Bearer system")
    #expect(transport.requests[1].form["client_assertion"] == "jwt")
  }

  @Test("a service that gives no token says what its job lacks", arguments: [HTTPResponse.json(403), .json(200, [:])])
  func refusal(reply: HTTPResponse) async throws {
    let url = try #require(HTTPURL("https://actions.example/token"))
    let error = await problem { () async throws(CredentialError) in
      try await credential(.gitHub(url: url, token: "canary"), ScriptedTransport(reply)).token(for: request)
    }
    #expect(error?.message.contains("actions.example") == true)
    #expect(error?.hint == "give the job the permission `id-token: write`")
  }
}
