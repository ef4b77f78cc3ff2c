import ARM
import HTTP
import JSON
import Testing
import Values

@Suite("ARMClient")
struct ARMClientTests {
  @Test("a call carries its token, its ids, its version and its body")
  func request() async throws {
    let bench = Bench(.json(200, ["etag": "e"]), .json(200))
    let response = try await bench.client.put(
      try IDs.cluster, apiVersion: "2026-04-01", body: ["location": "x"], ifMatch: "\"1\"")
    #expect(response.etag == "e")
    let request = try #require(bench.transport.requests.first)
    #expect(request.url.text == "https://management.azure.com\(try IDs.cluster.path)?api-version=2026-04-01")
    #expect(request.headers["Authorization"] == "Bearer token-1")
    #expect(request.headers["Content-Type"] == "application/json")
    #expect(request.headers["If-Match"] == "\"1\"")
    #expect(request.headers["x-ms-correlation-request-id"] == bench.client.correlationID)
    #expect(request.headers["x-ms-client-request-id"]?.utf8.count == 36)
    #expect(String(decoding: request.body, as: UTF8.self) == #"{"location":"x"}"#)
    _ = try await bench.client.find(try IDs.cluster, apiVersion: "1")
    #expect(bench.transport.requests[1].headers["Content-Type"] == nil)
    #expect(bench.client.counts.writes == 1)
    #expect(bench.client.counts.reads == 1)
    #expect(bench.credential.tokens == 1)
  }

  @Test("what is not there is nil to find, and deleting it is no error")
  func absent() async throws {
    let bench = Bench(.error(404, "ResourceNotFound"))
    #expect(try await bench.client.find(try IDs.cluster, apiVersion: "1") == nil)
    try await bench.client.delete(try IDs.cluster, apiVersion: "1")
    #expect(bench.transport.calls.map { $0.prefix(4) } == ["GET ", "DELE"])
  }

  @Test("a subscription that is not there says nothing about a resource in it")
  func unknownSubscription() async throws {
    let bench = Bench(.error(404, "SubscriptionNotFound"))
    let id = try IDs.cluster
    let error = try await failure { () async throws(ARMError) in try await bench.client.find(id, apiVersion: "1") }
    #expect(error.kind == .unknownSubscription)
  }

  @Test("absence is what ARM says with a code, not any server's 404")
  func foreignAbsence() async throws {
    let bench = Bench(.json(404))
    let id = try IDs.cluster
    let error = try await failure { () async throws(ARMError) in try await bench.client.find(id, apiVersion: "1") }
    #expect(error.kind == .malformed)
  }

  @Test("a list is read to its last page")
  func pages() async throws {
    let bench = Bench(
      .json(200, ["value": [1, 2], "nextLink": "https://management.azure.com/l?api-version=1&$skiptoken=a%20b"]),
      .json(200, ["value": [], "nextLink": "https://eastus.management.azure.com/l?p=3"]),
      .json(200, ["value": [3]]))
    let list = try await bench.client.list("/l", apiVersion: "1", query: [.init("$top", "2")])
    #expect(list == [1, 2, 3])
    #expect(
      bench.transport.requests.map(\.url.text) == [
        "https://management.azure.com/l?$top=2&api-version=1",
        "https://management.azure.com/l?api-version=1&$skiptoken=a%20b", "https://eastus.management.azure.com/l?p=3",
      ])
  }

  @Test(
    "a page elsewhere, a page that is none and pages in a circle end a list",
    arguments: [
      ["value": [], "nextLink": "https://evil.example/l"], ["value": [], "nextLink": "http://management.azure.com/l"],
      ["value": [], "nextLink": "https://evilmanagement.azure.com/l"],
      ["value": [], "nextLink": "https://.management.azure.com/l"],
      ["value": [], "nextLink": "https://evil.example%2f.management.azure.com/l"],
      ["value": [], "nextLink": "https://management.azure.com:444/l"],
      ["value": [], "nextLink": "/l"], ["value": [], "nextLink": "https://management.azure.com/l?api-version=1"],
      ["values": []], [], ["value": ["a": 1]],
    ] as [Value])
  func badPages(page: Value) async throws {
    let bench = Bench(.json(200, page))
    let error = try await failure { () async throws(ARMError) in try await bench.client.list("/l", apiVersion: "1") }
    #expect(error.kind == .malformed)
    #expect(bench.transport.requests.count == 1)
  }

  @Test("a token that says too little is replaced once by one with what ARM demands of it")
  func claimsChallenge() async throws {
    // {"access_token":{"nbf":{"essential":true}}}
    let challenge = #"""
      Bearer authorization_uri="https://login.example/", error="insufficient_claims", \#
      claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ=="
      """#
    let refusal = HTTPResponse.error(401, "InvalidAuthenticationToken", "m", ["WWW-Authenticate": challenge])
    let bench = Bench([.success(refusal), .success(.json(200)), .success(refusal)])
    _ = try await bench.client.get(try IDs.cluster, apiVersion: "1")
    #expect(
      bench.credential.requests.map(\.claims) == [nil, #"{"access_token":{"nbf":{"essential":true}}}"#])
    #expect(bench.transport.requests[1].headers["Authorization"] == "Bearer token-2")
    let error = try await failure { () async throws(ARMError) in
      try await bench.client.get(bench.cluster, apiVersion: "1")
    }
    #expect(error.kind == .unauthenticated)
    #expect(bench.credential.tokens == 3)
  }

  @Test("tokens of further tenants go along, each asked for once")
  func auxiliaryTenants() async throws {
    let transport = ScriptedTransport(.json(200))
    let credential = CountingCredential()
    var configuration = ARMClient.Configuration()
    configuration.now = { 1_000_000 }
    let client = ARMClient(
      .public, transport: transport, credential: credential, auxiliaryTenants: ["u", "v"], configuration: configuration)
    for _ in 0..<2 { _ = try await client.get(try IDs.cluster, apiVersion: "1") }
    #expect(credential.requests.map(\.tenant) == ["u", "v", nil])
    #expect(transport.requests[1].headers["Authorization"] == "Bearer token-3")
    #expect(transport.requests[1].headers["x-ms-authorization-auxiliary"] == "Bearer token-1, Bearer token-2")
  }

  @Test("a redirect is not followed: the token is for one server")
  func redirect() async throws {
    let bench = Bench(HTTPResponse(307, headers: ["Location": "https://evil.example/"]))
    let error = try await failure { () async throws(ARMError) in
      try await bench.client.get(bench.cluster, apiVersion: "1")
    }
    #expect(error.status == 307)
    #expect(bench.transport.requests.count == 1)
  }

  @Test("UUIDs are random, of version 4")
  func uuids() {
    let randomness = Randomness()
    let uuids = (0..<100).map { _ in randomness.uuid() }
    #expect(Set(uuids).count == 100)
    for uuid in uuids {
      #expect(uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }
  }
}
