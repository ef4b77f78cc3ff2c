import ARMSimulator
import HTTP
import JSON
import Testing
import Values

@Suite("Faults of the simulated cloud")
struct FaultTests {
  let cloud = TestCloud(SimulatorSettings(speed: .instant))
  private let identity = TestCloud.group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/one"

  private func add(_ faults: Value, to cloud: TestCloud) async throws {
    let reply = try await cloud.send(.post, "/simulator/faults", nil, faults)
    try #require(reply.status == 204)
  }

  /// What a run of the same requests came to, request by request.
  private func outcomes(seed: Int) async throws -> [String] {
    let cloud = TestCloud(SimulatorSettings(speed: .instant))
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    try await add(["seed": .number(seed)], to: cloud)
    var found: [String] = []
    for index in 0..<400 {
      do {
        let path = identity + String(index / 2 % 20)
        let reply = index % 2 == 0 ? try await cloud.put(path, ["location": "centralus"]) : try await cloud.get(path)
        found.append("\(reply.status) \(String(decoding: JSON.text(reply.body), as: UTF8.self))")
      } catch {
        found.append("\(error)")
      }
    }
    return found
  }

  @Test("the same seed has the same requests go wrong, byte for byte, and another seed others")
  func seeds() async throws {
    let first = try await outcomes(seed: 7)
    #expect(try await outcomes(seed: 7) == first)
    #expect(try await outcomes(seed: 8) != first)
    let failed = first.filter { !$0.hasPrefix("20") }
    #expect((10...120).contains(failed.count))
    #expect(failed.contains { $0.hasPrefix("429") })
  }

