import ARMSimulator
import Foundation
import HTTP
import JSON
import Testing
import Values

@Suite("The activity log of a subscription")
struct ActivityLogTests {
  private static let log = TestCloud.subscription + "/providers/Microsoft.Insights/eventtypes/management/values"
  /// The clocks of these tests start at 2026-11-21T10:00:00Z.
  private static let since = "eventTimestamp ge '2026-11-21T09:00:00Z'"

  /// The token of somebody, as Entra ID would give it but for its signature.
  private static func token(_ claims: Value) -> HTTPHeaders {
    func part(_ value: Value) -> String {
      Data(JSON.text(value)).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
    }
    var all = claims.members ?? Members()
    all["exp"] = 4_000_000_000
    return [
      "Authorization": "Bearer \(part(["alg": "none"])).\(part(.object(all))).x",
      "x-ms-correlation-request-id": "c1c1c1c1-0000-4000-8000-000000000001",
    ]
  }

  private static let alice = token([
    "upn": "alice@contoso.com", "oid": "66666666-0000-4000-8000-000000000001",
    "appid": "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "name": "Alice", "ipaddr": "198.51.100.7",
  ])

  private static func encoded(_ text: String) -> String {
    text.replacing(" ", with: "%20").replacing("'", with: "%27")
  }

  private func page(_ cloud: TestCloud, _ filter: String, _ more: String = "") async throws -> TestCloud.Reply {
    try await cloud.get("\(Self.log)?$filter=\(Self.encoded(filter))\(more)", "2015-04-01")
  }

  /// Operation, status and time of the events, in their order.
  private func events(_ cloud: TestCloud, _ filter: String = since) async throws -> [String] {
    let reply = try await page(cloud, filter)
    try #require(reply.status == 200, "\(reply.body)")
    return Self.lines(reply)
  }

  private static func lines(_ reply: TestCloud.Reply) -> [String] {
    (reply["value"]?.elements ?? []).map { event in
      let operation = event[member: "operationName"]?[member: "value"]?.stringValue ?? ""
      let status = event[member: "status"]?[member: "value"]?.stringValue ?? ""
      return "\(operation) \(status) \(event[member: "eventTimestamp"]?.stringValue?.dropFirst(11).prefix(8) ?? "")"
    }
  }

  @Test("a write is two events that say who, what, when and how it ended, and no more of the token")
  func members() async throws {
    let cloud = TestCloud()
    _ = try await cloud.send(.put, TestCloud.group, TestCloud.auto, ["location": "centralus"], headers: Self.alice)
    let reply = try await page(cloud, Self.since)
    let found = try #require(reply["value"]?.elements)
    #expect(found.count == 2)
    let event = found[0]
    let action = "Microsoft.Resources/subscriptions/resourceGroups/write"
    let expected: [String: Value] = [
      "caller": "alice@contoso.com",
      "claims": [
        "appid": "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
        "http://schemas.microsoft.com/identity/claims/objectidentifier": "66666666-0000-4000-8000-000000000001",
      ],
      "authorization": ["action": .string(action), "scope": .string(TestCloud.group)],
      "operationName": ["value": .string(action), "localizedValue": .string(action)],
      "status": ["value": "Succeeded", "localizedValue": "Succeeded"],
      "subStatus": ["value": "Created", "localizedValue": "Created (HTTP Status Code: 201)"],
      "eventName": ["value": "EndRequest", "localizedValue": "End request"],
      "httpRequest": ["method": "PUT"], "level": "Informational", "resourceGroupName": "rg",
      "resourceId": .string(TestCloud.group), "correlationId": "c1c1c1c1-0000-4000-8000-000000000001",
      "eventTimestamp": "2026-11-21T10:00:00.0000000Z", "submissionTimestamp": "2026-11-21T10:00:00.0000000Z",
      "subscriptionId": "11111111-1111-1111-1111-111111111111",
    ]
    for (name, value) in expected { #expect(event[member: name] == value, "\(name)") }
    #expect(found[1][member: "status"]?[member: "value"] == "Started")
    #expect(found[1][member: "subStatus"]?[member: "value"] == "")
    #expect(found[1][member: "eventDataId"] != event[member: "eventDataId"])
    // From the year 1 to 2026-11-21T10:00:00Z in tenths of a microsecond.
    let id = event[member: "eventDataId"]?.stringValue ?? ""
    #expect(event[member: "id"]?.stringValue == "\(TestCloud.group)/events/\(id)/ticks/639308520000000000")
    #expect(!String(decoding: JSON.text(reply.body), as: UTF8.self).contains("198.51.100.7"))
  }

  @Test("an opaque token stands for the simulator's own client, and the correlation id is that of the answer")
  func ownClient() async throws {
    let cloud = TestCloud()
    let answer = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let event = try #require(try await page(cloud, Self.since)["value"]?[0])
    #expect(event[member: "caller"] == "33333333-3333-3333-3333-333333333333")
    #expect(event[member: "claims"]?[member: "appid"] == "44444444-4444-4444-4444-444444444444")
    let correlation = try #require(answer.headers["x-ms-correlation-request-id"])
    #expect(event[member: "correlationId"]?.stringValue == correlation)
  }

  @Test("what takes time is started, accepted and at its end succeeded or failed")
  func operations() async throws {
    let cloud = TestCloud()
    try await cloud.makeCluster()
    let write = "Microsoft.ContainerService/managedClusters/write"
    let group = "Microsoft.Resources/subscriptions/resourceGroups/write"
    // A cluster takes five minutes, which at this speed are five seconds.
    #expect(
      try await events(cloud) == [
        "\(write) Succeeded 10:00:05", "\(write) Accepted 10:00:00", "\(write) Started 10:00:00",
        "\(group) Succeeded 10:00:00", "\(group) Started 10:00:00",
      ])
    _ = try await cloud.send(
      .post, "/simulator/faults", nil,
      ["method": "PUT", "path": "agentpools", "effect": "failOperation", "code": "NoCapacity"])
    _ = try await cloud.put(TestCloud.pool, ["properties": ["count": 1, "vmSize": "Standard_D2s_v3"]])
    cloud.settle()
    let last = try #require(try await page(cloud, "\(Self.since) and resourceUri eq '\(TestCloud.pool)'")["value"]?[0])
    #expect(last[member: "status"]?[member: "value"] == "Failed")
    #expect(last[member: "level"] == "Error")
  }

