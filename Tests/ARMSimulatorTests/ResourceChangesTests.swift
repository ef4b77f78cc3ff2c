import ARMSimulator
import Foundation
import HTTP
import JSON
import Testing
import Values

@Suite("The changes that Resource Graph tells")
struct ResourceChangesTests {
  private static let network = TestCloud.group + "/providers/Microsoft.Network/virtualNetworks/net"

  private static func changes(
    _ cloud: TestCloud, _ query: String = "resourcechanges | project properties"
  ) async throws -> [Value] {
    let reply = try await cloud.send(
      .post, "/providers/Microsoft.ResourceGraph/resources", "2022-10-01", ["query": .string(query)])
    try #require(reply.status == 200, "\(reply.body)")
    return (reply["data"]?.elements ?? []).map { $0[member: "properties"] ?? $0 }
  }

  private static func body(_ tags: Value = [:], subnets: Int = 1) -> Value {
    [
      "location": "centralus", "tags": tags,
      "properties": [
        "addressSpace": ["addressPrefixes": ["10.0.0.0/16"]],
        "subnets": .tuple(
          (0..<subnets).map {
            ["name": .string("s\($0)"), "properties": ["addressPrefix": .string("10.0.\($0).0/24")]]
          }),
      ],
    ]
  }

  /// The token of somebody with the Azure CLI.
  private static let alice: HTTPHeaders = {
    let claims: Value = [
      "upn": "alice@contoso.com", "oid": "66666666-0000-4000-8000-000000000001",
      "appid": "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "exp": 4_000_000_000,
    ]
    let parts = [["alg": "none"], claims].map { part in
      Data(JSON.text(part)).base64EncodedString().replacing("=", with: "").replacing("+", with: "-")
        .replacing("/", with: "_")
    }
    return [
      "Authorization": "Bearer \(parts[0]).\(parts[1]).x",
      "x-ms-correlation-request-id": "c1c1c1c1-0000-4000-8000-000000000001",
    ]
  }()

  @Test("a change says whose it is and which members became what, and what the cloud did itself")
  func update() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .factor(60)))
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.put(Self.network, Self.body(["a": "1", "b": "2"]))
    cloud.settle()
    _ = try await cloud.send(
      .put, Self.network, TestCloud.auto, Self.body(["a": "3", "c": "4"], subnets: 2), headers: Self.alice)
    cloud.settle()
    let found = try await Self.changes(cloud)
    #expect(found.map { $0[member: "changeType"] } == ["Create", "Update", "Update", "Update"])
    let created = found[0]
    #expect(created[member: "changes"] == nil)
    #expect(created[member: "changeAttributes"]?[member: "previousResourceSnapshotId"] == nil)
    #expect(created[member: "changeAttributes"]?[member: "changedByType"] == "Application")
    let changed = found[2]
    #expect(changed[member: "targetResourceId"] == .string(Self.network))
    #expect(changed[member: "targetResourceType"] == "microsoft.network/virtualnetworks")
    let attributes: [String: Value] = [
      "timestamp": "2026-11-21T10:01:00.000Z", "correlationId": "c1c1c1c1-0000-4000-8000-000000000001",
      "changedBy": "alice@contoso.com", "changedByType": "User", "clientType": "Azure CLI",
      "operation": "Microsoft.Network/virtualNetworks/write",
    ]
    for (name, value) in attributes { #expect(changed[member: "changeAttributes"]?[member: name] == value, "\(name)") }
    #expect(
      changed[member: "changeAttributes"]?[member: "previousResourceSnapshotId"]
        == found[1][member: "changeAttributes"]?[member: "newResourceSnapshotId"]
    )
    func part(_ type: String, _ before: Value, _ after: Value, _ category: String = "User") -> Value {
      [
        "propertyChangeType": .string(type), "changeCategory": .string(category), "previousValue": before,
        "newValue": after,
      ]
    }
    let parts = try #require(changed[member: "changes"]?.members)
    let none = Value.null(.dynamic)
    #expect(parts["tags.a"] == part("Update", "1", "3"))
    #expect(parts["tags.b"] == part("Remove", "2", none))
    #expect(parts["tags.c"] == part("Insert", none, "4"))
    #expect(parts["properties.subnets[1].properties.addressPrefix"] == part("Insert", none, "10.0.1.0/24"))
    #expect(parts["properties.provisioningState"] == part("Update", "Succeeded", "Updating", "System"))
    #expect(changed[member: "changeAttributes"]?[member: "changesCount"] == .number(parts.count))
    let ended = found[3]
    #expect(
      ended[member: "changes"]?[member: "properties.provisioningState"]
        == part("Update", "Updating", "Succeeded", "System"))
    #expect(ended[member: "changeAttributes"]?[member: "changedBy"] == "alice@contoso.com")
  }

  @Test("a change of a subnet shows in its network, with the operation that it was")
  func parts() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .instant))
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.put(Self.network, Self.body())
    cloud.settle()
    _ = try await cloud.put(
      Self.network + "/subnets/s0",
      ["properties": ["addressPrefix": "10.0.0.0/24", "privateEndpointNetworkPolicies": "Enabled"]])
    cloud.settle()
    let last = try await Self.changes(
      cloud,
      """
      resourcechanges | where properties.changeAttributes.operation has 'subnets'
      | extend was = properties.changes['properties.subnets[0].properties.privateEndpointNetworkPolicies']
      | where isnotempty(was) | project was.previousValue, was.newValue
      """)
    #expect(last == [["was_previousValue": "Disabled", "was_newValue": "Enabled"]])
  }

  @Test("somebody else's edit, a deletion and an id like another's are told apart, after a restart, too")
  func others() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .instant))
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.put(Self.network, Self.body())
    cloud.settle()
    _ = try await cloud.send(.post, "/simulator/faults", nil, ["path": "net", "effect": "changeBefore"])
    _ = try await cloud.get(Self.network)
    _ = try await cloud.delete(Self.network)
    _ = try await cloud.get(TestCloud.group)
    let query = """
      resourcechanges | extend by = tostring(properties.changeAttributes.changedBy), what = tostring(properties.changeType)
      | where by == 'another@example.com' or what == 'Delete' | project by, what, resourceGroup, id
      """
    let before = try await Self.changes(cloud, query)
    #expect(
      before.map { [$0[member: "by"], $0[member: "what"], $0[member: "resourceGroup"]] } == [
        ["another@example.com", "Update", "rg"], ["33333333-3333-3333-3333-333333333333", "Delete", "rg"],
      ])
    #expect(
      before[0][member: "id"]?.stringValue?.hasPrefix(Self.network + "/providers/Microsoft.Resources/changes/") == true)
    _ = try await cloud.send(.post, "/simulator/faults", nil, ["effect": "restart", "moment": "after"])
    await #expect(throws: HTTPError.self) { try await cloud.get(TestCloud.group) }
    #expect(try await Self.changes(cloud, query) == before)
  }

  @Test("changes are kept for fourteen days")
  func retention() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .instant))
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.put(Self.network, Self.body())
    cloud.clock.advance(by: .seconds(14 * 86_400))
    #expect(try await Self.changes(cloud).count == 2)
    cloud.clock.advance(by: .milliseconds(1))
    #expect(try await Self.changes(cloud).count == 0)
  }
}
