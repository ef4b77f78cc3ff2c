import TestWorld

/// Specs of networks, piece by piece.
enum NetworkSpecs {
  static let group = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }

    """

  /// A network; `more` stands in its block.
  static func network(_ more: String = "") -> String {
    """
    resource "azurerm_virtual_network" "v" {
      name                = "v1"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      address_space       = ["10.0.0.0/16"]
      \(more)
    }

    """
  }

  static func subnet(_ more: String = "", label: String = "s", name: String = "s", prefix: String = "10.0.1.0/24")
    -> String
  {
    """
    resource "azurerm_subnet" "\(label)" {
      name                 = "\(name)"
      resource_group_name  = azurerm_resource_group.a.name
      virtual_network_name = azurerm_virtual_network.v.name
      address_prefixes     = ["\(prefix)"]
      \(more)
    }

    """
  }

  static func securityGroup(_ label: String = "n", _ more: String = "") -> String {
    """
    resource "azurerm_network_security_group" "\(label)" {
      name                = "\(label)"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      \(more)
    }

    """
  }

  static func association(_ label: String = "x", group: String = "n", subnet: String = "s") -> String {
    """
    resource "azurerm_subnet_network_security_group_association" "\(label)" {
      subnet_id                 = azurerm_subnet.\(subnet).id
      network_security_group_id = azurerm_network_security_group.\(group).id
    }

    """
  }

  /// A gateway with an address, a route table, and what connects them with the subnet.
  static let ways = """
    resource "azurerm_public_ip" "p" {
      name                = "p"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      allocation_method   = "Static"
      domain_name_label   = "armature"
    }
    resource "azurerm_nat_gateway" "g" {
      name                = "g"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    resource "azurerm_nat_gateway_public_ip_association" "gp" {
      nat_gateway_id       = azurerm_nat_gateway.g.id
      public_ip_address_id = azurerm_public_ip.p.id
    }
    resource "azurerm_subnet_nat_gateway_association" "sg" {
      subnet_id      = azurerm_subnet.s.id
      nat_gateway_id = azurerm_nat_gateway.g.id
    }
    resource "azurerm_route_table" "t" {
      name                = "t"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      route {
        name           = "inside"
        address_prefix = "10.0.0.0/16"
        next_hop_type  = "VnetLocal"
      }
    }
    resource "azurerm_route" "r" {
      name                = "out"
      resource_group_name = azurerm_resource_group.a.name
      route_table_name    = azurerm_route_table.t.name
      address_prefix      = "0.0.0.0/0"
      next_hop_type       = "Internet"
    }
    resource "azurerm_subnet_route_table_association" "st" {
      subnet_id      = azurerm_subnet.s.id
      route_table_id = azurerm_route_table.t.id
    }

    """

  /// A security rule as a resource of its own.
  static func rule(_ name: String, priority: Int) -> String {
    """
    resource "azurerm_network_security_rule" "\(name)" {
      name                        = "\(name)"
      resource_group_name         = azurerm_resource_group.a.name
      network_security_group_name = azurerm_network_security_group.n.name
      \(rulePorts)
      priority = \(priority)
    }

    """
  }

  /// The same as a block of a group.
  static func ruleBlock(_ name: String, priority: Int, description: String = "x") -> String {
    """
    security_rule {
        name        = "\(name)"
        description = "\(description)"
        priority    = \(priority)
        \(rulePorts)
      }

    """
  }

  private static let rulePorts = """
    protocol                   = "Tcp"
      source_port_range          = "*"
      destination_port_range     = "443"
      source_address_prefix      = "*"
      destination_address_prefix = "*"
      access                     = "Allow"
      direction                  = "Inbound"
    """

  /// A network with a subnet that has a security group.
  static let secured = group + network() + subnet() + securityGroup() + association()

  static let networkID = World.id("resourceGroups/rg-a/providers/Microsoft.Network/virtualNetworks/v1")
  static let subnetID = networkID + "/subnets/s"
  static let securityGroupID = World.id("resourceGroups/rg-a/providers/Microsoft.Network/networkSecurityGroups/n")
}
