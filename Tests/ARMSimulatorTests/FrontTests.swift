import ARMSimulator
import HTTP
import Testing
import Values

@Suite("What a subscription answers beside its resources")
struct FrontTests {
  let cloud = TestCloud(SimulatorSettings(speed: .instant))

  private func names(_ reply: TestCloud.Reply) -> [Value?] {
    (reply["value"]?.elements ?? []).map { $0[member: "name"] }
  }

  @Test(
    "a list of resources is filtered as asked",
    arguments: [
      ("", ["a", "b"]), ("name eq 'A'", ["a"]), ("name ne 'a'", ["b"]), ("not (name eq 'a')", ["b"]),
      ("substringof('b', name) or startswith(name,'a')", ["a", "b"]),
      ("tagName eq 'x' and tagValue eq 'it''s'", ["b"]), ("tagName eq 'x' and tagValue eq 'y'", []),
      ("location eq 'eastus'", []),
    ])
  func filters(filter: String, expected: [String]) async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let identities = TestCloud.group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"
    _ = try await cloud.put(identities + "a", ["location": "centralus", "tags": ["w": "y"]])
    // Names have three characters at least, so this one is refused and isn't listed.
    #expect(try await cloud.put(identities + "id", ["location": "centralus"]).code == "InvalidResourceName")
    let tables = TestCloud.group + "/providers/Microsoft.Network/routeTables/"
    for (name, tags) in [("a", ["w": "y"]), ("b", ["x": "it's"])] as [(String, Value)] {
      _ = try await cloud.put(tables + name, ["location": "centralus", "tags": tags])
    }
    var path = TestCloud.subscription + "/resources"
    if !filter.isEmpty { path += "?$filter=" + HTTPURL.encoded(filter) }
    #expect(names(try await cloud.get(path, "2021-04-01")) == expected.map { .string($0) })
  }

  @Test("a filter that makes no sense is refused", arguments: ["name", "name is 'a'", "(name eq 'a'", "f(", "and"])
  func badFilters(filter: String) async throws {
    let reply = try await cloud.get(
      TestCloud.subscription + "/resources?$filter=" + HTTPURL.encoded(filter), "2021-04-01")
    #expect(reply.code == "InvalidFilterInQueryString")
  }

  @Test("a lock keeps what is at and below its scope, and what a deletion would take along")
  func locks() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let table = TestCloud.group + "/providers/Microsoft.Network/routeTables/t"
    _ = try await cloud.put(table, ["location": "centralus"])
    let lock = table + "/providers/Microsoft.Authorization/locks/l"
    let level: (String) -> Value = { ["properties": ["level": .string($0)]] }
    #expect(try await cloud.put(lock, level("CanNotDelete"), "2020-05-01").status == 201)
    #expect(try await cloud.delete(table).code == "ScopeLocked")
    #expect(try await cloud.delete(TestCloud.group).code == "ScopeLocked")
    #expect(try await cloud.put(table, ["location": "centralus"]).status == 200)
    #expect(try await cloud.put(lock, level("ReadOnly"), "2020-05-01").status == 200)
    #expect(try await cloud.put(table, ["location": "centralus"]).code == "ScopeLocked")
    #expect(try await cloud.delete(lock, "2020-05-01").status == 200)
    #expect(try await cloud.delete(table).status == 202)
  }

  @Test(
    "a scope in one segment, its slashes encoded, is the same scope",
    arguments: [
      TestCloud.subscription, TestCloud.group, TestCloud.group + "/providers/Microsoft.Network/routeTables/t",
    ])
  func encodedScopes(scope: String) async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.put(TestCloud.group + "/providers/Microsoft.Network/routeTables/t", ["location": "centralus"])
    let locks = "/" + HTTPURL.encoded(scope) + "/providers/Microsoft.Authorization/locks"
    let made = try await cloud.put(locks + "/keep", ["properties": ["level": "CanNotDelete"]], "2020-05-01")
    #expect(made.status == 201)
    #expect(made["id"] == .string(scope + "/providers/Microsoft.Authorization/locks/keep"))
    #expect(names(try await cloud.get(locks, "2020-05-01")) == ["keep"])
    #expect(try await cloud.delete(TestCloud.group).code == "ScopeLocked")
    #expect(try await cloud.delete(locks + "/keep", "2020-05-01").status == 200)
    #expect(try await cloud.get(locks + "/keep", "2020-05-01").code == "ResourceNotFound")
    // A name with an encoded slash is no path.
    let odd = TestCloud.group + "/providers/Microsoft.Network/routeTables/" + HTTPURL.encoded("a/b")
    #expect(try await cloud.put(odd, ["location": "centralus"]).code == "InvalidResourceName")
  }

  @Test("a type, a namespace or an action that isn't simulated is refused in ARM's shape, as one that Azure may have")
  func lacking() async throws {
    let table = TestCloud.group + "/providers/Microsoft.Network/routeTables/t"
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.put(table, ["location": "centralus"])
    let refusals = [
      (try await cloud.put(TestCloud.group + "/providers/Microsoft.KeyVault/vaults/v", [:]), "InvalidResourceType"),
      (try await cloud.put(TestCloud.group + "/providers/Contoso.Shop/carts/c", [:]), "InvalidResourceNamespace"),
      (try await cloud.send(.post, table + "/explode"), "NotFound"),
    ]
    for (refusal, code) in refusals {
      #expect(refusal.status == 404)
      #expect(refusal["error", "code"]?.stringValue == code)
      #expect(refusal["error", "message"]?.stringValue?.hasSuffix("Azure itself may have it.") == true)
    }
  }

  @Test(
    "the description of the cloud is an object, and was a list once",
    arguments: [("2022-09-01", false), ("2019-05-01", true)])
  func metadata(version: String, isList: Bool) async throws {
    let reply = try await cloud.send(.get, "/metadata/endpoints", version, headers: [:])
    let described = isList ? reply.body.elements?.first : reply.body
    #expect((reply.body.elements != nil) == isList)
    #expect(described?[member: "resourceManager"] == "http://127.0.0.1:8080/")
  }

  @Test("every answer says by which region and when it was routed, and how browsers are to take it")
  func headers() async throws {
    let headers = try await cloud.get(TestCloud.group).headers
    let id = try #require(headers["x-ms-request-id"])
    #expect(headers["x-ms-routing-request-id"] == "CENTRALUS:20261121T100000Z:\(id)")
    #expect(headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains")
    #expect(headers["X-Content-Type-Options"] == "nosniff")
  }

  @Test("a caller may do everything in the scopes that it has roles for, and is told so there")
  func permissions() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .instant, permittedScopes: [TestCloud.group]))
    let permissions = "/providers/Microsoft.Authorization/permissions"
    #expect(try await cloud.get(TestCloud.group + permissions).code == "ResourceGroupNotFound")
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let found = try await cloud.get(TestCloud.group + permissions)
    #expect(found["value"]?.elements?.map { $0[member: "actions"] } == [["*"]])
    #expect(try await cloud.get(TestCloud.subscription + permissions).code == "AuthorizationFailed")
  }

  @Test("pools beyond the quota are refused before anything is made, with what is left")
  func quotas() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .instant, quotas: ["centralus:standardDSv3Family": 8]))
    try await cloud.makeCluster()
    let pool: (Int) -> Value = { ["properties": ["vmSize": "Standard_D2s_v3", "count": .number($0)]] }
    let refused = try await cloud.put(TestCloud.pool, pool(3))
    #expect(refused.code == "InsufficientVCPUQuota")
    #expect(refused["message"]?.stringValue?.contains("requested 6, remaining 4 for family standardDSv3Family") == true)
    #expect(try await cloud.put(TestCloud.pool, pool(2)).status == 201)
    cloud.settle()
    #expect(try await cloud.put(TestCloud.pool, pool(1)).status == 200)
    cloud.settle()
    let usages = try await cloud.get(
      TestCloud.subscription + "/providers/Microsoft.Compute/locations/centralus/usages", "2024-07-01")
    let family = usages["value"]?.elements?.first { $0[member: "name"]?[member: "value"] == "standardDSv3Family" }
    #expect(family?[member: "currentValue"] == 6)
    #expect(family?[member: "limit"] == 8)
  }

  @Test("AKS tells what there is to upgrade to")
  func upgrades() async throws {
    try await cloud.makeCluster()
    let found = try await cloud.get(TestCloud.cluster + "/upgradeProfiles/default")
    let upgrades = found["properties", "controlPlaneProfile", "upgrades"]?.elements ?? []
    #expect(upgrades.map { $0[member: "kubernetesVersion"] } == ["1.35.0", "1.35.1"])
    let mesh = try await cloud.get(
      TestCloud.subscription + "/providers/Microsoft.ContainerService/locations/centralus/meshRevisionProfiles/istio")
    let revisions = mesh["properties", "meshRevisions"]?.elements ?? []
    #expect(revisions.map { $0[member: "revision"] } == ["asm-1-26", "asm-1-27", "asm-1-28", "asm-1-29"])
  }
}
