import ARM
import Diagnostics
import HTTP
import JSON
import Testing
import Values

@Suite("ARMError")
struct ARMErrorTests {
  struct Case: Sendable {
    let status: Int
    let body: String
    let kind: ARMError.Kind
    var code = ""
    var contains = ""
  }

  @Test(
    "the shapes in which ARM and its providers write errors are read",
    arguments: [
      Case(
        status: 400,
        body:
          #"{"code":"UnmarshalError","details":null,"message":"json: unknown field \"gatewayAPIEnabled\"","subcode":""}"#,
        kind: .invalid, code: "UnmarshalError", contains: "unknown field"),
      Case(
        status: 400, body: #"{"error":{"code":"PrincipalNotFound","message":"Principal a does not exist"}}"#,
        kind: .principalNotFound, code: "PrincipalNotFound", contains: "Principal a"),
      Case(
        status: 403, body: #"{"error":{"code":"AuthorizationFailed","message":"The client 'x' has no authorization"}}"#,
        kind: .permission, code: "AuthorizationFailed"),
      Case(
        status: 403,
        body: """
          {"error":{"code":"RequestDisallowedByPolicy","message":"disallowed","additionalInfo":[{"type":"PolicyViolation",
          "info":{"policyDefinitionDisplayName":"Allowed locations"}}]}}
          """, kind: .policy, code: "RequestDisallowedByPolicy", contains: "Allowed locations"),
      Case(
        status: 404, body: #"{"error":{"code":"ResourceNotFound","message":"x"}}"#, kind: .notFound,
        code: "ResourceNotFound"),
      Case(
        status: 404, body: #"{"error":{"code":"SubscriptionNotFound","message":"x"}}"#, kind: .unknownSubscription,
        code: "SubscriptionNotFound"),
      Case(
        status: 409,
        body: #"{"error":{"code":"OperationNotAllowed","message":"Another agentpool operation is in progress"}}"#,
        kind: .busy, code: "OperationNotAllowed"),
      Case(
        status: 409,
        body: #"{"error":{"code":"OperationNotAllowed","message":"exceeding approved Total Regional Cores quota"}}"#,
        kind: .quota, code: "OperationNotAllowed"),
      Case(
        status: 409,
        body: """
          {"error":{"code":"MissingSubscriptionRegistration","message":"not registered","details":[{"code":
          "MissingSubscriptionRegistration","target":"Microsoft.Dashboard","message":"the namespace"}]}}
          """, kind: .missingRegistration, code: "MissingSubscriptionRegistration", contains: "(Microsoft.Dashboard)"),
      Case(status: 409, body: #"{"error":{"code":"ScopeLocked","message":"x"}}"#, kind: .locked, code: "ScopeLocked"),
      Case(status: 409, body: #"{"error":{"code":"Conflict","message":"x"}}"#, kind: .conflict, code: "Conflict"),
      Case(
        status: 409, body: #"{"error":{"code":"RoleAssignmentExists","message":"x"}}"#, kind: .alreadyExists,
        code: "RoleAssignmentExists"),
      Case(
        status: 429, body: #"{"error":{"code":"TooManyRequests","message":"x"}}"#, kind: .throttled,
        code: "TooManyRequests"),
      Case(
        status: 429, body: #"{"error":{"code":"OperationNotAllowed","message":"x"}}"#, kind: .throttled,
        code: "OperationNotAllowed"),
      Case(status: 412, body: "", kind: .preconditionFailed, contains: "HTTP status 412 and no body"),
      Case(status: 502, body: "<html>Bad Gateway</html>", kind: .transient, contains: "not JSON"),
      Case(status: 500, body: "{}", kind: .transient, contains: "no reason"),
      Case(status: 500, body: "null", kind: .transient, contains: "no reason"),
      Case(status: 400, body: #"{"error":null}"#, kind: .invalid, contains: "no reason"),
      Case(status: 400, body: #"{"error":{"code":7,"message":["x"]}}"#, kind: .invalid, contains: "no reason"),
      Case(status: 400, body: #"{"Message":"No such thing"}"#, kind: .invalid, contains: "No such thing"),
      Case(
        status: 400,
        body:
          #"{"error":{"code":"Outer","message":"o","details":[{"code":"Inner","message":"{\"error\":{\"code\":\"QuotaExceeded\",\"message\":\"four left\"}}"}]}}"#,
        kind: .quota, code: "Outer", contains: "QuotaExceeded: four left"),
      Case(
        status: 400,
        body:
          #"{"error":{"code":"A","message":"a","details":[{"code":"B","message":"b","details":[{"code":"C","message":"c"}]}]}}"#,
        kind: .invalid, code: "A", contains: "C: c"),
    ])
  func shapes(_ expected: Case) async throws {
    let response = HTTPResponse(expected.status, headers: ["x-ms-request-id": "r-1"], body: Array(expected.body.utf8))
    let bench = Bench([.success(response)]) {
      $0.retry.attemptsMax = 1; $0.retry.busyBudget = .zero
    }
    let error = try await failure { () async throws(ARMError) in
      try await bench.client.send(ARMRequest(.get, path: "/x", apiVersion: "1"))
    }
    #expect(error.kind == expected.kind)
    #expect(error.code == expected.code)
    #expect(error.status == expected.status)
    #expect(error.requestID == "r-1")
    #expect(error.fullMessage.contains(expected.contains))
    #expect(error.call == "GET /x")
  }

  @Test("a diagnostic says what happened, which call it was, and what to do")
  func diagnostic() async throws {
    let bench = Bench(.error(403, "AuthorizationFailed", "The client has no authorization.", ["x-ms-request-id": "r"]))
    let error = try await failure { () async throws(ARMError) in
      try await bench.client.send(ARMRequest(.put, path: "/x", apiVersion: "1", body: [:]))
    }
    let diagnostic = error.diagnostic(address: "azurerm_resource_group.a")
    #expect(diagnostic.summary == "Not permitted")
    #expect(diagnostic.detail.hasPrefix("The client has no authorization."))
    #expect(diagnostic.detail.contains("AuthorizationFailed, HTTP 403"))
    #expect(diagnostic.detail.contains("PUT /x"))
    #expect(diagnostic.hint?.contains("role") == true)
    #expect(diagnostic.address == "azurerm_resource_group.a")
  }
}
