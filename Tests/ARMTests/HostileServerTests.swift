import ARM
import Diagnostics
import Foundation
import HTTP
import JSON
import Testing
import Values

/// Answers that no server should give. `ARMATURE_FUZZ` is how many, `ARMATURE_SEED` which.
@Suite("Hostile servers")
struct HostileServerTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["ARMATURE_FUZZ"].flatMap { Int($0) } ?? 3000
  private static let seed = environment["ARMATURE_SEED"].flatMap { UInt64($0) } ?? 1

  private static let statuses = [200, 201, 202, 204, 207, 307, 400, 401, 403, 404, 409, 412, 429, 500, 503, 504, 999]
  private static let headers: [(name: String, value: String)] = [
    ("Location", "https://management.azure.com/subscriptions/s/results/1?api-version=1"),
    ("Location", "https://evil.example/results/1"),
    ("Azure-AsyncOperation", "https://management.azure.com/subscriptions/s/operations/1?api-version=1&t=1"),
    ("Operation-Location", "http://management.azure.com/x"), ("Retry-After", "1"),
    ("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"), ("x-ms-user-quota-resets-after", "00:00:05"),
    ("ETag", "\"0x8D\""), ("WWW-Authenticate", "Bearer error=\"insufficient_claims\", claims=\"e30=\""),
    ("x-ms-ratelimit-remaining-subscription-reads", "3"), ("x-ms-routing-request-id", "WESTEUROPE:1:2"),
  ]
  private static let bodies = [
    #"{"id":"x","properties":{"provisioningState":"Creating"}}"#,
    #"{"status":"Succeeded","resourceLocation":"https://management.azure.com/subscriptions/s/x"}"#,
    #"{"status":"InProgress","percentComplete":1e999}"#,
    #"{"value":[1,{"id":"a"}],"nextLink":"https://management.azure.com/subscriptions/s/x?$skiptoken=1"}"#,
    #"{"value":[],"nextLink":"https://management.azure.com.evil.example/"}"#,
    #"{"error":{"code":"OperationNotAllowed","message":"exceeding approved X quota. Current Limit: 9, Current Usage: 8, Additional Required: 7","details":[{"code":"a","message":"{\"error\":{\"message\":\"b\"}}"}]}}"#,
    #"{"error":{"code":"RequestDisallowedByPolicy","additionalInfo":[{"type":"PolicyViolation","info":{"policyDefinitionDisplayName":"p"}}]}}"#,
    #"{"code":"UnmarshalError","details":null,"message":"m","subcode":""}"#, "", "[", "null", "<html>",
  ]

  @Test("whatever a server answers, no call leaves for another host or in the clear, and every call comes to an end")
  func answers() async throws {
    var random = Splitmix(state: Self.seed)
    for _ in 0..<Self.count {
      let replies = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        Result<HTTPResponse, HTTPError>.success(Self.answer(&random))
      }
      let bench = Bench(replies, random: random.next()) {
        $0.operationTimeout = .seconds(60)
        $0.retry.attemptsMax = 3
        $0.retry.busyBudget = .seconds(60)
        $0.retry.settlingBudget = .seconds(60)
        $0.pacing = CallPacing()
      }
      let client = bench.client
      let id = try IDs.cluster
      do throws(ARMError) {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: _ = try await client.put(id, apiVersion: "1", body: [:])
        case 1: try await client.delete(id, apiVersion: "1")
        case 2: _ = try await client.post(id, "act", apiVersion: "1")
        case 3: _ = try await client.list("/l", apiVersion: "1")
        default: _ = try await client.find(id, apiVersion: "1")
        }
      } catch {
        #expect(!error.diagnostic().summary.isEmpty)
      }
      for request in bench.transport.requests {
        #expect(request.url.origin.wholeMatch(of: /https:\/\/([a-z0-9][a-z0-9.-]*\.)?management\.azure\.com/) != nil)
        #expect(request.headers.fields.allSatisfy { $0.value.utf8.allSatisfy { $0 >= 0x20 } })
      }
    }
  }

  @Test("ids, URLs and saved operations that are spoilt are refused or taken as they are")
  func texts() throws {
    var random = Splitmix(state: Self.seed)
    let id = try IDs.cluster.path
    let url = "https://[::1]:8443/a%2Fb/c?x=1&$filter=a%20eq%20'b'#f"
    for _ in 0..<Self.count {
      let text = Self.spoilt(id, &random)
      if let parsed = try? ResourceID(text) {
        #expect(parsed.path == text)
        #expect(parsed == (try ResourceID(text.uppercased())) || !text.utf8.allSatisfy { $0 < 0x80 })
      }
      if let parsed = HTTPURL(Self.spoilt(url, &random)) {
        #expect(HTTPURL(parsed.text) == parsed)
        #expect(parsed.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
      }
      let saved = Self.spoilt(
        #"{"method":"PUT","resource":"https://management.azure.com/x","tracking":"status","poll":"https://management.azure.com/op"}"#,
        &random)
      if let value = try? JSON.parse(Array(saved.utf8)),
        let operation = LongRunningOperation(saved: value, cloud: .public)
      {
        #expect(operation.resource.host.hasSuffix("management.azure.com"))
        #expect(operation.pollURL?.host.hasSuffix("management.azure.com") != false)
      }
    }
  }

  private static func answer(_ random: inout Splitmix) -> HTTPResponse {
    var fields: [HTTPHeaders.Field] = []
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let header = headers[Int.random(in: headers.indices, using: &random)]
      // A header can't have a line break in it: the transport reads lines.
      let value = spoilt(header.value, &random).filter { !$0.isNewline }
      fields.append(.init(name: header.name, value: value))
    }
    let body = spoilt(bodies[Int.random(in: bodies.indices, using: &random)], &random)
    return HTTPResponse(
      statuses[Int.random(in: statuses.indices, using: &random)], headers: HTTPHeaders(fields), body: Array(body.utf8))
  }

  /// The text as it is, or with some bytes changed, taken out or put in.
  private static func spoilt(_ text: String, _ random: inout Splitmix) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<max(0, Int.random(in: -2...4, using: &random)) {
      let index = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0 where index < bytes.count: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
      case 1 where index < bytes.count: bytes.remove(at: index)
      case 2: bytes.insert(contentsOf: Array("{}[]\":,/.\\\r\n%".utf8).shuffled(using: &random).prefix(2), at: index)
      default: bytes.insert(contentsOf: bytes[..<min(index, 20)], at: index)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Numbers that depend on the seed alone.
struct Splitmix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
