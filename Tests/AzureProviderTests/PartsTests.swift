import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Resources that are also parts of the bodies of those above them.
@Suite("Parts of bodies")
struct PartsTests {
  private typealias Specs = NetworkSpecs
  private let world = World()

  private func names(_ list: String, of id: String) async throws -> [String] {
    let body = try await world.call(.get, id, apiVersion: "2025-01-01")
    return (body[member: "properties"]?[member: list]?.elements ?? []).compactMap { $0[member: "name"]?.stringValue }
      .sorted()
  }

  private func changes(_ spec: String) async throws -> [String] {
    try await world.plan(spec).changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
  }

  @Test("rules that are blocks and rules that are resources leave each other alone")
  func rules() async throws {
    func spec(_ description: String, blocks: [String] = ["a"]) -> String {
      Specs.group
        + Specs.securityGroup(
          "n",
          blocks.enumerated().map {
            Specs.ruleBlock($1, priority: 100 + $0, description: description)
          }.joined()) + Specs.rule("r", priority: 200)
    }
    try await world.apply(spec("x"))
    #expect(try await names("securityRules", of: Specs.securityGroupID) == ["a", "r"])
    #expect(try await changes(spec("x")) == [])
    #expect(try await changes(spec("y")) == ["azurerm_network_security_group.n update"])
    #expect(try await world.apply(spec("y", blocks: ["a", "b"])).failures.isEmpty)
    #expect(try await names("securityRules", of: Specs.securityGroupID) == ["a", "b", "r"])
    #expect(try await world.apply(spec("y")).failures.isEmpty)
    #expect(try await names("securityRules", of: Specs.securityGroupID) == ["a", "r"])
    // Taken out of the spec, all blocks go, and the resource stays.
    #expect(try await world.apply(spec("y", blocks: [])).failures.isEmpty)
    #expect(try await names("securityRules", of: Specs.securityGroupID) == ["r"])
    #expect(try await changes(spec("y", blocks: [])) == [])
  }

  @Test("a rule that somebody added to a group with blocks is drift, and goes")
  func addedRule() async throws {
    let spec =
      Specs.group + Specs.securityGroup("n", Specs.ruleBlock("a", priority: 100)) + Specs.rule("r", priority: 200)
    try await world.apply(spec)
    try await world.call(
      .put, Specs.securityGroupID + "/securityRules/open", apiVersion: "2025-01-01",
      body: [
        "properties": [
          "protocol": "*", "sourcePortRange": "*", "destinationPortRange": "*", "sourceAddressPrefix": "*",
          "destinationAddressPrefix": "*", "access": "Allow", "priority": 110, "direction": "Inbound",
        ]
      ])
    #expect(try await changes(spec) == ["azurerm_network_security_group.n update"])
    try await world.apply(spec)
    #expect(try await names("securityRules", of: Specs.securityGroupID) == ["a", "r"])
  }

  @Test("subnets that are blocks and subnets that are resources leave each other alone")
  func subnets() async throws {
    func spec(_ blocks: [String: String]) -> String {
      Specs.group
        + Specs.network(
          blocks.sorted { $0.key < $1.key }.map { "subnet {\n name = \"\($0)\"\n address_prefixes = [\"\($1)\"]\n }\n" }
            .joined()) + Specs.subnet() + Specs.securityGroup() + Specs.association()
    }
    let first = spec(["b": "10.0.2.0/24"])
    try await world.apply(first)
    #expect(try await names("subnets", of: Specs.networkID) == ["b", "s"])
    #expect(try await changes(first) == [])
    // Somebody gives the block's subnet a group: the spec says nothing of it, and a change of another block keeps it.
    let path = Specs.networkID + "/subnets/b"
    try await world.call(
      .put, path, apiVersion: "2025-01-01",
      body: [
        "properties": [
          "addressPrefix": "10.0.2.0/24", "networkSecurityGroup": ["id": .string(Specs.securityGroupID)],
        ]
      ])
    let second = spec(["b": "10.0.2.0/24", "c": "10.0.3.0/24"])
    #expect(try await changes(first) == [])
    #expect(try await world.apply(second).failures.isEmpty)
    #expect(try await names("subnets", of: Specs.networkID) == ["b", "c", "s"])
    for id in [path, Specs.subnetID] {
      let body = try await world.call(.get, id, apiVersion: "2025-01-01")
      #expect(body[member: "properties"]?[member: "networkSecurityGroup"] != nil, "\(id)")
    }
    #expect(try await changes(second) == [])
  }

  @Test("a block and a resource of one name are a mistake that names both")
  func overlap() async throws {
    let spec =
      Specs.group + Specs.network("subnet {\n name = \"S\"\n address_prefixes = [\"10.0.1.0/24\"]\n }") + Specs.subnet()
    do {
      _ = try await world.plan(spec)
      Issue.record("two settings of one subnet were planned")
    } catch let error as DiagnosticsError {
      #expect(error.diagnostics.map(\.summary) == ["Two settings of one thing"])
      #expect(error.diagnostics.first?.detail.contains("azurerm_subnet.s ") == true)
      #expect(error.diagnostics.first?.detail.contains("azurerm_virtual_network.v ") == true)
    }
  }

  @Test("a resource that becomes a block is the same, and is not deleted")
  func becomesBlock() async throws {
    try await world.apply(Specs.group + Specs.securityGroup() + Specs.rule("r", priority: 200))
    let blocks = Specs.group + Specs.securityGroup("n", Specs.ruleBlock("r", priority: 200))
    #expect(
      try await changes(blocks) == [
        "azurerm_network_security_group.n update", "azurerm_network_security_rule.r forget",
      ])
    let result = try await world.apply(blocks)
    #expect(result.failures.isEmpty && result.destroyed == 0)
    #expect(try await names("securityRules", of: Specs.securityGroupID) == ["r"])
    #expect(try await changes(blocks) == [])
  }

  @Test("either form of service endpoints can take the place of the other")
  func serviceEndpoints() async throws {
    func spec(_ more: String) -> String { Specs.group + Specs.network() + Specs.subnet(more) }
    let old = spec("service_endpoints = [\"Microsoft.Storage\"]")
    let new = spec("service_endpoint {\n service = \"Microsoft.Storage\"\n }")
    try await world.apply(old)
    #expect(try await changes(old) == [])
    #expect(try await changes(new) == [])
    try await world.apply(new)
    #expect(try await changes(new) == [])
    let body = try await world.call(.get, Specs.subnetID, apiVersion: "2025-01-01")
    #expect(body[member: "properties"]?[member: "serviceEndpoints"]?.elements?.count == 1)
  }
}
