import ARMSimulator
import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Resources that are nothing but a path of another's body.
@Suite("Kinds that own paths")
struct PathOwningTests {
  private typealias Specs = NetworkSpecs
  private let world = World()

  private func live(_ id: String) async throws -> Value {
    try await world.call(.get, id, apiVersion: "2025-01-01")
  }

  /// What somebody else does to a live body.
  private func edit(_ id: String, _ change: (inout Members) -> Void) async throws {
    let body = try await live(id)
    var properties = body[member: "properties"]?.members ?? Members()
    change(&properties)
    var edited = body.members ?? Members()
    edited["properties"] = .object(properties)
    try await world.call(.put, id, apiVersion: "2025-01-01", body: .object(edited))
  }

  private func securityGroup(of id: String = Specs.subnetID) async throws -> String? {
    try await live(id)[member: "properties"]?[member: "networkSecurityGroup"]?[member: "id"]?.stringValue
  }

  private func summaries(_ plan: Plan) -> [String] {
    plan.changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
  }

  @Test("all of a network is made, and then planned empty, and destroyed")
  func whole() async throws {
    let spec = Specs.secured + Specs.ways
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await securityGroup() == Specs.securityGroupID)
    let properties = try #require(try await live(Specs.subnetID)[member: "properties"])
    #expect(properties[member: "natGateway"] != nil && properties[member: "routeTable"] != nil)
    #expect(try await world.plan(spec).isEmpty)
    let record = try #require(try await world.record())
    let entry = try #require(
      record.sortedEntries.first { $0.kind == "azurerm_subnet_network_security_group_association" })
    #expect(entry.id == Specs.subnetID && entry.state == .owned)
    let gone = try await world.destroy(spec)
    #expect(gone.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(gone.destroyed == record.entries.count)
    #expect(try await world.record() == nil)
  }

  @Test("a write of the owner leaves the path as it is")
  func ownerWrites() async throws {
    try await world.apply(Specs.secured)
    let changed =
      Specs.group + Specs.network("tags = { a = \"b\" }")
      + Specs.subnet("service_endpoints = [\"Microsoft.Storage\"]") + Specs.securityGroup() + Specs.association()
    let plan = try await world.plan(changed)
    #expect(summaries(plan) == ["azurerm_subnet.s update", "azurerm_virtual_network.v update"])
    #expect(try await world.apply(changed).failures.isEmpty)
    #expect(try await securityGroup() == Specs.securityGroupID)
    #expect(try await world.plan(changed).isEmpty)
  }

  @Test("a path that somebody cleared is set again, and the owner isn't touched")
  func cleared() async throws {
    try await world.apply(Specs.secured)
    try await edit(Specs.subnetID) { $0["networkSecurityGroup"] = nil }
    let plan = try await world.plan(Specs.secured)
    #expect(summaries(plan) == ["azurerm_subnet_network_security_group_association.x create"])
    #expect(plan.drift.map { "\($0.address)" } == ["azurerm_subnet_network_security_group_association.x"])
    #expect(try await world.apply(Specs.secured).failures.isEmpty)
    #expect(try await securityGroup() == Specs.securityGroupID)
  }

  @Test("another value is set in place, with one write of the owner")
  func otherValue() async throws {
    let both = Specs.secured + Specs.securityGroup("m")
    try await world.apply(both)
    let other =
      Specs.group + Specs.network() + Specs.subnet() + Specs.securityGroup() + Specs.securityGroup("m")
      + Specs.association(group: "m")
    #expect(summaries(try await world.plan(other)) == ["azurerm_subnet_network_security_group_association.x update"])
    let before = world.requests.writes.count
    try await world.apply(other)
    #expect(world.requests.writes.dropFirst(before) == ["PUT \(Specs.subnetID)"])
    #expect(try await securityGroup()?.hasSuffix("/m") == true)
    // What somebody else set in place of it is drift of the association alone.
    try await edit(Specs.subnetID) { $0["networkSecurityGroup"] = ["id": .string(Specs.securityGroupID)] }
    let plan = try await world.plan(other)
    #expect(summaries(plan) == ["azurerm_subnet_network_security_group_association.x update"])
    #expect(plan.changes.flatMap(\.differences).map(\.cause) == [.drift])
  }

  @Test("an association that goes clears its path, and what it associated goes after it")
  func removal() async throws {
    try await world.apply(Specs.secured)
    let without = Specs.group + Specs.network() + Specs.subnet()
    let result = try await world.apply(without)
    #expect(result.failures.isEmpty && result.destroyed == 2)
    #expect(try await securityGroup() == nil)
    #expect(try await world.plan(without).isEmpty)
  }

  @Test("what somebody else set stays theirs until it is taken over")
  func foreign() async throws {
    let bare = Specs.group + Specs.network() + Specs.subnet() + Specs.securityGroup()
    try await world.apply(bare)
    try await edit(Specs.subnetID) { $0["networkSecurityGroup"] = ["id": .string(Specs.securityGroupID)] }
    #expect(try await world.plan(bare).isEmpty, "a subnet says nothing of what it doesn't set")
    let refusal = await #expect(throws: DiagnosticsError.self) { try await world.plan(Specs.secured) }
    let detail = refusal?.diagnostics.first?.detail
    #expect(detail?.contains("`properties.networkSecurityGroup` of \(Specs.subnetID) is live in Azure") == true)
    var options = PlanOptions()
    options.adopted = ["azurerm_subnet_network_security_group_association.x"]
    #expect(try await world.apply(Specs.secured, options: options).failures.isEmpty)
    #expect(try await world.plan(Specs.secured).isEmpty)
    try await world.destroy(Specs.secured)
  }

  @Test("an import block takes it over, by the owner's id")
  func imported() async throws {
    try await world.apply(Specs.group + Specs.network() + Specs.subnet() + Specs.securityGroup())
    try await edit(Specs.subnetID) { $0["networkSecurityGroup"] = ["id": .string(Specs.securityGroupID)] }
    let spec =
      Specs.secured + """
        import {
          to = azurerm_subnet_network_security_group_association.x
          id = "\(Specs.subnetID)"
        }
        """
    #expect(try await world.apply(spec).failures.isEmpty)
    #expect(try await world.plan(Specs.secured).isEmpty)
  }

  @Test("two that set one path are a mistake that names both")
  func setTwice() async throws {
    func problems(_ spec: String) async throws -> [Diagnostic] {
      do {
        _ = try await world.plan(spec)
        return []
      } catch let error as DiagnosticsError {
        return error.diagnostics
      }
    }
    let twice = try await problems(Specs.secured + Specs.association("y"))
    #expect(twice.count == 1)
    #expect(twice.first?.detail.contains("association.x and") == true)
    #expect(
      twice.first?.detail.contains("association.y both describe `properties.networkSecurityGroup` of /subs") == true)
    let own = try await problems(
      Specs.group + Specs.network()
        + Specs.subnet("network_security_group_id_wo = azurerm_network_security_group.n.id") + Specs.securityGroup()
        + Specs.association())
    #expect(own.map(\.summary) == ["Two settings of one thing"])
    #expect(own.first?.detail.contains("azurerm_subnet.s ") == true)
    #expect(own.first?.detail.contains("azurerm_subnet_network_security_group_association.x ") == true)
  }

  @Test("an argument of the subnet sets what an association would")
  func ownArgument() async throws {
    let spec =
      Specs.group + Specs.network()
      + Specs.subnet("network_security_group_id_wo = azurerm_network_security_group.n.id") + Specs.securityGroup()
    try await world.apply(spec)
    #expect(try await securityGroup() == Specs.securityGroupID)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("replacing the owner takes its paths along, in order")
  func replacedOwner() async throws {
    try await world.apply(Specs.secured)
    var options = PlanOptions()
    options.replaced = ["azurerm_subnet.s"]
    let plan = try await world.plan(Specs.secured, options: options)
    let association = try #require(plan.changes.first { $0.kind.name.hasSuffix("group_association") })
    #expect(association.action == .replace(createFirst: false))
    #expect(association.reasons.count == 1)
    let before = world.requests.writes.count
    #expect(try await world.apply(Specs.secured, options: options).failures.isEmpty)
    #expect(
      world.requests.writes.dropFirst(before) == [
        "PUT \(Specs.subnetID)", "DELETE \(Specs.subnetID)", "PUT \(Specs.subnetID)", "PUT \(Specs.subnetID)",
      ])
    #expect(try await world.plan(Specs.secured).isEmpty)
    options.replaced = ["azurerm_virtual_network.v"]
    #expect(try await world.apply(Specs.secured, options: options).failures.isEmpty)
    #expect(try await world.plan(Specs.secured).isEmpty)
  }

  @Test("replacing what is associated takes the association along, in order")
  func replacedOther() async throws {
    try await world.apply(Specs.secured)
    var options = PlanOptions()
    options.replaced = ["azurerm_network_security_group.n"]
    let plan = try await world.plan(Specs.secured, options: options)
    #expect(
      summaries(plan) == [
        "azurerm_network_security_group.n replace(createFirst: false)",
        "azurerm_subnet_network_security_group_association.x replace(createFirst: false)",
      ])
    let before = world.requests.writes.count
    #expect(try await world.apply(Specs.secured, options: options).failures.isEmpty)
    #expect(
      world.requests.writes.dropFirst(before) == [
        "PUT \(Specs.subnetID)", "DELETE \(Specs.securityGroupID)", "PUT \(Specs.securityGroupID)",
        "PUT \(Specs.subnetID)",
      ])
    #expect(try await world.plan(Specs.secured).isEmpty)
  }

  @Test("a subnet that vanished comes back with its paths")
  func vanishedOwner() async throws {
    try await world.apply(Specs.secured)
    try await world.call(.delete, Specs.subnetID, apiVersion: "2025-01-01")
    #expect(
      summaries(try await world.plan(Specs.secured)) == [
        "azurerm_subnet.s create", "azurerm_subnet_network_security_group_association.x create",
      ])
    #expect(try await world.apply(Specs.secured).failures.isEmpty)
    #expect(try await world.plan(Specs.secured).isEmpty)
  }

  @Test("a subnet with another name takes its paths along to another id")
  func renamedOwner() async throws {
    try await world.apply(Specs.secured)
    let renamed =
      Specs.group + Specs.network() + Specs.subnet(name: "s9") + Specs.securityGroup() + Specs.association()
    let before = world.requests.writes.count
    #expect(try await world.apply(renamed).failures.isEmpty)
    let other = Specs.networkID + "/subnets/s9"
    #expect(
      world.requests.writes.dropFirst(before) == [
        "PUT \(Specs.subnetID)", "DELETE \(Specs.subnetID)", "PUT \(other)", "PUT \(other)",
      ])
    #expect(try await world.plan(renamed).isEmpty)
    #expect(try await securityGroup(of: other) == Specs.securityGroupID)
  }

  @Test("a path of something that isn't ours is set and cleared, and leaves it as it was")
  func foreignOwner() async throws {
    for (id, version, body) in [
      (World.id("resourceGroups/rg-b"), "2023-07-01", ["location": "centralus"]),
      (
        World.id("resourceGroups/rg-b/providers/Microsoft.Network/virtualNetworks/theirs"), "2025-01-01",
        [
          "location": "centralus",
          "properties": [
            "addressSpace": ["addressPrefixes": ["10.0.0.0/16"]],
            "subnets": [["name": "s", "properties": ["addressPrefix": "10.0.0.0/24"]]],
          ],
        ]
      ),
    ] as [(String, String, Value)] {
      try await world.call(.put, id, apiVersion: version, body: body)
    }
    let id = World.id("resourceGroups/rg-b/providers/Microsoft.Network/virtualNetworks/theirs/subnets/s")
    let before = try await live(id)
    let spec =
      Specs.group + Specs.securityGroup() + """
        resource "azurerm_subnet_network_security_group_association" "x" {
          subnet_id                 = "\(id)"
          network_security_group_id = azurerm_network_security_group.n.id
        }
        """
    #expect(try await world.apply(spec).failures.isEmpty)
    #expect(try await securityGroup(of: id) == Specs.securityGroupID)
    #expect(try await world.plan(spec).isEmpty)
    #expect(try await world.destroy(spec).failures.isEmpty)
    #expect(try await live(id)[member: "properties"] == before[member: "properties"])
  }

  @Test("an association that becomes an argument of its subnet is not deleted")
  func becomesArgument() async throws {
    try await world.apply(Specs.secured)
    let spec =
      Specs.group + Specs.network()
      + Specs.subnet("network_security_group_id_wo = azurerm_network_security_group.n.id") + Specs.securityGroup()
    let result = try await world.apply(spec)
    #expect(result.failures.isEmpty && result.destroyed == 0)
    #expect(try await securityGroup() == Specs.securityGroupID)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("an association with another address is the same")
  func moved() async throws {
    try await world.apply(Specs.secured)
    let renamed = Specs.group + Specs.network() + Specs.subnet() + Specs.securityGroup() + Specs.association("z")
    let plan = try await world.plan(renamed)
    #expect(summaries(plan) == [])
    #expect(plan.changes.contains { $0.previousAddress?.name == "x" && $0.address.name == "z" })
  }

  @Test("what is live of a path shows at its owner too, at once")
  func shownByOwner() async throws {
    let spec = Specs.secured + "output \"group\" { value = azurerm_subnet.s.network_security_group_id }\n"
    let result = try await world.apply(spec)
    #expect(result.outputs.map(\.value.stringValue) == [Specs.securityGroupID])
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("without a record all is taken over as it is, and nothing is written")
  func lostRecord() async throws {
    let spec = Specs.secured + Specs.ways
    try await world.apply(spec)
    try await world.store().remove(try #require(try await world.record()))
    await #expect(throws: DiagnosticsError.self) { try await world.plan(spec) }
    var options = PlanOptions()
    options.adoptsAll = true
    let before = world.requests.writes.count
    #expect(try await world.apply(spec, options: options).failures.isEmpty)
    #expect(Array(world.requests.writes.dropFirst(before)) == [])
    #expect(try await world.plan(spec).isEmpty)
    #expect(try await world.destroy(spec).failures.isEmpty)
  }

  // MARK: Others who write at the same time

  @Test("a write that somebody else was quicker than is read and merged again, three times at most", arguments: [2, 3])
  func precondition(times: Int) async throws {
    try await world.apply(Specs.group + Specs.network() + Specs.subnet() + Specs.securityGroup())
    try await world.fault([
      "method": "PUT", "path": "/subnets/s", "times": .number(times), "effect": "answer", "status": 412,
      "code": "PreconditionFailed",
    ])
    let result = try await world.apply(Specs.secured)
    #expect(result.failures.isEmpty == (times < 3))
    #expect((try await securityGroup() != nil) == (times < 3))
    let failure = result.failures.first?.1
    #expect(times < 3 || failure?.hint?.contains("changed by someone else") == true)
  }

  @Test("what somebody else wrote between the read and the write stays")
  func meanwhile() async throws {
    try await world.apply(Specs.group + Specs.network() + Specs.subnet() + Specs.securityGroup())
    let isDone = Locked(false)
    let (simulator, subnet) = (world.simulator, Specs.subnetID)
    world.requests.before { request in
      guard request.method == .put, request.url.path == subnet, !isDone.value else { return }
      isDone.set(true)
      var other = request
      other.headers["If-Match"] = nil
      other.body = Array(
        #"{"properties": {"addressPrefix": "10.0.1.0/24", "serviceEndpoints": [{"service": "Microsoft.Storage"}]}}"#
          .utf8)
      _ = try? await simulator.send(other)
    }
    #expect(try await world.apply(Specs.secured).failures.isEmpty)
    #expect(isDone.value)
    #expect(try await securityGroup() == Specs.securityGroupID)
    let endpoints = try await live(Specs.subnetID)[member: "properties"]?[member: "serviceEndpoints"]?.elements
    #expect(endpoints?.count == 1)
  }

  @Test("an answer that got lost is no reason to do it twice, nor to give up")
  func lostAnswer() async throws {
    try await world.apply(Specs.group + Specs.network() + Specs.subnet() + Specs.securityGroup())
    try await world.fault(["method": "PUT", "path": "/subnets/s", "times": 1, "effect": "loseAnswer"])
    #expect(try await world.apply(Specs.secured).failures.isEmpty)
    #expect(try await securityGroup() == Specs.securityGroupID)
    #expect(try await world.plan(Specs.secured).isEmpty)
  }

  @Test("a path that somebody else set after the plan was made is left to them")
  func appeared() async throws {
    let bare = Specs.group + Specs.network() + Specs.subnet() + Specs.securityGroup() + Specs.securityGroup("m")
    try await world.apply(bare)
    let (planner, context) = try await world.planner(bare + Specs.association())
    let (plan, _) = await planner.plan()
    let other = Specs.securityGroupID.dropLast() + "m"
    try await edit(Specs.subnetID) { $0["networkSecurityGroup"] = ["id": .string(String(other))] }
    let result = try await Applier(
      plan: plan, evaluation: ApplyEvaluation(planner), kinds: context.kinds, record: context.record,
      store: try world.store(), journal: nil
    ).apply()
    #expect(result.failures.count == 1)
    #expect(try await securityGroup() == String(other))
  }
}
