import Foundation
import JSON
import KindScenarios
import Testing
import Values

/// Every body that the program sends, against what Azure publishes of its types. Neither the simulator nor the kinds have
/// a say in it.
@Suite("Recorded requests", .timeLimit(.minutes(15)))
struct RecordedRequestsTests {
  /// The types that hold an environment's record.
  private static let records: Set = [
    "Microsoft.Resources/templateSpecs", "Microsoft.Resources/templateSpecs/versions",
  ]
  /// The types that no schema is at hand for.
  private static let unpublished: Set = ["Microsoft.Network/routeTables", "Microsoft.Network/routeTables/routes"]

  struct Life: Sendable, CustomTestStringConvertible {
    let name: String
    /// The spec, if it isn't an environment of the repository.
    var text: String?
    /// What makes a second apply update something.
    let change: [String]
    /// The types that are written, without the namespaces.
    let types: Set<String>

    var testDescription: String { name }
    var folder: String { text == nil ? "environments/\(name)" : name }
  }

  static let lives = [
    Life(
      name: "ai-conformant", change: ["-var", #"tags={team="vision"}"#],
      types: [
        "accounts", "agentPools", "dataCollectionEndpoints", "dataCollectionRuleAssociations", "dataCollectionRules",
        "managedClusters", "prometheusRuleGroups", "resourceGroups",
      ]),
    Life(
      name: "gpu-pools", change: ["-var", "training_image_family=AzureLinux"],
      types: ["agentPools", "managedClusters", "resourceGroups"]),
    Life(
      name: "kaito", change: ["-var", "namespace=other"],
      types: [
        "federatedIdentityCredentials", "managedClusters", "resourceGroups", "roleAssignments",
        "userAssignedIdentities",
      ]),
    Life(
      name: "network", text: network, change: ["-var", "priority=200"],
      types: [
        "natGateways", "networkSecurityGroups", "publicIPAddresses", "resourceGroups", "routeTables", "routes",
        "securityRules", "subnets", "virtualNetworks",
      ]),
  ]

  private static let network = """
    provider "azurerm" {
      features {}
    }

    variable "priority" {
      default = 100
    }

    resource "azurerm_resource_group" "a" {
      name     = "rg"
      location = "centralus"
    }

    resource "azurerm_virtual_network" "a" {
      name                = "net"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      address_space       = ["10.0.0.0/16"]
      tags                = { priority = var.priority }
    }

    resource "azurerm_subnet" "a" {
      name                 = "nodes"
      resource_group_name  = azurerm_resource_group.a.name
      virtual_network_name = azurerm_virtual_network.a.name
      address_prefixes     = ["10.0.1.0/24"]
      service_endpoints    = var.priority == 100 ? ["Microsoft.Storage"] : ["Microsoft.Storage", "Microsoft.KeyVault"]

      delegation {
        name = "postgres"
        service_delegation {
          name    = "Microsoft.DBforPostgreSQL/flexibleServers"
          actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
        }
      }
    }

    resource "azurerm_network_security_group" "a" {
      name                = "nsg"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      tags                = { priority = var.priority }
    }

    resource "azurerm_network_security_rule" "a" {
      name                        = "https"
      resource_group_name         = azurerm_resource_group.a.name
      network_security_group_name = azurerm_network_security_group.a.name
      priority                    = var.priority
      direction                   = "Inbound"
      access                      = "Allow"
      protocol                    = "Tcp"
      source_port_range           = "*"
      destination_port_range      = "443"
      source_address_prefix       = "*"
      destination_address_prefix  = "*"
    }

    resource "azurerm_subnet_network_security_group_association" "a" {
      subnet_id                 = azurerm_subnet.a.id
      network_security_group_id = azurerm_network_security_group.a.id
    }

    resource "azurerm_public_ip" "a" {
      name                = "ip"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      allocation_method   = "Static"
      sku                 = "Standard"
      tags                = { priority = var.priority }
    }

    resource "azurerm_nat_gateway" "a" {
      name                = "nat"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      sku_name            = "Standard"
      tags                = { priority = var.priority }
    }

    resource "azurerm_nat_gateway_public_ip_association" "a" {
      nat_gateway_id       = azurerm_nat_gateway.a.id
      public_ip_address_id = azurerm_public_ip.a.id
    }

    resource "azurerm_subnet_nat_gateway_association" "a" {
      subnet_id      = azurerm_subnet.a.id
      nat_gateway_id = azurerm_nat_gateway.a.id
    }

    resource "azurerm_route_table" "a" {
      name                = "routes"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }

    resource "azurerm_route" "a" {
      name                = "internet"
      resource_group_name = azurerm_resource_group.a.name
      route_table_name    = azurerm_route_table.a.name
      address_prefix      = "0.0.0.0/0"
      next_hop_type       = "Internet"
    }

    resource "azurerm_subnet_route_table_association" "a" {
      subnet_id      = azurerm_subnet.a.id
      route_table_id = azurerm_route_table.a.id
    }
    """

  @Test("what is sent to create, update and destroy is what Azure's types have", arguments: lives)
  func bodies(life: Life) throws {
    let place = try Workplace()
    if let text = life.text { try place.write(text, to: "\(life.folder)/main.tf") }
    let simulator = try Simulator(in: place)
    let schemas = try RequestSchema.all()
    var types: Set<String> = []
    for (command, more) in [("apply", []), ("apply", life.change), ("destroy", [])] {
      let proxy = try RecordingProxy(to: simulator.url)
      let result = try Program.run(
        "armature", [command, "--simulate", "--auto-approve"] + more + [life.folder], in: place.folder,
        environment: ["ARMATURE_ARM_ENDPOINT": proxy.url])
      #expect(result.status == 0, "\(result.errors)")
      var checked = 0
      for request in proxy.requests() where ["PUT", "PATCH"].contains(request.method) {
        let sides = request.target.components(separatedBy: "?api-version=")
        try #require(sides.count == 2, "\(request.target)")
        let type = Self.type(of: sides[0])
        if Self.records.contains(type) { continue }
        types.insert(type.components(separatedBy: "/").last ?? "")
        if Self.unpublished.contains(type) { continue }
        let schema = try #require(schemas[type.lowercased()], "there is no schema of \(type)")
        let body = try JSON.parse(Array(request.body))
        #expect(sides[1] == schema.apiVersion)
        let violations = schema.violations(in: body)
        #expect(violations == [], "\(type): \(String(decoding: request.body, as: UTF8.self))")
        checked += 1
      }
      #expect(checked > 0 || command == "destroy", "nothing was changed")
    }
    #expect(types == life.types)
  }

  /// The type of a resource's path, such as `Microsoft.Network/virtualNetworks/subnets`.
  private static func type(of path: String) -> String {
    let provider = path.components(separatedBy: "/providers/").last ?? path
    guard provider != path else { return "Microsoft.Resources/resourceGroups" }
    let segments = provider.split(separator: "/")
    let names = stride(from: 1, to: segments.count, by: 2).map { String(segments[$0]) }
    return ([String(segments[0])] + names).joined(separator: "/")
  }

  @Test(
    "a body that isn't as the types have it is found out",
    arguments: [
      (#"{"location":"l","identity":{"type":"None"},"properties":{}}"#, []),
      (#"{"properties":{}}"#, ["location is missing"]),
      (#"{"location":1}"#, ["location is no string"]),
      (#"{"location":"l","tags":{"a":true}}"#, ["tags.a is no string"]),
      (
        #"{"location":"l","properties":{"enableRBAC":1,"dnsprefix":"x"}}"#,
        ["properties.dnsprefix is unknown", "properties.enableRBAC is no bool"]
      ),
      (
        #"{"location":"l","properties":{"fqdn":"x","provisioningState":"Succeeded"}}"#,
        ["properties.fqdn is read-only", "properties.provisioningState is read-only"]
      ),
      (#"{"location":"l","properties":{"agentPoolProfiles":{}}}"#, ["properties.agentPoolProfiles is no array"]),
      (
        #"{"location":"l","properties":{"agentPoolProfiles":[{"osType":"Plan9","osDiskSizeGB":4096}]}}"#,
        [
          "properties.agentPoolProfiles[].name is missing", "properties.agentPoolProfiles[].osDiskSizeGB is above 2048",
          "properties.agentPoolProfiles[].osType is Plan9",
        ]
      ),
      (
        #"{"location":"l","properties":{"agentPoolProfiles":[{"name":"Upper"}]}}"#,
        ["properties.agentPoolProfiles[].name doesn't match ^[a-z][a-z0-9]{0,11}$"]
      ),
      (#"{"location":"l","id":"x"}"#, ["id is unknown"]),
    ] as [(String, [String])])
  func found(text: String, violations: [String]) throws {
    let schema = try #require(try RequestSchema.all()["microsoft.containerservice/managedclusters"])
    #expect(schema.violations(in: try JSON.parse(Array(text.utf8))) == violations)
  }
}