  @Test("deletions, actions and refusals are in it; questions, and deletions of nothing, are not")
  func kinds() async throws {
    let cloud = TestCloud()
    try await cloud.makeCluster()
    let before = try await events(cloud).count
    _ = try await cloud.get(TestCloud.cluster)
    _ = try await cloud.delete(TestCloud.pool)
    #expect(try await cloud.put(TestCloud.group + "x", [:]).code == "LocationRequired")
    _ = try await cloud.send(.post, TestCloud.cluster + "/listClusterUserCredential")
    _ = try await cloud.send(
      .post, TestCloud.subscription + "/providers/Microsoft.Storage/checkNameAvailability", "2025-01-01",
      ["name": "abc", "type": "Microsoft.Storage/storageAccounts"])
    _ = try await cloud.send(.post, TestCloud.subscription + "/providers/Microsoft.Compute/register")
    try await cloud.register("ManagedGatewayAPIPreview")
    _ = try await cloud.delete(TestCloud.cluster)
    _ = try await cloud.delete(TestCloud.cluster)
    let found = try await events(cloud)
    #expect(
      found.dropLast(before).map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
        "Microsoft.ContainerService/managedClusters/delete Accepted",
        "Microsoft.ContainerService/managedClusters/delete Started",
        "Microsoft.Features/providers/features/register/action Accepted",
        "Microsoft.Features/providers/features/register/action Started",
        "Microsoft.Compute/register/action Succeeded", "Microsoft.Compute/register/action Started",
        "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action Succeeded",
        "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action Started",
        "Microsoft.Resources/subscriptions/resourceGroups/write Failed",
        "Microsoft.Resources/subscriptions/resourceGroups/write Started",
      ])
  }

  @Test(
    "a filter names a time and one place at most",
    arguments: [
      (since, 5), ("eventTimestamp ge 2026-11-21T09:00:00Z", 5), ("eventTimestamp ge '2026-11-21T10:00:01Z'", 1),
      ("\(since) and eventTimestamp le '2026-11-21T10:00:03.999Z'", 4),
      ("\(since) and resourceGroupName eq 'RG'", 5), ("\(since) and resourceGroupName eq 'r'", 0),
      ("\(since) and resourceUri eq '\(TestCloud.cluster)'", 3),
      ("\(since) and resourceId eq '\(TestCloud.group)/'", 2),
      ("\(since) and resourceProvider eq 'Microsoft.Resources'", 2),
      ("\(since) and correlationId eq 'c1c1c1c1-0000-4000-8000-000000000001'", 0),
      ("\(since) and caller eq '33333333-3333-3333-3333-333333333333' and status eq 'Started'", 2),
      ("\(since) and levels eq 'Critical, Informational'", 5), ("\(since) and levels eq 'Error'", 0),
      ("\(since) and eventChannels eq 'Admin, Operation' and resourceGroupName eq 'it''s'", 0),
    ])
  func filters(filter: String, count: Int) async throws {
    let cloud = TestCloud()
    try await cloud.makeCluster()
    #expect(try await events(cloud, filter).count == count)
  }

  @Test(
    "another filter is refused",
    arguments: [
      ("resourceGroupName eq 'rg'", "The start of eventTimestamp is missing in $filter."),
      ("eventTimestamp ge 'yesterday'", "'yesterday' is not a time."),
      ("eventTimestamp ge '2026-08-23T09:59:59Z'", "The start time cannot be more than 90 days in the past."),
      (
        "\(since) and eventTimestamp le '2026-11-21T08:00:00Z'",
        "The start time 2026-11-21T09:00:00.0000000Z is later than the end time 2026-11-21T08:00:00.0000000Z."
      ),
      ("\(since) or resourceGroupName eq 'rg'", "only conditions"),
      ("\(since) and resourceGroupName ne 'rg'", "only conditions"),
      ("\(since) and resourceGroupName eq 'rg' and resourceUri eq '/x'", "only conditions"),
      ("\(since) and operationName eq 'x'", "only conditions"), ("\(since) and", "only conditions"),
      ("eventTimestamp ge '2026-11-21T09:00:00Z", "only conditions"),
    ])
  func badFilters(filter: String, message: String) async throws {
    let reply = try await page(TestCloud(), filter)
    #expect(reply.status == 400)
    #expect(reply.body[member: "code"] == "BadRequest")
    #expect(reply.body[member: "message"]?.stringValue?.hasPrefix(message) == true, "\(reply.body)")
  }

  @Test("the filter is required, the api-version is its own, and nothing is written there")
  func calls() async throws {
    let cloud = TestCloud()
    #expect(try await cloud.get(Self.log, "2015-04-01").body[member: "code"] == "BadRequest")
    #expect(try await cloud.get(Self.log, "2023-03-11").code == "NoRegisteredProviderFound")
    #expect(try await cloud.put(Self.log, [:], "2015-04-01").status >= 400)
  }

  @Test("pages follow each other without gaps while more comes in, and only what is selected is shown")
  func pages() async throws {
    let cloud = TestCloud()
    for number in 0..<150 { _ = try await cloud.put("\(TestCloud.group)\(number)", ["location": "centralus"]) }
    let first = try await page(cloud, Self.since, "&$select=resourceId,status")
    #expect(first["value"]?.elements?.count == 200)
    #expect(first["value"]?[0]?.members?.keys.sorted() == ["resourceId", "status"])
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let link = try #require(first["nextLink"]?.stringValue)
    let second = try await cloud.get(link, nil)
    #expect(second["value"]?.elements?.count == 100)
    #expect(second["nextLink"] == nil)
    let ids = ((first["value"]?.elements ?? []) + (second["value"]?.elements ?? [])).compactMap {
      $0[member: "resourceId"]?.stringValue
    }
    #expect(ids == (0..<150).reversed().flatMap { Array(repeating: "\(TestCloud.group)\($0)", count: 2) })
  }

  @Test("events come as late as is asked for")
  func lag() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .factor(60), activityLag: .seconds(300)))
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    cloud.clock.advance(by: .seconds(299))
    #expect(try await events(cloud).isEmpty)
    cloud.clock.advance(by: .seconds(1))
    let event = try #require(try await page(cloud, Self.since)["value"]?[0])
    #expect(event[member: "eventTimestamp"] == "2026-11-21T10:00:00.0000000Z")
    #expect(event[member: "submissionTimestamp"] == "2026-11-21T10:05:00.0000000Z")
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    #expect(try await events(cloud).count == 2)
    #expect(try await cloud.send(.post, "/simulator/activity-lag", nil, ["seconds": 0]).status == 204)
    #expect(try await events(cloud).count == 4)
  }

  @Test("a restart forgets nothing of it, and what was under way then comes to its end in it")
  func restart() async throws {
    let folder = NSTemporaryDirectory() + "activity-log-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let clock = VirtualClock()
    let settings = SimulatorSettings(speed: .factor(60))
    var before: TestCloud.Reply?
    do {
      let cloud = TestCloud(simulator: try ARMSimulator(settings, clock: clock, storedIn: folder), clock: clock)
      _ = try await cloud.send(.put, TestCloud.group, TestCloud.auto, ["location": "centralus"], headers: Self.alice)
      _ = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody())
      before = try await page(cloud, Self.since)
    }
    let cloud = TestCloud(simulator: try ARMSimulator(settings, clock: clock, storedIn: folder), clock: clock)
    #expect(try await page(cloud, Self.since).body == before?.body)
    cloud.settle()
    #expect(try await events(cloud).first == "Microsoft.ContainerService/managedClusters/write Succeeded 10:00:05")
    #expect(try await events(cloud).count == 5)
  }

  @Test("whoever has no role in the subscription may not read it")
  func permission() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .instant, permittedScopes: [TestCloud.group]))
    let reply = try await page(cloud, Self.since)
    #expect(reply.status == 403)
    #expect(reply.code == "AuthorizationFailed")
  }

  @Test("another's change that a fault makes is another's in the log, too")
  func another() async throws {
    let cloud = TestCloud()
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.send(
      .post, "/simulator/faults", nil, ["method": "GET", "path": "/resourcegroups/rg", "effect": "changeBefore"])
    _ = try await cloud.get(TestCloud.group)
    #expect(try await events(cloud, "\(Self.since) and caller eq 'another@example.com'").count == 2)
  }
}
