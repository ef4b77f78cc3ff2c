import Applying
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Clusters and pools whose nodes reach out through what their subnets get: that comes first, though nothing of a cluster
/// refers to it.
@Suite("What comes first unsaid")
struct PrerequisiteTests {
  private let world = World()

  private static let network = """
    resource "azurerm_virtual_network" "v" {
      name                = "vnet"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      address_space       = ["10.1.0.0/16"]
    }
    resource "azurerm_subnet" "s" {
      for_each             = { nodes = "10.1.0.0/24", more = "10.1.1.0/24" }
      name                 = each.key
      resource_group_name  = azurerm_resource_group.a.name
      virtual_network_name = azurerm_virtual_network.v.name
      address_prefixes     = [each.value]
    }

    """

  private static let gateway = """
    resource "azurerm_public_ip" "p" {
      name                = "ip"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      allocation_method   = "Static"
    }
    resource "azurerm_nat_gateway" "n" {
      name                = "nat"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    resource "azurerm_nat_gateway_public_ip_association" "n" {
      nat_gateway_id       = azurerm_nat_gateway.n.id
      public_ip_address_id = azurerm_public_ip.p.id
    }
    resource "azurerm_subnet_nat_gateway_association" "s" {
      for_each       = azurerm_subnet.s
      subnet_id      = each.value.id
      nat_gateway_id = azurerm_nat_gateway.n.id
    }

    """

  private static let table = """
    resource "azurerm_route_table" "t" {
      name                = "table"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    resource "azurerm_route" "out" {
      name                   = "out"
      resource_group_name    = azurerm_resource_group.a.name
      route_table_name       = azurerm_route_table.t.name
      address_prefix         = "0.0.0.0/0"
      next_hop_type          = "VirtualAppliance"
      next_hop_in_ip_address = "10.1.200.4"
    }
    resource "azurerm_subnet_route_table_association" "s" {
      for_each       = azurerm_subnet.s
      subnet_id      = each.value.id
      route_table_id = azurerm_route_table.t.id
    }

    """

  private static func cluster(_ type: String) -> String {
    World.cluster(
      pool: "vnet_subnet_id = azurerm_subnet.s[\"nodes\"].id",
      """
      network_profile {
        network_plugin      = "azure"
        network_plugin_mode = "overlay"
        outbound_type       = "\(type)"
      }
      """)
        + """

        resource "azurerm_kubernetes_cluster_node_pool" "p" {
          name                  = "more"
          kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
          vm_size               = "Standard_D4s_v5"
          node_count            = 1
          vnet_subnet_id        = azurerm_subnet.s["more"].id
        }

        """
  }

  private func dependencies(_ spec: String, _ name: String) async throws -> [String] {
    try await world.plan(spec).changes.first { "\($0.address)" == name }?.dependencies.map(\.description) ?? []
  }

  @Test(
    "a cluster and its pools come after what leads out of their subnets, and go before it",
    arguments: [
      ("userAssignedNATGateway", gateway, "nat_gateway", "azurerm_nat_gateway_public_ip_association.n"),
      ("userDefinedRouting", table, "route_table", "azurerm_route.out"),
    ])
  func order(type: String, way: String, association: String, end: String) async throws {
    let spec = Self.network + way + Self.cluster(type)
    let cluster = try await dependencies(spec, "azurerm_kubernetes_cluster.c")
    #expect(cluster.contains("azurerm_subnet_\(association)_association.s[\"nodes\"]"))
    #expect(!cluster.contains("azurerm_subnet_\(association)_association.s[\"more\"]"))
    #expect(cluster.contains(end))
    let pool = try await dependencies(spec, "azurerm_kubernetes_cluster_node_pool.p")
    #expect(pool.contains("azurerm_subnet_\(association)_association.s[\"more\"]"))
    #expect(try await world.apply(spec).failures.map { "\($0.address): \($0.failure)" } == [])
    #expect(try await world.plan(spec).isEmpty)
    // What is no longer in the spec goes in the order that the record has.
    let before = world.requests.writes.count
    #expect(try await world.destroy(spec).failures.isEmpty)
    let gone = world.requests.writes.dropFirst(before).map { $0.lowercased() }
    let last = try #require(gone.firstIndex { $0.hasPrefix("delete ") && $0.hasSuffix("/managedclusters/aks") })
    let cleared = try #require(gone.firstIndex { $0.hasPrefix("put ") && $0.hasSuffix("/subnets/nodes") })
    #expect(last < cleared)
  }

  @Test("a cluster that reaches out otherwise waits for nothing, and a spec that says another order has it")
  func otherwise() async throws {
    let free = try await dependencies(
      Self.network + Self.gateway + Self.cluster("loadBalancer"), "azurerm_kubernetes_cluster.c")
    #expect(free.contains("azurerm_resource_group.a") && !free.contains { $0.contains("nat_gateway") })
    let later = Self.gateway.replacing(
      "nat_gateway_id = azurerm_nat_gateway.n.id\n}",
      with: "nat_gateway_id = azurerm_nat_gateway.n.id\n  depends_on = [azurerm_kubernetes_cluster.c]\n}")
    let spec = Self.network + later + Self.cluster("userAssignedNATGateway")
    let cluster = try await dependencies(spec, "azurerm_kubernetes_cluster.c")
    #expect(cluster.contains("azurerm_nat_gateway_public_ip_association.n"))
    #expect(!cluster.contains { $0.hasPrefix("azurerm_subnet_nat_gateway_association") })
  }
}
