import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Load balancers with what is in them.
@Suite("Load balancers")
struct LoadBalancerTests {
  private typealias Specs = NetworkSpecs
  private let world = World()
  private static let id = World.id("resourceGroups/rg-a/providers/Microsoft.Network/loadBalancers/lb")

  /// A load balancer; `more` stands in its block.
  private func balancer(_ more: String = "") -> String {
    Specs.group + """
      resource "azurerm_public_ip" "p" {
        name                = "p"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        allocation_method   = "Static"
      }
      resource "azurerm_lb" "l" {
        name                = "lb"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        frontend_ip_configuration {
          name                 = "public"
          public_ip_address_id = azurerm_public_ip.p.id
        }
        \(more)
      }

      """
  }

  private func parts(port: Int = 8080, probe: String = "azurerm_lb_probe.h.id", allocated: Int = 1024) -> String {
    """
    resource "azurerm_lb_backend_address_pool" "b" {
      name            = "machines"
      loadbalancer_id = azurerm_lb.l.id
    }
    resource "azurerm_lb_probe" "h" {
      name            = "health"
      loadbalancer_id = azurerm_lb.l.id
      port            = \(port)
    }
    resource "azurerm_lb_rule" "r" {
      name                           = "http"
      loadbalancer_id                = azurerm_lb.l.id
      frontend_ip_configuration_name = "public"
      protocol                       = "Tcp"
      frontend_port                  = 80
      backend_port                   = \(port)
      backend_address_pool_ids       = [azurerm_lb_backend_address_pool.b.id]
      probe_id                       = \(probe)
      disable_outbound_snat          = true
    }
    resource "azurerm_lb_outbound_rule" "o" {
      name                     = "out"
      loadbalancer_id          = azurerm_lb.l.id
      protocol                 = "All"
      backend_address_pool_id  = azurerm_lb_backend_address_pool.b.id
      allocated_outbound_ports = \(allocated)
      frontend_ip_configuration {
        name = azurerm_lb.l.frontend_ip_configuration[0].name
      }
    }
    resource "azurerm_lb_nat_rule" "n" {
      name                           = "ssh"
      resource_group_name            = azurerm_resource_group.a.name
      loadbalancer_id                = azurerm_lb.l.id
      frontend_ip_configuration_name = "public"
      protocol                       = "Tcp"
      frontend_port                  = 2222
      backend_port                   = 22
    }

    """
  }

