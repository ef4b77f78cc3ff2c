import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// What Azure would delete along with what a plan deletes, although it isn't the environment's.
@Suite struct StrayChildrenTests {
  private static let cluster = "resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks"
  private static let network = "resourceGroups/rg-a/providers/Microsoft.Network/virtualNetworks/net"
  private static let pool = """

    resource "azurerm_kubernetes_cluster_node_pool" "p" {
      name                  = "pool"
      kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
      vm_size               = "Standard_D2s_v3"
      node_count            = 1
    }
    """

  private static func network(inline: String = "") -> String {
    """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_virtual_network" "n" {
      name                = "net"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      address_space       = ["10.0.0.0/16"]
      \(inline)
    }
    resource "azurerm_subnet" "own" {
      name                 = "own"
      resource_group_name  = azurerm_resource_group.a.name
      virtual_network_name = azurerm_virtual_network.n.name
      address_prefixes     = ["10.0.0.0/24"]
    }
    """
  }

  private static let inline = """
    subnet {
        name             = "inline"
        address_prefixes = ["10.0.1.0/24"]
      }
    """

  private func makePool(_ name: String, mode: String, in world: World) async throws {
    try await world.call(
      .put, World.id("\(Self.cluster)/agentPools/\(name)"), apiVersion: "2026-04-01",
      body: ["properties": ["count": 1, "vmSize": "Standard_D2s_v3", "mode": .string(mode), "osType": "Linux"]])
  }

  private func makeSubnet(in world: World) async throws {
    try await world.call(
      .put, World.id("\(Self.network)/subnets/byhand"), apiVersion: "2025-01-01",
      body: ["properties": ["addressPrefix": "10.0.9.0/24"]])
  }

  private func replacing(_ address: String) -> PlanOptions {
    var options = PlanOptions()
    options.replaced = [address]
    return options
  }

  /// The ids that a plan warns of.
  private func strays(_ plan: Plan) -> [String] {
    plan.warnings.filter { $0.summary == "Resources of others are deleted along" }.flatMap {
      $0.detail.split(separator: "\n").filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
    }
  }

  private func destruction(of spec: String, in world: World) async throws -> Plan {
    await (try await world.planner(spec)).planner.destruction().plan
  }

  @Test("a pool made by hand is named when its cluster is replaced, removed or destroyed; the cluster's own are not")
  func pools() async throws {
    let world = World()
    let spec = World.cluster + Self.pool
    try await world.apply(spec)
    #expect(strays(try await world.plan(spec, options: replacing("azurerm_kubernetes_cluster.c"))) == [])
    #expect(strays(try await destruction(of: spec, in: world)) == [])
    // The one before the cluster's own in the list is a system pool too.
    try await makePool("byhand", mode: "User", in: world)
    try await makePool("another", mode: "System", in: world)
    let expected = ["another", "byhand"].map { World.id("\(Self.cluster)/agentPools/\($0)") }
    #expect(strays(try await world.plan(spec)) == [], "nothing is deleted")
    let plan = try await world.plan(spec, options: replacing("azurerm_kubernetes_cluster.c"))
    #expect(strays(plan) == expected)
    #expect(plan.warnings.first?.detail.contains("  with azurerm_kubernetes_cluster.c\n") == true)
    let group = String(World.cluster.prefix { $0 != "}" }) + "}"
    #expect(strays(try await world.plan(group)) == expected)
    #expect(strays(try await destruction(of: spec, in: world)) == expected)
    #expect(strays(try await world.plan(spec, options: replacing("azurerm_resource_group.a"))) == expected)
  }

  @Test("a pool that a removed block would leave in Azure is named when its cluster goes")
  func released() async throws {
    let world = World()
    try await world.apply(World.cluster + Self.pool)
    let released = """

      removed {
        from = azurerm_kubernetes_cluster_node_pool.p
        lifecycle { destroy = false }
      }
      """
    #expect(strays(try await world.plan(World.cluster + released)) == [])
    let plan = try await world.plan(World.cluster + released, options: replacing("azurerm_kubernetes_cluster.c"))
    #expect(strays(plan) == [World.id("\(Self.cluster)/agentPools/pool")])
  }

  @Test("a subnet made by hand is named when its network goes; those of the spec, blocks or not, are not")
  func subnets() async throws {
    let world = World()
    let spec = Self.network(inline: Self.inline)
    try await world.apply(spec)
    let options = replacing("azurerm_virtual_network.n")
    #expect(strays(try await world.plan(spec, options: options)) == [])
    #expect(strays(try await destruction(of: spec, in: world)) == [])
    try await makeSubnet(in: world)
    #expect(strays(try await world.plan(spec, options: options)) == [World.id("\(Self.network)/subnets/byhand")])
  }

  @Test("a subnet made by hand in a network without blocks is named when everything is destroyed")
  func destroyedNetwork() async throws {
    let world = World()
    try await world.apply(Self.network())
    try await makeSubnet(in: world)
    let plan = try await destruction(of: Self.network(), in: world)
    #expect(strays(plan) == [World.id("\(Self.network)/subnets/byhand")])
  }
}
