import Applying
import Diagnostics
import HTTP
import Planning
import TestWorld
import Testing
import Values

/// Arguments as azurerm 3.x has them whose values are written in another way by now.
@Suite("Former spellings")
struct FormerSpellingTests {
  struct Spelling: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The block, with `ARGUMENT` where the argument stands.
    let block: String
    let former: [String]
    let present: [String]
    var warnings = 1

    func spec(_ arguments: [String]) -> String {
      FormerSpellingTests.base + block.replacing("ARGUMENT", with: arguments.joined(separator: "\n"))
    }
  }

  fileprivate static let base = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_virtual_network" "v" {
      name                = "net"
      resource_group_name = azurerm_resource_group.a.name
      location            = "centralus"
      address_space       = ["10.0.0.0/16"]
    }

    """

  private static let subnet = """
    resource "azurerm_subnet" "s" {
      name                 = "nodes"
      resource_group_name  = azurerm_resource_group.a.name
      virtual_network_name = azurerm_virtual_network.v.name
      address_prefixes     = ["10.0.1.0/24"]
      ARGUMENT
    }
    """

  private static let cluster = """
    resource "azurerm_kubernetes_cluster" "k" {
      name                = "aks"
      resource_group_name = azurerm_resource_group.a.name
      location            = "centralus"
      dns_prefix          = "aks"
      default_node_pool {
        name       = "system"
        vm_size    = "Standard_D4s_v5"
        node_count = 1
      }
      identity {
        type = "SystemAssigned"
      }
      ARGUMENT
    }
    """

  private static let registry = """
    resource "azurerm_container_registry" "r" {
      name                = "regformer01"
      resource_group_name = azurerm_resource_group.a.name
      location            = "centralus"
      sku                 = "Premium"
      ARGUMENT
    }
    """

  private static let pool = """
    resource "azurerm_kubernetes_cluster" "k" {
      name                = "aks"
      resource_group_name = azurerm_resource_group.a.name
      location            = "centralus"
      dns_prefix          = "aks"
      default_node_pool {
        name       = "system"
        vm_size    = "Standard_D4s_v5"
        node_count = 1
        ARGUMENT
      }
      identity {
        type = "SystemAssigned"
      }
    }
    """

  static let spellings = [
    Spelling(
      testDescription: "policies of a registry as blocks", block: registry,
      former: ["retention_policy {", "days = 14", "enabled = true", "}", "trust_policy {", "enabled = true", "}"],
      present: ["retention_policy_in_days = 14", "trust_policy_enabled = true"], warnings: 2),
    Spelling(
      testDescription: "a policy of a registry for as long as it always was", block: registry,
      former: ["retention_policy {", "enabled = true", "}"], present: ["retention_policy_in_days = 7"]),
    Spelling(
      testDescription: "policies of a registry that are off", block: registry,
      former: ["retention_policy {", "days = 14", "}", "trust_policy {", "enabled = false", "}"], present: [],
      warnings: 2),
    Spelling(
      testDescription: "who may reach an API server", block: cluster,
      former: [#"api_server_authorized_ip_ranges = ["203.0.113.0/24"]"#],
      present: ["api_server_access_profile {", #"authorized_ip_ranges = ["203.0.113.0/24"]"#, "}"]),
    Spelling(
      testDescription: "the one taint of a default pool", block: pool,
      former: [#"node_taints = ["CriticalAddonsOnly=true:NoSchedule"]"#],
      present: ["only_critical_addons_enabled = true"]),
    Spelling(
      testDescription: "policies for private endpoints as a truth value", block: subnet,
      former: ["private_endpoint_network_policies_enabled = true"],
      present: [#"private_endpoint_network_policies = "Enabled""#]),
    Spelling(
      testDescription: "policies for private endpoints, enforced by being switched off", block: subnet,
      former: ["enforce_private_link_endpoint_network_policies = false"],
      present: [#"private_endpoint_network_policies = "Enabled""#]),
    Spelling(
      testDescription: "policies for private link services, enforced by being switched off", block: subnet,
      former: ["enforce_private_link_service_network_policies = true"],
      present: ["private_link_service_network_policies_enabled = false"]),
    Spelling(
      testDescription: "routes that are not propagated",
      block: """
        resource "azurerm_route_table" "t" {
          name                = "routes"
          resource_group_name = azurerm_resource_group.a.name
          location            = "centralus"
          ARGUMENT
        }
        """,
      former: ["disable_bgp_route_propagation = true"], present: ["bgp_route_propagation_enabled = false"]),
    Spelling(
      testDescription: "the one range of a network's subnet",
      block: """
        resource "azurerm_virtual_network" "w" {
          name                = "other"
          resource_group_name = azurerm_resource_group.a.name
          location            = "centralus"
          address_space       = ["10.1.0.0/16"]
          subnet {
            name = "nodes"
            ARGUMENT
          }
        }
        """,
      former: [#"address_prefix = "10.1.1.0/24""#], present: [#"address_prefixes = ["10.1.1.0/24"]"#]),
    Spelling(
      testDescription: "the data plane of Cilium, and a bridge that is no more", block: cluster,
      former: [
        "network_profile {", #"network_plugin = "azure""#, #"network_plugin_mode = "overlay""#,
        #"network_policy = "cilium""#, #"ebpf_data_plane = "cilium""#, #"docker_bridge_cidr = "172.17.0.1/16""#, "}",
      ],
      present: [
        "network_profile {", #"network_plugin = "azure""#, #"network_plugin_mode = "overlay""#,
        #"network_policy = "cilium""#, #"network_data_plane = "cilium""#, "}",
      ], warnings: 2),
    Spelling(
      testDescription: "no DNS zone, and an integration that AKS manages", block: cluster,
      former: [
        "web_app_routing {", #"dns_zone_id = """#, "}",
        "azure_active_directory_role_based_access_control {", "managed = true", "azure_rbac_enabled = true", "}",
      ],
      present: [
        "web_app_routing {", "dns_zone_ids = []", "}",
        "azure_active_directory_role_based_access_control {", "azure_rbac_enabled = true", "}",
      ], warnings: 2),
  ]

  @Test("a former spelling means what the present one says, with a warning", arguments: spellings)
  func former(spelling: Spelling) async throws {
    let world = World()
    let plan = try await world.plan(spelling.spec(spelling.former))
    #expect(plan.warnings.filter { $0.summary.hasSuffix(" is deprecated") }.count == spelling.warnings)
    #expect(plan.warnings.allSatisfy { $0.subject != nil })
    let result = try await world.apply(spelling.spec(spelling.former))
    #expect(result.isComplete, "\(result.failures)")
    #expect(try await world.plan(spelling.spec(spelling.former)).isEmpty)
    #expect(try await world.plan(spelling.spec(spelling.present)).isEmpty)
  }

  @Test("the warning says what to write")
  func hint() async throws {
    let world = World()
    let spelling = try #require(Self.spellings.first { $0.block == Self.subnet })
    let plan = try await world.plan(spelling.spec(spelling.former))
    #expect(plan.warnings.map(\.hint) == [#"write `private_endpoint_network_policies = "Enabled"`"#])
  }

  @Test("other taints of a default pool are sent as they are, and go when they are taken out")
  func otherTaints() async throws {
    func spec(_ arguments: String...) -> String {
      Self.base + Self.pool.replacing("ARGUMENT", with: arguments.joined(separator: "\n"))
    }
    let world = World()
    let id = World.id("resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks/agentPools/system")
    func taints() async throws -> [String] {
      let body = try await world.call(.get, id, apiVersion: "2026-04-01")
      return (body[member: "properties"]?[member: "nodeTaints"]?.elements ?? []).compactMap(\.stringValue)
    }
    let other = #"node_taints = ["node.cilium.io/agent-not-ready=true:NoExecute"]"#
    for (arguments, expected) in [
      (other, ["node.cilium.io/agent-not-ready=true:NoExecute"]),
      ("only_critical_addons_enabled = true", ["CriticalAddonsOnly=true:NoSchedule"]),
      (other, ["node.cilium.io/agent-not-ready=true:NoExecute"]), ("", []),
    ] {
      #expect(try await world.apply(spec(arguments)).failures.map { "\($0.0): \($0.1)" } == [])
      #expect(try await taints() == expected)
      #expect(try await world.plan(spec(arguments)).isEmpty)
    }
    let (planner, _) = try await World().planner(spec(other, "only_critical_addons_enabled = true"))
    #expect(
      planner.validate().filter { $0.severity == .error }.map(\.summary) == ["Invalid combination of arguments"])
  }

  @Test("what is said by both an argument and its successor elsewhere is said once too often", arguments: [0, 3])
  func elsewhere(index: Int) async throws {
    let spelling = Self.spellings[index]
    let (planner, _) = try await World().planner(spelling.spec(spelling.former + spelling.present))
    let errors = planner.validate().filter { $0.severity == .error }
    #expect(Set(errors.map(\.summary)) == ["Invalid combination of arguments"])
    #expect(errors.count == [0: 2, 3: 1][index])
  }

  @Test("a former and a present spelling of one argument are one too many")
  func twice() async throws {
    let spelling = try #require(Self.spellings.first { $0.block == Self.subnet })
    let (planner, _) = try await World().planner(spelling.spec(spelling.former + spelling.present))
    #expect(planner.validate().filter { $0.severity == .error }.map(\.summary) == ["Conflicting arguments"])
  }
}
