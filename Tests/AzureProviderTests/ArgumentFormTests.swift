import Planning
import TestWorld
import Testing

/// Repeated blocks that people write as one argument.
@Suite("Blocks as an argument")
struct ArgumentFormTests {
  private static let group = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "westeurope"
    }

    """

  private static func network(_ rules: String, _ subnets: String) -> String {
    group + """
      resource "azurerm_network_security_group" "a" {
        name                = "nsg"
        location            = azurerm_resource_group.a.location
        resource_group_name = azurerm_resource_group.a.name
        \(rules)
      }
      resource "azurerm_virtual_network" "a" {
        name                = "vnet"
        location            = azurerm_resource_group.a.location
        resource_group_name = azurerm_resource_group.a.name
        address_space       = ["10.0.0.0/16"]
        \(subnets)
      }

      """
  }

  @Test("rules and subnets are the same in either form")
  func forms() async throws {
    let arguments = Self.network(
      """
      security_rule = [for port in [80, 443] : {
          name                                       = "port-${port}"
          description                                = ""
          access                                     = "Allow"
          direction                                  = "Inbound"
          priority                                   = 100 + port
          protocol                                   = "Tcp"
          destination_address_prefix                 = "*"
          destination_address_prefixes               = []
          destination_application_security_group_ids = []
          destination_port_range                     = ""
          destination_port_ranges                    = [tostring(port), "8${port}"]
          source_address_prefix                      = "VirtualNetwork"
          source_address_prefixes                    = []
          source_application_security_group_ids      = []
          source_port_range                          = "*"
          source_port_ranges                         = []
        }]
      """,
      """
      subnet = [{
          name             = "s"
          address_prefixes = ["10.0.1.0/24"]
          security_group   = azurerm_network_security_group.a.id
        }]
      """)
    let blocks = Self.network(
      """
      dynamic "security_rule" {
          for_each = [80, 443]
          content {
            name                       = "port-${security_rule.value}"
            access                     = "Allow"
            direction                  = "Inbound"
            priority                   = 100 + security_rule.value
            protocol                   = "Tcp"
            destination_address_prefix = "*"
            destination_port_ranges    = [tostring(security_rule.value), "8${security_rule.value}"]
            source_address_prefix      = "VirtualNetwork"
            source_port_range          = "*"
          }
        }
      """,
      """
      subnet {
          name             = "s"
          address_prefixes = ["10.0.1.0/24"]
          security_group   = azurerm_network_security_group.a.id
        }
      """)
    let world = World()
    try await world.apply(arguments)
    #expect(try await world.plan(arguments).isEmpty)
    #expect(try await world.plan(blocks).isEmpty)
  }

  @Test("an empty list is no block")
  func empty() async throws {
    let world = World()
    let spec = Self.network("security_rule = []", "subnet = []")
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
    #expect(try await world.plan(Self.network("", "")).isEmpty)
  }
}
