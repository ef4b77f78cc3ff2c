import ARM
import HTTP
import JSON
import Synchronization
import Testing
import Values

@Suite("Credentials")
struct CredentialTests {
  private func problem(_ call: () async throws(CredentialError) -> some Any) async -> CredentialError? {
    do throws(CredentialError) {
      _ = try await call()
      return nil
    } catch {
      return error
    }
  }

  private func credential(_ transport: ScriptedTransport) -> ClientSecretCredential {
    ClientSecretCredential(
      tenant: "t-1", clientID: "c", secret: "canary &=ä", authority: Cloud.public.authority, transport: transport,
      now: { 1000 })
  }

  @Test("a client secret is sent as a form to the tenant's token endpoint, and nothing shows it")
  func clientSecret() async throws {
    let transport = ScriptedTransport(.json(200, ["access_token": "abc", "expires_in": 3599, "token_type": "Bearer"]))
    let credential = credential(transport)
    let token = try await credential.token(for: "https://management.azure.com")
    #expect(token == AccessToken(secret: "abc", expiresAt: 4599))
    let request = try #require(transport.requests.first)
    #expect(request.url.text == "https://login.microsoftonline.com/t-1/oauth2/v2.0/token")
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == "grant_type=client_credentials&client_id=c&client_secret=canary%20%26%3D%C3%A4&scope=https%3A%2F%2Fmanagement.azure.com%2F.default"
    )
    var dumped = ""
    dump(credential, to: &dumped)
    dump(token, to: &dumped)
    dump(request, to: &dumped)
    #expect(!(dumped + "\(credential) \(token)").contains("canary"))
    #expect(!(dumped + "\(token)").contains("abc"))
  }

  @Test("a refusal of the login service is told with what to do about it")
  func refusedSecret() async throws {
    let transport = ScriptedTransport(
      .json(
        401,
        [
          "error": "invalid_client",
          "error_description": "AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1",
        ]))
    let error = await problem { () async throws(CredentialError) in try await credential(transport).token(for: "a") }
    #expect(
      error?.message
        == "The login service refused the service principal: AADSTS7000215: Invalid client secret provided.")
    #expect(error?.hint == "the client secret is wrong: use its value, not its id")
  }

  @Test(
    "a login service that answers nonsense, or not at all, is told apart",
    arguments: [
      Result<HTTPResponse, HTTPError>.success(HTTPResponse(200, body: Array("<html>".utf8))), .success(.json(200, [:])),
      .success(HTTPResponse(500)), .failure(.couldNotResolve(host: "x")),
    ])
  func noToken(reply: Result<HTTPResponse, HTTPError>) async throws {
    let error = await problem { () async throws(CredentialError) in
      try await credential(ScriptedTransport([reply])).token(for: "a")
    }
    #expect(error?.message.contains("login.microsoftonline.com") == true)
    #expect(error?.hint != nil)
  }

  @Test("callers share one request for a token, and it is renewed five minutes before it expires")
  func cache() async throws {
    let now = Mutex<Int64>(1_000_000)
    let credential = CountingCredential()
    let cache = TokenCache(credential, audience: "a", now: { now.withLock { $0 } })
    let tokens = await withTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { (try? await cache.token().secret) ?? "" } }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(tokens == ["token-1"])
    now.withLock { $0 = 1_000_000 + 3299 }
    #expect(try await cache.token().secret == "token-1")
    now.withLock { $0 = 1_000_000 + 3300 }
    #expect(try await cache.token().secret == "token-2")
  }

  @Test("when renewal fails, a token that still counts is used")
  func failedRenewal() async throws {
    let now = Mutex<Int64>(1000)
    let transport = ScriptedTransport(.json(200, ["access_token": "abc", "expires_in": 3600]), HTTPResponse(500))
    let cache = TokenCache(credential(transport), audience: "a", now: { now.withLock { $0 } })
    #expect(try await cache.token().secret == "abc")
    now.withLock { $0 = 4400 }
    #expect(try await cache.token().secret == "abc")
    now.withLock { $0 = 4700 }
    #expect(await problem { () async throws(CredentialError) in try await cache.token() } != nil)
  }

  @Test("a token says who holds it")
  func claims() {
    // {"alg":"none"} . {"tid":"t","oid":"ö?"} . x
    let token = AccessToken(secret: "eyJhbGciOiJub25lIn0.eyJ0aWQiOiJ0Iiwib2lkIjoiw7Y_In0.x", expiresAt: 0)
    #expect(token.claims?[member: "tid"] == "t")
    #expect(token.claims?[member: "oid"] == "ö?")
    for text in ["", "a.b", "a.b.c", "a.!.c"] { #expect(AccessToken(secret: text, expiresAt: 0).claims == nil) }
  }

  @Test("only a simulator takes a fixed token, and only this machine can be one")
  func simulator() throws {
    let url = try #require(HTTPURL("http://127.0.0.1:8080/x"))
    let cloud = try #require(Cloud.simulator(at: url))
    #expect(cloud.endpoint.text == "http://127.0.0.1:8080/")
    #expect(StaticCredential(for: cloud) != nil)
    #expect(StaticCredential(for: .public) == nil)
    #expect(Cloud.simulator(at: try #require(HTTPURL("https://example.com"))) == nil)
  }

  @Test("the provider block wins over ARM_ variables, and these over AZURE_ ones")
  func settings() throws {
    let environment = [
      "ARM_SUBSCRIPTION_ID": "arm", "AZURE_SUBSCRIPTION_ID": "azure", "AZURE_TENANT_ID": "t", "ARM_TENANT_ID": "",
    ]
    let settings = try CredentialSettings(environment: environment)
    #expect(settings.subscription == "arm")
    #expect(settings.tenant == "t")
    let arguments: [(String, Value)] = [
      ("subscription_id", "block"), ("environment", "usgovernment"), ("features", []),
    ]
    let block = Members(arguments)
    let other = try CredentialSettings(arguments: block, environment: environment)
    #expect(other.subscription == "block")
    #expect(other.cloud == Cloud.usGovernment)
    #expect(throws: CredentialError.self) { try CredentialSettings(environment: ["ARM_ENVIRONMENT": "mars"]) }
    #expect(throws: CredentialError.self) { try CredentialSettings(environment: ["ARM_TENANT_ID": "a/../b"]) }
  }

  @Test("the credential follows from what is set, and what is missing is listed")
  func choice() throws {
    let transport = ScriptedTransport()
    let full = ["ARM_TENANT_ID": "t", "ARM_CLIENT_ID": "c", "ARM_CLIENT_SECRET": "canary"]
    #expect(try CredentialSettings(environment: full).credential(transport: transport) is ClientSecretCredential)
    #expect(try CredentialSettings(environment: [:]).credential(transport: transport) is AzureCLICredential)
    var partial = full
    partial["ARM_TENANT_ID"] = nil
    for environment in [partial, ["ARM_USE_CLI": "false"]] {
      let error = #expect(throws: CredentialError.self) {
        try CredentialSettings(environment: environment).credential(transport: transport)
      }
      #expect(error?.message.contains("tenant_id (or ARM_TENANT_ID, AZURE_TENANT_ID): not set") == true)
      #expect(error?.message.contains("canary") == false)
      #expect(error?.hint?.contains("az login") == true)
    }
  }
}