  @Test("a policy denies a write in its own words, with its assignment, and nothing has happened")
  func policy() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    try await add(["method": "PUT", "effect": "denyByPolicy", "assignment": "tagging"], to: cloud)
    let reply = try await cloud.put(identity, ["location": "centralus"])
    #expect(reply.status == 403)
    #expect(reply.code == "RequestDisallowedByPolicy")
    let violation = reply["error", "additionalInfo"]?.elements?.first
    #expect(violation?[member: "type"] == "PolicyViolation")
    #expect(violation?[member: "info"]?[member: "policyAssignmentName"] == "tagging")
    let id = TestCloud.subscription + "/providers/Microsoft.Authorization/policyAssignments/tagging"
    #expect(violation?[member: "info"]?[member: "policyAssignmentId"] == .string(id))
    #expect(try await cloud.get(identity).status == 404)
    #expect(try await cloud.put(identity, ["location": "centralus"]).status == 201)
    #expect(try await cloud.send(.post, "/simulator/faults", nil, ["effect": "denyByPolicy"]).status == 400)
  }

  @Test("an operation ends canceled, or not at all, as asked, and another write mends it")
  func operations() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let table = TestCloud.group + "/providers/Microsoft.Network/routeTables/t"
    try await add(
      [["method": "PUT", "effect": "cancelOperation"], ["method": "PUT", "effect": "hangOperation"]], to: cloud)
    _ = try await cloud.put(table, ["location": "centralus"])
    cloud.settle()
    #expect(try await cloud.get(table).state == "Canceled")
    let hanging = try await cloud.put(table, ["location": "centralus"])
    cloud.clock.advance(by: .seconds(86_400))
    #expect(try await cloud.get(table).state == "Updating")
    let operation = try #require(hanging.headers["Azure-AsyncOperation"])
    #expect(try await cloud.get(operation, nil)["status"] == "InProgress")
  }

  @Test("what is written as a part of a resource ends as its operation does")
  func parts() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let network = TestCloud.group + "/providers/Microsoft.Network/virtualNetworks/v1"
    let body: Value = [
      "location": "centralus",
      "properties": [
        "addressSpace": ["addressPrefixes": ["10.0.0.0/16"]],
        "subnets": [["name": "s", "properties": ["addressPrefix": "10.0.0.0/24"]]],
      ],
    ]
    try await add(["method": "PUT", "effect": "failOperation", "code": "InternalServerError"], to: cloud)
    _ = try await cloud.put(network, body)
    cloud.settle()
    #expect(try await cloud.get(network).state == "Failed")
    #expect(try await cloud.get(network + "/subnets/s").state == "Failed")
    _ = try await cloud.put(network, body)
    cloud.settle()
    #expect(try await cloud.get(network + "/subnets/s").state == "Succeeded")
  }

  @Test(
    "a restart loses every request under way and nothing that was stored: the cloud goes on as if there had been none",
    arguments: ["before", "after"])
  func restart(moment: String) async throws {
    let (cloud, calm) = (TestCloud(), TestCloud())
    var operations: [String] = []
    for cloud in [cloud, calm] {
      _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
      let made = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody())
      operations.append(try #require(made.headers["Azure-AsyncOperation"]))
    }
    try await add(
      [
        ["method": "GET", "effect": "hold", "moment": "after"],
        ["method": "PUT", "effect": "restart", "moment": .string(moment)],
      ], to: cloud)
    let held = Task { try await cloud.get(TestCloud.cluster) }
    _ = try await cloud.get("/simulator/held", nil)
    await #expect(throws: HTTPError.self) { try await cloud.put(identity, ["location": "centralus"]) }
    await #expect(throws: HTTPError.self) { try await held.value }
    #expect(try await cloud.get("/simulator/counts", nil)["faults"] == 2)
    #expect(try await cloud.get(identity).status == (moment == "after" ? 200 : 404))
    if moment == "before" { _ = try await cloud.put(identity, ["location": "centralus"]) }
    _ = try await calm.put(identity, ["location": "centralus"])
    // The operation goes on where it was, under the same name.
    #expect(operations[0] == operations[1])
    for state in ["InProgress", "Succeeded"] {
      #expect(try await cloud.get(operations[0], nil)["status"]?.stringValue == state)
      #expect(try await everything(cloud) == everything(calm))
      for cloud in [cloud, calm] { cloud.settle() }
    }
  }

  /// The text of all that a cloud has.
  private func everything(_ cloud: TestCloud) async throws -> String {
    JSON.string(try await cloud.get("/simulator/resources", nil).body)
  }

  @Test("a change by somebody else is met by the condition of a write")
  func otherHands() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let table = TestCloud.group + "/providers/Microsoft.Network/routeTables/t"
    _ = try await cloud.put(table, ["location": "centralus"])
    let tag = try #require(try await cloud.get(table).headers["ETag"])
    try await add(["method": "PUT", "effect": "changeBefore"], to: cloud)
    let headers: HTTPHeaders = ["Authorization": "Bearer t", "If-Match": tag]
    let refused = try await cloud.send(.put, table, TestCloud.auto, ["location": "centralus"], headers: headers)
    #expect(refused.status == 412)
    #expect(try await cloud.get(table)["tags", "changed-by"] == "another")
  }

  @Test("a policy gives what is written its tags, and takes others away")
  func policyTags() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let table = TestCloud.group + "/providers/Microsoft.Network/routeTables/t"
    try await add(
      ["method": "PUT", "effect": "modifyTags", "tags": ["cost-center": "17", "team": .null(.string)]], to: cloud)
    let written = try await cloud.put(
      table, ["location": "centralus", "tags": ["team": "vision", "env": "dev"]])
    #expect(written["tags"] == ["cost-center": "17", "env": "dev"])
    cloud.settle()
    #expect(try await cloud.get(table)["tags"] == ["cost-center": "17", "env": "dev"])
    _ = try await cloud.put(table, ["location": "centralus", "tags": ["team": "vision"]])
    #expect(try await cloud.get(table)["tags"] == ["team": "vision"])
  }

  @Test("an answer that is cut has been carried out")
  func cut() async throws {
    try await add(["method": "PUT", "effect": "cutAnswer"], to: cloud)
    await #expect(throws: HTTPError.self) { try await cloud.put(TestCloud.group, ["location": "centralus"]) }
    #expect(try await cloud.get(TestCloud.group).status == 200)
  }

  @Test("what is no fault is refused", arguments: [["effect": "magic"], [["effect": "drop"], [:]], [:]] as [Value])
  func nonsense(body: Value) async throws {
    #expect(try await cloud.send(.post, "/simulator/faults", nil, body).status == 400)
  }
}
