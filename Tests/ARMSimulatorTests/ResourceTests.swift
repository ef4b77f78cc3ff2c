import ARMSimulator
import HTTP
import Testing
import Values

@Suite("Resources of other providers, and what is common to all")
struct ResourceTests {
  let cloud = TestCloud()
  private let insights = TestCloud.group + "/providers/Microsoft.Insights/"
  private let account = TestCloud.group + "/providers/Microsoft.Monitor/accounts/amw"
  private let identity = TestCloud.group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1"

  @Test("names are found in any case and shown as first written")
  func caseInsensitive() async throws {
    let created = try await cloud.put(TestCloud.subscription + "/resourcegroups/MyGroup", ["location": "Central US"])
    #expect(created.status == 201)
    #expect(created["id"] == .string(TestCloud.subscription + "/resourceGroups/MyGroup"))
    let found = try await cloud.get(TestCloud.subscription.uppercased() + "/RESOURCEGROUPS/MYGROUP")
    #expect(found["name"] == "MyGroup")
    #expect(found["location"] == "centralus")
    #expect(
      try await cloud.put(TestCloud.subscription + "/resourceGroups/mygroup", ["location": "centralus"]).status == 200)
  }

  @Test("a request without version or token is refused before anything else")
  func versionAndToken() async throws {
    #expect(try await cloud.get(TestCloud.group, nil).code == "MissingApiVersionParameter")
    #expect(try await cloud.get(TestCloud.group, "2031-01-01").code == "NoRegisteredProviderFound")
    for headers in [[:], ["Authorization": ""], ["Authorization": "Basic x"], ["Authorization": "Bearer"]]
      as [HTTPHeaders]
    {
      let reply = try await cloud.send(.get, TestCloud.group, "2023-07-01", headers: headers)
      #expect(reply.status == 401)
      #expect(reply.headers["WWW-Authenticate"] != nil)
    }
  }

  @Test("bodies that aren't JSON objects are refused", arguments: ["", "[]", "{", "null", "\"x\"", "\u{FEFF}{}"])
  func badBodies(text: String) async throws {
    let url = try #require(HTTPURL("http://localhost\(TestCloud.group)?api-version=2023-07-01"))
    let request = HTTPRequest(.put, url, headers: ["Authorization": "Bearer t"], body: Array(text.utf8))
    #expect(try await cloud.simulator.send(request).status == 400)
  }

  @Test("only the named subscriptions are there")
  func subscriptions() async throws {
    let one = "22222222-1111-1111-1111-111111111111"
    let cloud = TestCloud(SimulatorSettings(subscriptions: [one]))
    #expect(try await cloud.get("/subscriptions/" + one.uppercased())["state"] == "Enabled")
    #expect(try await cloud.get(TestCloud.subscription).code == "SubscriptionNotFound")
    #expect(try await cloud.get("/subscriptions")["value"]?.elements?.count == 1)
  }

  @Test("a provider that isn't registered refuses writes until it is")
  func registration() async throws {
    let cloud = TestCloud(SimulatorSettings(unregisteredProviders: ["microsoft.monitor"]))
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    #expect(try await cloud.put(account, ["location": "centralus"]).code == "MissingSubscriptionRegistration")
    let provider = TestCloud.subscription + "/providers/Microsoft.Monitor"
    #expect(try await cloud.send(.post, provider + "/register", "2022-09-01")["registrationState"] == "Registering")
    #expect(try await cloud.put(account, ["location": "centralus"]).status == 409)
    cloud.settle()
    #expect(try await cloud.get(provider)["registrationState"] == "Registered")
    #expect(try await cloud.put(account, ["location": "centralus"], "2023-04-03").status == 201)
  }

  @Test("a data collection rule is held by its associations, unless they are to go with it")
  func associations() async throws {
    try await cloud.makeCluster()
    let rule = insights + "dataCollectionRules/dcr"
    let association = TestCloud.cluster + "/providers/Microsoft.Insights/dataCollectionRuleAssociations/link"
    _ = try await cloud.put(rule, ["location": "centralus"], "2023-03-11")
    let link: Value = ["properties": ["dataCollectionRuleId": .string(rule.uppercased())]]
    #expect(try await cloud.put(association, link, "2023-03-11").status == 201)
    #expect(try await cloud.delete(rule, "2023-03-11").status == 409)
    #expect(try await cloud.delete(rule + "?deleteAssociations=true", "2023-03-11").status == 200)
    #expect(try await cloud.get(association, "2023-03-11").status == 404)
  }

  @Test("a write of an association is fine while its cluster is busy")
  func associationWhileBusy() async throws {
    try await cloud.makeCluster()
    _ = try await cloud.put(insights + "dataCollectionRules/dcr", ["location": "centralus"], "2023-03-11")
    _ = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody())
    let reply = try await cloud.put(
      TestCloud.cluster + "/providers/Microsoft.Insights/dataCollectionRuleAssociations/link",
      ["properties": ["dataCollectionRuleId": .string(insights + "dataCollectionRules/dcr")]], "2023-03-11")
    #expect(reply.status == 201)
  }

  @Test("a PUT to most providers replaces, and keeps what the provider itself had set")
  func putReplaces() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let endpoint = insights + "dataCollectionEndpoints/dce"
    let first = try await cloud.put(
      endpoint, ["location": "centralus", "tags": ["a": "b"], "properties": ["description": "d"]], "2023-03-11")
    let second = try await cloud.put(endpoint, ["location": "centralus"], "2023-03-11")
    #expect(second.status == 200)
    #expect(second["tags"] == nil)
    #expect(second["properties", "description"] == nil)
    #expect(second["properties", "immutableId"] == first["properties", "immutableId"])
    let patched = try await cloud.send(.patch, endpoint, "2023-03-11", ["tags": ["c": "d"]])
    #expect(patched["tags"] == ["c": "d"])
  }

  @Test("what is deleted and made again is something new")
  func recreation() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let first = try await cloud.put(identity, ["location": "centralus"], "2024-11-30")
    _ = try await cloud.delete(identity, "2024-11-30")
    let second = try await cloud.put(identity, ["location": "centralus"], "2024-11-30")
    #expect(first["properties", "principalId"] != second["properties", "principalId"])
  }

  @Test("a new identity isn't known to the directory at once, unless the kind of principal is told")
  func principalReplication() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let made = try await cloud.put(identity, ["location": "centralus"], "2024-11-30")
    let principal = try #require(made["properties", "principalId"])
    let roles = TestCloud.group + "/providers/Microsoft.Authorization/"
    let reader = roles + "roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
    let name = roles + "roleAssignments/10000000-0000-4000-8000-000000000001"
    let body: Value = ["properties": ["roleDefinitionId": .string(reader), "principalId": principal]]
    #expect(try await cloud.put(name, body, "2022-04-01").code == "PrincipalNotFound")
    cloud.settle()
    let assigned = try await cloud.put(name, body, "2022-04-01")
    #expect(assigned["properties", "principalType"] == "ServicePrincipal")
    let other = roles + "roleAssignments/10000000-0000-4000-8000-000000000002"
    #expect(try await cloud.put(other, body, "2022-04-01").code == "RoleAssignmentExists")
  }

  @Test("federated credentials under one identity are written one at a time")
  func concurrentCredentials() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.put(identity, ["location": "centralus"], "2024-11-30")
    func credential(_ name: String) -> (String, Value) {
      let properties: Value = ["issuer": "https://i/", "subject": .string(name), "audiences": ["a"]]
      return (identity + "/federatedIdentityCredentials/" + name, ["properties": properties])
    }
    // Waiting for an answer moves the clock on, so that the next write comes after it.
    let (first, firstBody) = credential("one")
    #expect(try await cloud.put(first, firstBody, "2024-11-30").status == 201)
    let (second, secondBody) = credential("two")
    #expect(try await cloud.put(second, secondBody, "2024-11-30").status == 201)
    let (third, _) = credential("three")
    #expect(try await cloud.put(third, firstBody, "2024-11-30").code == "Conflict")
  }

  @Test("deleting a group takes everything in it, its extensions and its managed groups")
  func groupDeletion() async throws {
    try await cloud.makeCluster()
    _ = try await cloud.put(account, ["location": "centralus"], "2023-04-03")
    #expect(try await cloud.get(TestCloud.subscription + "/resourceGroups")["value"]?.elements?.count == 3)
    let deleted = try await cloud.delete(TestCloud.group)
    let location = try #require(deleted.headers["Location"])
    #expect(try await cloud.get(location, nil).status == 202)
    #expect(try await cloud.get(TestCloud.group).state == "Deleting")
    #expect(try await cloud.put(account, ["location": "centralus"], "2023-04-03").code == "ResourceGroupBeingDeleted")
    cloud.clock.advance(by: .seconds(600))
    #expect(try await cloud.get(location, nil).status == 200)
    #expect(try await cloud.get(TestCloud.subscription + "/resourceGroups")["value"] == [])
  }

  @Test("counts tell reads, writes, deletions and actions since the last reset")
  func counts() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.get(TestCloud.group)
    _ = try await cloud.get(TestCloud.group)
    let counts = try await cloud.send(.get, "/simulator/counts", nil, headers: [:])
    #expect(counts["reads"] == 2)
    #expect(counts["writes"] == 1)
    #expect(counts["byRoute", "GET Microsoft.Resources/resourceGroups"] == 2)
    let requests = try await cloud.send(.get, "/simulator/requests", nil, headers: [:])
    #expect(requests["requests"]?.elements?.count == 3)
    _ = try await cloud.send(.post, "/simulator/counts/reset", nil, headers: [:])
    #expect(try await cloud.send(.get, "/simulator/counts", nil, headers: [:])["writes"] == 0)
  }

  @Test("faults hit as many requests as they were made for")
  func faults() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    func add(_ fault: Value) async throws {
      #expect(try await cloud.send(.post, "/simulator/faults", nil, fault, headers: [:]).status == 204)
    }
    try await add(
      [
        "method": "GET", "path": "/resourceGroups/rg", "skip": 1, "times": 2, "effect": "answer", "status": 429,
        "code": "TooManyRequests", "retryAfter": 3,
      ])
    var statuses: [Int] = []
    for _ in 0..<4 { statuses.append(try await cloud.get(TestCloud.group).status) }
    #expect(statuses == [200, 429, 429, 200])
    try await add(["method": "PUT", "effect": "loseAnswer"])
    await #expect(throws: HTTPError.connectionLost(host: "127.0.0.1", afterSending: true)) {
      try await cloud.put(account, ["location": "centralus"])
    }
    #expect(try await cloud.get(account).status == 200)
    try await add(["effect": "drop"])
    await #expect(throws: HTTPError.self) { try await cloud.delete(account) }
    #expect(try await cloud.get(account).status == 200)
  }

  @Test("an operation that fails leaves its resource Failed, and the next PUT repairs it")
  func failedOperation() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let fault: Value = [
      "path": "managedClusters/c", "effect": "failOperation", "code": "QuotaExceeded", "message": "No.",
    ]
    _ = try await cloud.send(.post, "/simulator/faults", nil, fault, headers: [:])
    let created = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody())
    let operation = try #require(created.headers["Azure-AsyncOperation"])
    #expect(try await cloud.get(operation, nil)["error"] == nil)
    cloud.settle()
    let failed = try await cloud.get(operation, nil)
    #expect(failed["status"] == "Failed")
    #expect(failed["error"] == ["code": "QuotaExceeded", "message": "No."])
    #expect(try await cloud.get(TestCloud.cluster).state == "Failed")
    #expect(try await cloud.put(TestCloud.cluster, TestCloud.clusterBody()).status == 200)
    cloud.settle()
    #expect(try await cloud.get(TestCloud.cluster).state == "Succeeded")
  }

  @Test(
    "paths that lead nowhere are refused and nothing more",
    arguments: [
      "/", "//", "/subscriptions", "/subscriptions/", "/providers", "/providers/x", "/subscriptions/x/providers/y/z",
      TestCloud.subscription + "/providers", TestCloud.subscription + "/providers/Microsoft.Features",
      TestCloud.subscription + "/providers/Microsoft.Features/features",
      TestCloud.subscription + "/providers/Microsoft.Insights/locations/centralus/operations/x",
      TestCloud.group + "/providers", TestCloud.group + "/providers/Microsoft.Insights", TestCloud.group + "/x",
      TestCloud.group + "/x/y/z", TestCloud.cluster + "/providers", TestCloud.cluster + "/a/b/c/d/e/f/g", "/%2F/%00/%",
      TestCloud.cluster + "/providers/Microsoft.Authorization/roleAssignments", "/simulator", "/simulator/x",
      "/metadata/endpoints", "/providers/Microsoft.Authorization/roleDefinitions", "/operationresults/x",
    ])
  func strangePaths(path: String) async throws {
    for method in [HTTPMethod.get, .head, .put, .patch, .post, .delete] {
      let reply = try await cloud.send(method, path, "2022-04-01", [:])
      #expect((200...499).contains(reply.status))
    }
  }
}