  private func apply(_ spec: String) async throws {
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await changes(spec) == [])
  }

  private func changes(_ spec: String) async throws -> [String] {
    try await world.plan(spec).changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
  }

  private func part(_ list: String, _ name: String) async throws -> Value? {
    let body = try await world.call(.get, Self.id, apiVersion: "2025-01-01")
    return (body[member: "properties"]?[member: list]?.elements ?? []).first { $0[member: "name"] == .string(name) }?[
      member: "properties"]
  }

  @Test("all of a load balancer is made, planned empty, changed, and destroyed")
  func whole() async throws {
    try await apply(balancer() + parts())
    let rule = try #require(try await part("loadBalancingRules", "http"))
    #expect(
      rule[member: "frontendIPConfiguration"]?[member: "id"] == .string(Self.id + "/frontendIPConfigurations/public"))
    #expect(rule[member: "probe"]?[member: "id"] == .string(Self.id + "/probes/health"))
    #expect(
      rule[member: "backendAddressPool"]?[member: "id"] == .string(Self.id + "/backendAddressPools/machines"))
    let changed = balancer() + parts(port: 9090, allocated: 512)
    #expect(
      try await changes(changed) == [
        "azurerm_lb_outbound_rule.o update", "azurerm_lb_probe.h update", "azurerm_lb_rule.r update",
      ])
    try await apply(changed)
    #expect(try await part("probes", "health")?[member: "port"] == 9090)
    #expect(try await part("outboundRules", "out")?[member: "allocatedOutboundPorts"] == 512)
    let gone = try await world.destroy(changed)
    #expect(gone.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await world.record() == nil)
  }

  @Test("the id of a frontend that a rule calls by another name is known only afterwards")
  func renamed() async throws {
    let other = """
      frontend_ip_configuration {
        name                 = "second"
        public_ip_address_id = azurerm_public_ip.q.id
      }
      """
    let address = """
      resource "azurerm_public_ip" "q" {
        name                = "q"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        allocation_method   = "Static"
      }

      """
    let spec = balancer(other) + address + parts()
    try await apply(spec)
    let changed = spec.replacing("frontend_ip_configuration[0].name", with: "frontend_ip_configuration[1].name")
    let plan = try await world.plan(changed)
    let rule = try #require(plan.changes.first { "\($0.address)" == "azurerm_lb_outbound_rule.o" })
    let frontend = try #require(rule.after[member: "frontend_ip_configuration"]?[0])
    #expect(frontend[member: "name"] == "second")
    #expect(frontend[member: "id"]?.isKnown == false)
    try await apply(changed)
    let frontends = try await part("outboundRules", "out")?[member: "frontendIPConfigurations"]?.elements
    #expect(frontends?.map { $0[member: "id"] } == [.string(Self.id + "/frontendIPConfigurations/second")])
  }

  @Test("an argument that is taken out of a rule goes from its element")
  func takenOut() async throws {
    try await apply(balancer() + parts())
    try await apply(balancer() + parts(probe: "null"))
    let rule = try #require(try await part("loadBalancingRules", "http"))
    #expect(rule[member: "probe"] == nil)
    #expect(rule[member: "backendPort"] == 8080)
  }

  @Test("a change of the load balancer leaves what is in it alone")
  func outer() async throws {
    try await apply(balancer() + parts())
    try await apply(balancer("tags = { a = \"b\" }") + parts())
    for (list, name) in [
      ("loadBalancingRules", "http"), ("probes", "health"), ("backendAddressPools", "machines"),
      ("inboundNatRules", "ssh"), ("outboundRules", "out"),
    ] {
      #expect(try await part(list, name) != nil, "\(list)")
    }
  }

  @Test("a rule that somebody made is named before the load balancer goes with it, and ours are not")
  func strays() async throws {
    let spec = balancer() + parts()
    try await apply(spec)
    let (ours, _) = try await world.planner(spec)
    #expect(await ours.destruction().plan.warnings.isEmpty)
    try await world.call(
      .put, Self.id + "/inboundNatRules/theirs", apiVersion: "2025-01-01",
      body: [
        "properties": [
          "frontendIPConfiguration": ["id": .string(Self.id + "/frontendIPConfigurations/public")], "protocol": "Tcp",
          "frontendPort": 1, "backendPort": 1,
        ]
      ])
    let (planner, _) = try await world.planner(spec)
    let warnings = await planner.destruction().plan.warnings
    #expect(warnings.map(\.summary) == ["Resources of others are deleted along"])
    #expect(warnings.first?.detail.contains("inboundNatRules/theirs") == true)
    #expect(warnings.first?.detail.contains("loadBalancingRules/http") == false)
  }

  @Test("data sources read a load balancer, its pool and its rules")
  func data() async throws {
    let spec = balancer() + parts()
    try await apply(spec)
    let reading = """
      data "azurerm_lb" "l" {
        name                = "lb"
        resource_group_name = "rg-a"
      }
      data "azurerm_lb_backend_address_pool" "b" {
        name            = "machines"
        loadbalancer_id = data.azurerm_lb.l.id
      }
      data "azurerm_lb_rule" "r" {
        name            = "http"
        loadbalancer_id = data.azurerm_lb.l.id
      }
      output "read" {
        value = [
          data.azurerm_lb.l.frontend_ip_configuration[0].name, data.azurerm_lb_backend_address_pool.b.load_balancing_rules,
          data.azurerm_lb_rule.r.backend_port, data.azurerm_lb_rule.r.backend_address_pool_id,
        ]
      }
      """
    let plan = try await world.plan(spec + reading)
    let value = try #require(plan.outputs.first?.after)
    #expect(value[0] == "public")
    #expect(value[1]?[0] == .string(Self.id + "/loadBalancingRules/http"))
    #expect(value[2] == 8080)
    #expect(value[3] == .string(Self.id + "/backendAddressPools/machines"))
  }

  @Test("a data source shows by which ports a rule for a pool leads to its addresses, which a change leaves alone")
  func portMappings() async throws {
    func spec(_ port: Int) -> String {
      balancer() + """
        resource "azurerm_lb_backend_address_pool" "b" {
          name            = "machines"
          loadbalancer_id = azurerm_lb.l.id
        }
        resource "azurerm_lb_nat_rule" "n" {
          name                           = "ssh"
          resource_group_name            = azurerm_resource_group.a.name
          loadbalancer_id                = azurerm_lb.l.id
          frontend_ip_configuration_name = "public"
          protocol                       = "Tcp"
          frontend_port_start            = 5000
          frontend_port_end              = 5009
          backend_port                   = \(port)
          backend_address_pool_id        = azurerm_lb_backend_address_pool.b.id
        }

        """
    }
    try await apply(spec(22))
    // Addresses are another resource's in azurerm, too: they are added by hand here.
    let pool = Self.id + "/backendAddressPools/machines"
    var body = try await world.call(.get, pool, apiVersion: "2025-01-01").members ?? Members()
    var properties = body["properties"]?.members ?? Members()
    properties["loadBalancerBackendAddresses"] = .tuple(
      ["a", "b"].enumerated().map { index, name in
        ["name": .string(name), "properties": ["ipAddress": .string("10.0.0.\(index + 4)")]]
      })
    body["properties"] = .object(properties)
    try await world.call(.put, pool, apiVersion: "2025-01-01", body: .object(body))
    let reading = """
      data "azurerm_lb_backend_address_pool" "b" {
        name            = "machines"
        loadbalancer_id = "\(Self.id)"
      }
      output "ports" {
        value = [
          for a in data.azurerm_lb_backend_address_pool.b.backend_address :
          [a.name, [for m in a.inbound_nat_rule_port_mapping : "${m.inbound_nat_rule_name} ${m.frontend_port} ${m.backend_port}"]]
        ]
      }
      """
    func ports(_ port: Int) async throws -> Value? {
      try await world.plan(spec(port) + reading).outputs.first { $0.name == "ports" }?.after?.unmarkedDeep
    }
    #expect(try await ports(22) == [["a", ["ssh 5000 22"]], ["b", ["ssh 5001 22"]]])
    #expect(try await world.apply(spec(2022)).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await ports(2022) == [["a", ["ssh 5000 2022"]], ["b", ["ssh 5001 2022"]]])
  }

  @Test("an outbound rule takes other frontends, in their order")
  func outboundFrontends() async throws {
    let second = """
      frontend_ip_configuration {
        name                 = "second"
        public_ip_address_id = azurerm_public_ip.q.id
      }
      """
    func spec(_ frontends: String...) -> String {
      balancer(second) + """
        resource "azurerm_public_ip" "q" {
          name                = "q"
          resource_group_name = azurerm_resource_group.a.name
          location            = azurerm_resource_group.a.location
          allocation_method   = "Static"
        }
        resource "azurerm_lb_backend_address_pool" "b" {
          name            = "machines"
          loadbalancer_id = azurerm_lb.l.id
        }
        resource "azurerm_lb_outbound_rule" "o" {
          name                    = "out"
          loadbalancer_id         = azurerm_lb.l.id
          protocol                = "All"
          backend_address_pool_id = azurerm_lb_backend_address_pool.b.id
          \(frontends.map { "frontend_ip_configuration {\n name = \"\($0)\"\n }" }.joined(separator: "\n"))
        }

        """
    }
    func live() async throws -> [String] {
      let body = try await world.call(.get, Self.id, apiVersion: "2025-01-01")
      let rule = body[member: "properties"]?[member: "outboundRules"]?[0]?[member: "properties"]
      return rule?[member: "frontendIPConfigurations"]?.elements?.compactMap {
        $0[member: "id"]?.stringValue?.split(separator: "/").last.map(String.init)
      } ?? []
    }
    try await world.apply(spec("public"))
    #expect(try await live() == ["public"])
    for frontends in [["second", "public"], ["public", "second"], ["second"]] {
      let changed = frontends.count == 1 ? spec(frontends[0]) : spec(frontends[0], frontends[1])
      #expect(try await world.apply(changed).failures.isEmpty)
      #expect(try await live() == frontends)
      #expect(try await world.plan(changed).isEmpty)
    }
  }

  @Test("a balancer is replaced with the address that it is reached at, which can't go while it is there")
  func address() async throws {
    try await world.apply(balancer())
    let spec = balancer().replacing(
      "allocation_method   = \"Static\"", with: "allocation_method   = \"Static\"\n  zones = [\"1\"]")
    let plan = try await world.plan(spec)
    let change = try #require(plan.changes.first { $0.kind.name == "azurerm_lb" })
    #expect(change.action == .replace(createFirst: false))
    let result = try await world.apply(spec)
    #expect(result.isComplete, "\(result.failures)")
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("a frontend that gets an address of its own gives up the prefix that it had one from")
  func frontendLeavesPrefix() async throws {
    let prefix = "\"\(World.id("resourceGroups/rg-a/providers/Microsoft.Network/publicIPPrefixes/x"))\""
    func spec(_ source: String) -> String {
      Specs.group + """
        resource "azurerm_public_ip" "p" {
          name                = "p"
          resource_group_name = azurerm_resource_group.a.name
          location            = azurerm_resource_group.a.location
          allocation_method   = "Static"
        }
        resource "azurerm_lb" "l" {
          name                = "lb"
          resource_group_name = azurerm_resource_group.a.name
          location            = azurerm_resource_group.a.location
          sku                 = "Standard"
          frontend_ip_configuration {
            name = "public"
            \(source)
          }
        }

        """
    }
    #expect(try await world.apply(spec("public_ip_prefix_id = \(prefix)")).failures.isEmpty)
    let addressed = spec("public_ip_address_id = azurerm_public_ip.p.id")
    #expect(try await world.apply(addressed).failures.isEmpty)
    let properties = try await world.call(.get, Self.id, apiVersion: "2025-01-01")[member: "properties"]
    let frontend = properties?[member: "frontendIPConfigurations"]?[0]?[member: "properties"]
    #expect(frontend?[member: "publicIPPrefix"] == nil)
    #expect(frontend?[member: "publicIPAddress"]?[member: "id"]?.stringValue?.hasSuffix("/p") == true)
    #expect(try await world.plan(addressed).isEmpty)
    #expect(try await world.apply(spec("public_ip_prefix_id = \(prefix)")).failures.isEmpty)
  }

  @Test("a frontend that leaves its subnet leaves the address behind that Azure gave it there")
  func frontendLeavesSubnet() async throws {
    let outside = balancer()
    let inside =
      outside.replacing(
        "public_ip_address_id = azurerm_public_ip.p.id", with: "subnet_id            = azurerm_subnet.s.id")
        + """
        resource "azurerm_virtual_network" "v" {
          name                = "vnet"
          resource_group_name = azurerm_resource_group.a.name
          location            = azurerm_resource_group.a.location
          address_space       = ["10.0.0.0/16"]
        }
        resource "azurerm_subnet" "s" {
          name                 = "frontends"
          resource_group_name  = azurerm_resource_group.a.name
          virtual_network_name = azurerm_virtual_network.v.name
          address_prefixes     = ["10.0.0.0/24"]
        }

        """
    func address() async throws -> String? {
      let body = try await world.call(.get, Self.id, apiVersion: "2025-01-01")
      let frontend = body[member: "properties"]?[member: "frontendIPConfigurations"]?[0]
      return frontend?[member: "properties"]?[member: "privateIPAddress"]?.stringValue
    }
    #expect(try await world.apply(inside).failures.isEmpty)
    #expect(try await address()?.hasPrefix("10.0.0.") == true)
    #expect(try await world.apply(outside).failures.map { "\($0.address): \($0.failure)" } == [])
    #expect(try await address() == nil)
    #expect(try await world.plan(outside).isEmpty)
  }
}
