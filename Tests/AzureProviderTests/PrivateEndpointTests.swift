import Applying
import Diagnostics
import HTTP
import Planning
import TestWorld
import Testing
import Values

/// Private endpoints with private DNS zones: documents of their own that are written along with a resource.
@Suite("Private endpoints and private DNS")
struct PrivateEndpointTests {
  private typealias Specs = NetworkSpecs
  private let world = World()
  private static let zone = "privatelink.centralus.prometheus.monitor.azure.com"
  private static let zoneID = World.id("resourceGroups/rg-a/providers/Microsoft.Network/privateDnsZones/\(zone)")
  private static let endpointID = World.id("resourceGroups/rg-a/providers/Microsoft.Network/privateEndpoints/e")

  private func zone(_ more: String = "") -> String {
    """
    resource "azurerm_private_dns_zone" "z" {
      name                = "\(Self.zone)"
      resource_group_name = azurerm_resource_group.a.name
      \(more)
    }
    resource "azurerm_private_dns_zone_virtual_network_link" "l" {
      name                  = "link"
      resource_group_name   = azurerm_resource_group.a.name
      private_dns_zone_name = azurerm_private_dns_zone.z.name
      virtual_network_id    = azurerm_virtual_network.v.id
    }

    """
  }

  private func endpoint(_ connection: String = "is_manual_connection = false", _ more: String) -> String {
    """
    resource "azurerm_monitor_workspace" "m" {
      name                = "metrics"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    resource "azurerm_private_endpoint" "e" {
      name                = "e"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      subnet_id           = azurerm_subnet.s.id
      private_service_connection {
        name                           = "metrics"
        private_connection_resource_id = azurerm_monitor_workspace.m.id
        subresource_names              = ["prometheusMetrics"]
        \(connection)
      }
      \(more)
    }

    """
  }

  private func group(_ name: String) -> String {
    """
    private_dns_zone_group {
        name                 = "\(name)"
        private_dns_zone_ids = [azurerm_private_dns_zone.z.id]
      }
    """
  }

  private var network: String { Specs.group + Specs.network() + Specs.subnet() }

