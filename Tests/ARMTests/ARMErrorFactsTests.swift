import ARM
import Diagnostics
import HTTP
import Testing
import Values

@Suite("What errors name")
struct ARMErrorFactsTests {
  /// The error of a call that is answered so.
  private func error(_ status: Int, _ body: Value) async throws -> ARMError {
    let bench = Bench([.success(.json(status, body))]) {
      $0.retry.attemptsMax = 1
      $0.retry.busyBudget = .zero
    }
    return try await failure { () async throws(ARMError) in
      try await bench.client.send(ARMRequest(.put, path: "/x", apiVersion: "1", body: [:]))
    }
  }

  private func error(_ status: Int, _ code: String, _ message: String) async throws -> ARMError {
    try await error(status, ["error": ["code": .string(code), "message": .string(message)]])
  }

  @Test("Compute's refusal for want of quota: limit, usage and what is required")
  func computeQuota() async throws {
    let error = try await error(
      409, "OperationNotAllowed",
      "Operation could not be completed as it results in exceeding approved standardNCADSA100v4Family Cores quota. "
        + "Additional details - Deployment Model: Resource Manager, Location: westeurope, Current Limit: 48, "
        + "Current Usage: 40, Additional Required: 24, (Minimum) New Limit Required: 64. Submit a request for Quota "
        + "increase at https://aka.ms/ProdportalCRP.")
    let quota = try #require(error.quotaShortage)
    #expect(quota.name == "standardNCADSA100v4Family Cores")
    #expect(quota.region == "westeurope")
    #expect([quota.limit, quota.usage, quota.required, quota.remaining, quota.shortfall] == [48, 40, 24, 8, 16])
    #expect(
      error.diagnostic().hint
        == "raise the quota for standardNCADSA100v4Family Cores in westeurope by at least 16 in the portal under Quotas "
        + "(of 48, 40 are used), or choose another size or region")
  }

  @Test("AKS's refusal for want of quota, which tells what is left")
  func clusterQuota() async throws {
    let error = try await error(
      400, "ErrCode_InsufficientVCPUQuota",
      "Insufficient vcpu quota requested 24, remaining 10 for family standardNCADSA100v4Family for region westeurope.")
    #expect(error.kind == .quota)
    let quota = try #require(error.quotaShortage)
    #expect([quota.limit, quota.remaining, quota.required, quota.shortfall] == [nil, 10, 24, 14])
    #expect(quota.name == "standardNCADSA100v4Family")
    #expect(quota.region == "westeurope")
    #expect(error.diagnostic().hint?.contains("by at least 14 in the portal under Quotas (10 are left)") == true)
  }

  @Test(
    "a quota without numbers, or with impossible ones, is one all the same",
    arguments: [
      "No more of these.", "Current Limit: 9223372036854775808, Current Usage: 1, Additional Required: 1",
      "Current Limit: 0, Current Usage: 9223372036854775807, Additional Required: 9223372036854775807",
    ])
  func bareQuota(message: String) async throws {
    let error = try await error(409, "QuotaExceeded", message)
    #expect(error.quotaShortage?.shortfall == nil)
    #expect(error.diagnostic().hint?.contains("Quotas") == true)
  }

  @Test("a policy is named with its assignment and what it looks at, and not with what that is")
  func policy() async throws {
    let error = try await error(
      403,
      [
        "error": [
          "code": "RequestDisallowedByPolicy", "message": "Resource 'a' was disallowed by policy.",
          "additionalInfo": [
            [
              "type": "PolicyViolation",
              "info": [
                "policyDefinitionDisplayName": "Allowed locations", "policyAssignmentName": "loc",
                "policyAssignmentDisplayName": "Corporate baseline",
                "policyAssignmentId": "/subscriptions/s/providers/Microsoft.Authorization/policyAssignments/loc",
                "evaluationDetails": [
                  "evaluatedExpressions": [
                    ["result": "True", "path": "location", "expressionValue": "canary", "operator": "NotIn"],
                    ["result": "True", "path": "location"], ["result": "False", "path": "type"],
                  ]
                ],
              ],
            ]
          ],
        ]
      ])
    #expect(error.kind == .policy)
    let lines = error.fullMessage.split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "Resource 'a' was disallowed by policy.", #"  - PolicyViolation: The policy is "Allowed locations"."#,
        #"  - PolicyViolation: It is assigned as "Corporate baseline" "#
          + "(/subscriptions/s/providers/Microsoft.Authorization/policyAssignments/loc).",
        "  - PolicyViolation: It looks at `location`, `type`.",
      ])
  }

  @Test("a lock is named with its scope")
  func lock() async throws {
    let error = try await error(
      409, "ScopeLocked",
      "The scope '/subscriptions/s/resourceGroups/g/x' cannot perform delete operation because following scope(s) are "
        + "locked: '/subscriptions/s/resourceGroups/g'. Please remove the lock and try again.")
    #expect(error.lockedScope == "/subscriptions/s/resourceGroups/g")
    #expect(error.diagnostic().hint?.contains("the lock on /subscriptions/s/resourceGroups/g,") == true)
  }

  @Test("what isn't registered is named")
  func registrations() async throws {
    let provider = try await error(
      409, "MissingSubscriptionRegistration",
      "The subscription is not registered to use namespace 'Microsoft.Dashboard'. See https://aka.ms/rps-not-found.")
    #expect(provider.missingNamespace == "Microsoft.Dashboard")
    let detailed = try await error(
      409,
      [
        "error": [
          "code": "MissingSubscriptionRegistration", "message": "x",
          "details": [["code": "MissingSubscriptionRegistration", "target": "Microsoft.Monitor", "message": "y"]],
        ]
      ])
    #expect(detailed.missingNamespace == "Microsoft.Monitor")
    let feature = try await error(
      400, "FeatureNotRegistered",
      "Preview feature Microsoft.ContainerService/ManagedGatewayAPIPreview is not registered.")
    #expect(feature.missingFeature?.namespace == "Microsoft.ContainerService")
    #expect(feature.missingFeature?.name == "ManagedGatewayAPIPreview")
    #expect(feature.missingNamespace == nil)
  }

  @Test("the tenant that the subscription is in is named to whoever signed in to another")
  func tenant() async throws {
    let error = try await error(
      401, "InvalidAuthenticationTokenTenant",
      "The access token is from the wrong issuer 'https://sts.windows.net/t-1/'. It must match the tenant "
        + "'https://sts.windows.net/t-2/' associated with this subscription. Please use the authority (URL) "
        + "'https://login.windows.net/t-2' to get the token.")
    #expect(error.rightTenant == "t-2")
    #expect(error.diagnostic().hint == "set tenant_id, or ARM_TENANT_ID, to the subscription's tenant t-2")
  }

  @Test(
    "the same code means what its message and status say",
    arguments: [
      (409, "Conflict", "Another operation on this or dependent resource is in progress.", ARMError.Kind.busy),
      (409, "Conflict", "The name is reserved.", .conflict),
      (409, "RetryableErrorDueToAnotherOperation", "x", .busy), (409, "StorageAccountOperationInProgress", "x", .busy),
      (409, "ContainerBeingDeleted", "The specified container is being deleted. Try operation later.", .busy),
      (400, "OperationNotAllowed", "The cluster is stopped.", .invalid),
      (409, "SkuNotAvailable", "x", .capacity), (400, "EtagMismatch", "x", .preconditionFailed),
    ])
  func meanings(status: Int, code: String, message: String, kind: ARMError.Kind) async throws {
    #expect(try await error(status, code, message).kind == kind)
  }
}
