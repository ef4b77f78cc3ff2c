import ARM
import HTTP
import JSON
import Synchronization
import Testing
import Values

@Suite("TracingTransport")
struct TracingTransportTests {
  private func trace(
    _ requests: [HTTPRequest], _ replies: Result<HTTPResponse, HTTPError>...
  ) async -> String {
    let text = Mutex("")
    let transport = TracingTransport(ScriptedTransport(replies), clock: InstantClock()) { entry in
      text.withLock { $0 += entry }
    }
    for request in requests { _ = try? await transport.send(request) }
    return text.withLock { $0 }
  }

  private func request(_ method: HTTPMethod, _ url: String, _ body: Value? = nil) throws -> HTTPRequest {
    HTTPRequest(
      method, try #require(HTTPURL(url)),
      headers: [
        "Authorization": "Bearer canary-token", "x-ms-authorization-auxiliary": "Bearer canary-other",
        "x-ms-correlation-request-id": "run", "Content-Type": "application/json",
      ], body: body.map { JSON.text($0) } ?? [])
  }

  @Test("a call is told with its names, ids and states, and without what may be a secret")
  func exchange() async throws {
    let put = try request(
      .put, "https://management.azure.com/subscriptions/s/resourceGroups/g?api-version=1&sig=canary-signature",
      [
        "location": "westeurope", "tags": ["owner": "canary-owner"],
        "properties": [
          "administratorLoginPassword": "canary-password", "count": 3, "on": true, "none": .null(.dynamic),
        ],
      ])
    let answer = HTTPResponse.json(
      400,
      [
        "id": "/subscriptions/s/resourceGroups/g", "properties": ["provisioningState": "Failed", "key": "canary-key"],
        "error": ["code": "InvalidParameter", "message": "The value 'canary-password' of administratorLoginPassword."],
      ],
      [
        "Azure-AsyncOperation": "https://management.azure.com/op/1?api-version=1&t=canary-time&c=canary-cert",
        "x-ms-request-id": "r", "Set-Cookie": "canary-cookie", "x-ms-ratelimit-remaining-subscription-writes": "199",
      ])
    let text = await trace([put], .success(answer))
    #expect(
      text == """
        #1 at 0.000 s: PUT https://management.azure.com/subscriptions/s/resourceGroups/g?api-version=1&sig=(hidden)
        > Authorization: (hidden)
        > x-ms-authorization-auxiliary: (hidden)
        > x-ms-correlation-request-id: run
        > Content-Type: application/json
        > {"location":"westeurope","properties":{"administratorLoginPassword":"(hidden)","count":3,"none":null,"on":true},\
        "tags":{"owner":"(hidden)"}}

        #1 after 0.000 s: 400
        < Azure-AsyncOperation: https://management.azure.com/op/1?api-version=1&t=(hidden)&c=(hidden)
        < x-ms-request-id: r
        < Set-Cookie: (hidden)
        < x-ms-ratelimit-remaining-subscription-writes: 199
        < {"error":{"code":"InvalidParameter","message":"The value '(hidden)' of administratorLoginPassword."},\
        "id":"/subscriptions/s/resourceGroups/g","properties":{"key":"(hidden)","provisioningState":"Failed"}}


        """)
  }

  @Test("what actions, login services and machines answer is hidden, whatever it is called")
  func secrets() async throws {
    let keys = try request(
      .post, "https://management.azure.com/subscriptions/s/x/listKeys?api-version=1", ["a": "canary"])
    let login = HTTPRequest(
      .post, try #require(HTTPURL("https://login.microsoftonline.com/t/oauth2/v2.0/token")),
      headers: ["Content-Type": "application/x-www-form-urlencoded"], body: Array("client_secret=canary".utf8))
    let gitHub = HTTPRequest(
      .get, try #require(HTTPURL("https://actions.example/token?api-version=2&audience=api")),
      headers: ["Authorization": "Bearer canary"])
    let identity = HTTPRequest(
      .get, try #require(HTTPURL("http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01")),
      headers: ["Metadata": "true", "X-IDENTITY-HEADER": "canary"])
    let text = await trace(
      [keys, login, gitHub, identity, keys],
      .success(.json(200, ["keys": [["name": "canary-name", "value": "canary"]], "status": "canary"])),
      .success(.json(200, ["access_token": "canary", "id": "canary"])),
      .success(.json(200, ["value": "canary", "id": "canary"])),
      .success(HTTPResponse(200, body: Array("canary".utf8))),
      .success(.json(409, ["error": ["code": "ScopeLocked", "message": "No canary here."]])))
    #expect(!text.contains("canary"))
    #expect(text.contains("#4 after 0.000 s: 200\n< (6 bytes that are not JSON)\n"))
    #expect(text.contains(##""code":"ScopeLocked","message":"No (hidden) here.""##))
  }

  @Test("a call without an answer is told, long lists are cut, and nothing can begin a line of its own")
  func oddities() async throws {
    let list = try request(.get, "https://management.azure.com/l?api-version=1")
    let long: Value = .tuple((0..<25).map { .number(Number($0)) })
    let text = await trace(
      [list, list, list], .failure(.timedOut(host: "management.azure.com", afterSending: true)),
      .success(.json(200, ["value": long])),
      .success(.json(200, nil, ["ETag": "a\n#9 after 0.000 s: 500"])))
    #expect(text.contains("#1 after 0.000 s: management.azure.com took the request but did not answer in time.\n"))
    #expect(text.contains(#"18,19,"(5 more)"]}"#))
    #expect(text.contains("< ETag: a?#9"))
    #expect(!text.contains("\n#9"))
  }
}