  private func apply(_ spec: String) async throws {
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await changes(spec) == [])
  }

  private func changes(_ spec: String) async throws -> [String] {
    try await world.plan(spec).changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
  }

  private func groups() async throws -> [String] {
    try await world.list(Self.endpointID + "/privateDnsZoneGroups", apiVersion: "2025-01-01")
      .compactMap { $0[member: "name"]?.stringValue }
  }

  @Test("an endpoint is made with its zones, planned empty, changed, and destroyed")
  func whole() async throws {
    let spec = network + zone() + endpoint(group("default"))
    try await apply(spec)
    #expect(try await groups() == ["default"])
    // Another name is another group, of which an endpoint has only one.
    try await apply(network + zone() + endpoint(group("other")))
    #expect(try await groups() == ["other"])
    let without = network + zone() + endpoint("")
    #expect(try await changes(without) == ["azurerm_private_endpoint.e update"])
    let before = world.requests.writes.count
    try await apply(without)
    #expect(try await groups() == [])
    // The endpoint itself isn't written for that.
    #expect(world.requests.writes.dropFirst(before).filter { $0.hasPrefix("PUT") } == [])
    let gone = try await world.destroy(without)
    #expect(gone.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await world.record() == nil)
  }

  private func endpoint(_ more: String) -> String { endpoint("is_manual_connection = false", more) }

  @Test("what Azure says of an endpoint can be used")
  func attributes() async throws {
    let spec =
      network + zone() + endpoint(group("default")) + """
        output "read" {
          value = [
            azurerm_private_endpoint.e.private_service_connection[0].private_ip_address,
            azurerm_private_endpoint.e.private_dns_zone_configs[0].record_sets[0].ip_addresses[0],
            azurerm_private_endpoint.e.network_interface[0].name,
          ]
        }
        """
    try await world.apply(spec)
    let value = try #require(try await world.plan(spec).outputs.first?.after)
    let address = try #require(value[0]?.stringValue)
    // The subnet is 10.0.1.0/24.
    #expect(address.hasPrefix("10.0.1."))
    #expect(value[1] == .string(address))
    #expect(value[2]?.stringValue?.hasPrefix("e.nic.") == true)
  }

  @Test("a zone group that somebody deleted is drift, and made again")
  func drift() async throws {
    let spec = network + zone() + endpoint(group("default"))
    try await apply(spec)
    try await world.call(.delete, Self.endpointID + "/privateDnsZoneGroups/default", apiVersion: "2025-01-01")
    #expect(try await changes(spec) == ["azurerm_private_endpoint.e update"])
    try await apply(spec)
    #expect(try await groups() == ["default"])
  }

  @Test("a connection that somebody has to approve of stands in the other list")
  func manual() async throws {
    let spec = network + endpoint("is_manual_connection = true\n    request_message = \"please\"", "")
    try await apply(spec)
    let body = try await world.call(.get, Self.endpointID, apiVersion: "2025-01-01")
    let properties = try #require(body[member: "properties"])
    #expect(properties[member: "privateLinkServiceConnections"]?.elements?.isEmpty == true)
    let connection = properties[member: "manualPrivateLinkServiceConnections"]?[0]?[member: "properties"]
    #expect(connection?[member: "requestMessage"] == "please")
    try await apply(network + endpoint("is_manual_connection = true\n    request_message = \"pretty please\"", ""))
    #expect(
      try await changes(network + endpoint("is_manual_connection = false", ""))
        == ["azurerm_private_endpoint.e \(InstanceChange.Action.replace(createFirst: false))"])
  }

  @Test("the start of authority is written beside its zone, and goes back to what Azure makes it")
  func startOfAuthority() async throws {
    func spec(_ soa: String) -> String { network + zone(soa) }
    func minimum() async throws -> Value? {
      try await world.call(.get, Self.zoneID + "/SOA/@", apiVersion: "2024-06-01")[member: "properties"]?[
        member: "soaRecord"]?[member: "minimumTtl"]
    }
    let record = "soa_record {\n email = \"dns.example.org\"\n minimum_ttl = 60\n }"
    try await apply(spec(record))
    #expect(try await minimum() == 60)
    let before = world.requests.writes.count
    try await apply(spec(record.replacing("60", with: "90")))
    #expect(try await minimum() == 90)
    #expect(world.requests.writes.dropFirst(before).filter { !$0.hasSuffix("/SOA/@") } == [])
    try await apply(spec(""))
    #expect(try await minimum() == 10)
    #expect(try await world.destroy(spec("")).failures.isEmpty)
  }

  @Test("a zone that is called by its name is the same as one by its id")
  func calledByName() async throws {
    try await apply(network + zone())
    let byID = (network + zone()).replacing(
      "resource_group_name   = azurerm_resource_group.a.name\n  private_dns_zone_name = azurerm_private_dns_zone.z.name",
      with: "private_dns_zone_id = azurerm_private_dns_zone.z.id")
    #expect(byID.contains("private_dns_zone_id"))
    #expect(try await changes(byID) == [])
  }

  @Test("a part that Azure isn't known to have is told with what was meant, where the type is known")
  func parts() async throws {
    func said(_ connection: String) async throws -> [String] {
      let spec = """
        resource "azurerm_private_endpoint" "e" {
          name                = "e"
          resource_group_name = "rg"
          location            = "westeurope"
          subnet_id           = "\(World.id("resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/s"))"
          private_service_connection {
            name                 = "to"
            is_manual_connection = false
            \(connection)
          }
        }
        """
      let (planner, _) = try await World().planner(spec)
      return planner.validate().map { "\($0.severity) \($0.summary): \($0.hint ?? "")" }
    }
    func target(_ type: String, _ parts: String) -> String {
      "private_connection_resource_id = \"\(World.id("resourceGroups/rg/providers/\(type)/a"))\"\n subresource_names = \(parts)"
    }
    let storage = "Microsoft.Storage/storageAccounts"
    #expect(try await said(target(storage, "[\"blob\", \"DFS\"]")) == [])
    #expect(
      try await said(target(storage, "[\"blobs\"]")) == ["warning Unknown part of a resource: did you mean \"blob\"?"])
    #expect(
      try await said(target("Microsoft.ContainerRegistry/registries", "[\"containers\"]")) == [
        "warning Unknown part of a resource: did you mean \"registry\"?"
      ])
    #expect(
      try await said(target("Microsoft.KeyVault/vaults", "null")) == [
        "warning Private endpoint to no part: say it: `subresource_names = [\"vault\"]`"
      ])
    // Somebody's own service has none, and of other types nothing is known.
    #expect(try await said(target("Microsoft.Network/privateLinkServices", "null")) == [])
    #expect(try await said(target("Contoso.Things/things", "[\"thing\"]")) == [])
  }
}
