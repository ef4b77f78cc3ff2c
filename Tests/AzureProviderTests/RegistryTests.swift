import Applying
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite("azurerm_container_registry")
struct RegistryTests {
  private let world = World()
  private static let id = World.id("resourceGroups/rg-a/providers/Microsoft.ContainerRegistry/registries/crlife")
  private static let version = "2025-11-01"

  private static func registry(_ more: String = "", sku: String = "Standard") -> String {
    """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_container_registry" "r" {
      name                = "crlife"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      sku                 = "\(sku)"
      \(more)
    }

    """
  }

  private func body() async throws -> Value {
    try await world.call(.get, Self.id, apiVersion: Self.version)
  }

  private func places() async throws -> [String] {
    try await world.list(Self.id + "/replications", apiVersion: Self.version).compactMap {
      $0[member: "name"]?.stringValue
    }.sorted()
  }

  private func writes(since count: Int) -> [String] {
    world.requests.writes.dropFirst(count).map { $0.replacing(Self.id, with: "") }
  }

  @Test("a registry is made, changed and removed, and nothing is left to do in between")
  func life() async throws {
    let first = Self.registry("admin_enabled = true\n tags = { env = \"dev\" }")
    #expect(try await world.apply(first).failures.isEmpty)
    #expect(try await world.plan(first).isEmpty)
    let second = Self.registry(
      """
      retention_policy_in_days = 14
      network_rule_set {
        default_action = "Deny"
        ip_rule {
          action   = "Allow"
          ip_range = "203.0.113.0/24"
        }
      }
      """, sku: "Premium")
    #expect(try await world.apply(second).failures.isEmpty)
    let live = try await body()[member: "properties"]
    #expect(live?[member: "adminUserEnabled"]?.boolValue == false)
    #expect(live?[member: "networkRuleSet"]?[member: "ipRules"]?[0]?[member: "value"]?.stringValue == "203.0.113.0/24")
    let policy = live?[member: "policies"]?[member: "retentionPolicy"]
    #expect(policy?[member: "status"]?.stringValue == "enabled")
    #expect(policy?[member: "days"]?.intValue == 14)
    #expect(try await world.plan(second).isEmpty)
    let third = Self.registry(sku: "Premium")
    #expect(try await world.apply(third).failures.isEmpty)
    let last = try await body()[member: "properties"]?[member: "policies"]?[member: "retentionPolicy"]
    #expect(last?[member: "status"]?.stringValue == "disabled")
    #expect(try await world.plan(third).isEmpty)
    #expect(try await world.destroy(third).failures.isEmpty)
  }

  @Test("replications come and go beneath the registry, each by itself")
  func replications() async throws {
    func spec(_ places: [String], routed: Bool = true, sku: String = "Premium") -> String {
      Self.registry(
        places.map { place in
          "georeplications {\n location = \"\(place)\"\n global_endpoint_routing_enabled = \(routed)\n}\n"
        }.joined(), sku: sku)
    }
    #expect(try await world.apply(spec(["East US", "westeurope"])).failures.isEmpty)
    #expect(try await places() == ["centralus", "eastus", "westeurope"])
    #expect(try await world.plan(spec(["westeurope", "eastus"])).isEmpty)
    var count = world.requests.writes.count
    #expect(try await world.apply(spec(["eastus", "northeurope"])).failures.isEmpty)
    #expect(writes(since: count) == ["DELETE /replications/westeurope", "PUT /replications/northeurope"])
    #expect(try await places() == ["centralus", "eastus", "northeurope"])
    // Somebody else's is drift, as it is with azurerm.
    try await world.call(
      .put, Self.id + "/replications/westus2", apiVersion: Self.version, body: ["location": "westus2"])
    count = world.requests.writes.count
    #expect(try await world.apply(spec(["eastus", "northeurope"])).failures.isEmpty)
    #expect(writes(since: count) == ["DELETE /replications/westus2"])
    count = world.requests.writes.count
    #expect(try await world.apply(spec(["eastus", "northeurope"], routed: false)).failures.isEmpty)
    #expect(writes(since: count) == ["PUT /replications/eastus", "PUT /replications/northeurope"])
    // Without its copies alone it can be of another SKU.
    count = world.requests.writes.count
    #expect(try await world.apply(spec([], sku: "Standard")).failures.isEmpty)
    #expect(
      writes(since: count) == ["DELETE /replications/eastus", "DELETE /replications/northeurope", "PATCH "])
    #expect(try await world.plan(spec([], sku: "Standard")).isEmpty)
  }

  @Test("a replication is spread over zones, or not, only by being made anew")
  func replicationZones() async throws {
    func spec(_ zones: [String: Bool]) -> String {
      let blocks = zones.sorted { $0.key < $1.key }.map { place, isSpread in
        "georeplications {\n location = \"\(place)\"\n zone_redundancy_enabled = \(isSpread)\n}\n"
      }
      return Self.registry(blocks.joined(), sku: "Premium")
    }
    #expect(try await world.apply(spec(["eastus": false, "westeurope": false])).failures.isEmpty)
    let other = spec(["eastus": true, "westeurope": false])
    let count = world.requests.writes.count
    #expect(try await world.apply(other).failures.isEmpty)
    #expect(writes(since: count) == ["DELETE /replications/eastus", "PUT /replications/eastus"])
    #expect(try await world.plan(other).isEmpty)
  }

  @Test("the administrator's password is asked for only where there is one and something uses it")
  func credentials() async throws {
    let outputs = """
      output "user" { value = azurerm_container_registry.r.admin_username }
      output "password" {
        value     = azurerm_container_registry.r.admin_password
        sensitive = true
      }
      """
    try await world.apply(Self.registry())
    #expect(!world.requests.writes.contains { $0.hasSuffix("/listCredentials") })
    let none = try await world.apply(Self.registry() + outputs)
    #expect(none.failures.isEmpty)
    #expect(none.outputs.isEmpty)
    let result = try await world.apply(Self.registry("admin_enabled = true") + outputs)
    #expect(result.outputs.map(\.name) == ["password", "user"])
    #expect(result.outputs.last?.value.stringValue == "crlife")
    #expect(result.outputs.first?.isSensitive == true)
  }
}
