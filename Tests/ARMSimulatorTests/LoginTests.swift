import ARMSimulator
import HTTP
import JSON
import Testing
import Values

@Suite("Signing in to the simulated cloud")
struct LoginTests {
  private static let client = "44444444-4444-4444-4444-444444444444"
  private static let tenant = "/22222222-2222-2222-2222-222222222222"
  let cloud = TestCloud(SimulatorSettings(speed: .instant, requiresOwnTokens: true))

  private func post(_ form: String, to tenant: String = Self.tenant) async throws -> TestCloud.Reply {
    let url = try #require(HTTPURL("http://127.0.0.1:8080\(tenant)/oauth2/v2.0/token"))
    let response = try await cloud.simulator.send(HTTPRequest(.post, url, body: Array(form.utf8)))
    return TestCloud.Reply(status: response.status, headers: response.headers, body: try JSON.parse(response.body))
  }

  private func status(of token: String) async throws -> (Int, String?) {
    let reply = try await cloud.send(
      .get, "/subscriptions", "2022-12-01", headers: ["Authorization": "Bearer " + token])
    return (reply.status, reply.code)
  }

  @Test("a token of the directory is taken until it expires, and no other")
  func tokens() async throws {
    let reply = try await post(
      "grant_type=client_credentials&client_id=\(Self.client)&client_secret=s"
        + "&scope=https%3A%2F%2Fmanagement.azure.com%2F.default")
    #expect(reply.status == 200)
    #expect(reply["expires_in"] == 3599)
    let token = try #require(reply["access_token"]?.stringValue)
    #expect(try await status(of: token) == (200, nil))
    #expect(try await status(of: "word") == (401, "InvalidAuthenticationToken"))
    #expect(try await status(of: String(token.dropLast(4))) == (401, "InvalidAuthenticationToken"))
    cloud.clock.advance(by: .seconds(3600))
    #expect(try await status(of: token) == (401, "ExpiredAuthenticationToken"))
  }

  @Test(
    "what is wrong with a request for a token has the directory's number",
    arguments: [
      ("client_secret=wrong", 7_000_215), ("client_secret=", 7_000_216), ("client_secret=s&client_id=x", 700_016),
      ("client_secret=s&grant_type=x", 70003), ("client_secret=s&scope=", 900_144),
      ("client_secret=s&scope=https%3A%2F%2Fa%2Fread", 1_002_012), ("client_assertion=x", 900_144),
      (
        "client_assertion=x&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer",
        50027
      ),
    ])
  func refusals(form: String, code: Int) async throws {
    // Of two members with one name the first counts.
    let reply = try await post(
      form + "&grant_type=client_credentials&client_id=\(Self.client)&scope=https%3A%2F%2Fa%2F.default")
    #expect(reply.status == 400 || reply.status == 401)
    #expect(reply["error_codes"] == [.number(code)])
  }

  @Test("a tenant that isn't there has no tokens")
  func unknownTenant() async throws {
    #expect(try await post("grant_type=client_credentials", to: "/nowhere.example")["error_codes"] == [90002])
  }

  @Test("the discovery document leads to the token endpoint, and a machine gets its token without a secret")
  func discovery() async throws {
    let found = try await cloud.send(.get, Self.tenant + "/v2.0/.well-known/openid-configuration", nil, headers: [:])
    #expect(found["token_endpoint"] == .string("http://127.0.0.1:8080\(Self.tenant)/oauth2/v2.0/token"))
    let path = "/metadata/identity/oauth2/token?resource=https://management.azure.com/"
    #expect(try await cloud.send(.get, path, "2018-02-01", headers: [:]).status == 400)
    let machine = try await cloud.send(.get, path, "2018-02-01", headers: ["Metadata": "true"])
    let token = try #require(machine["access_token"]?.stringValue)
    #expect(try await status(of: token) == (200, nil))
  }
}
