resource "azurerm_resource_group" "a" {
  name     = "rg-a"
  location = "centralus"
}

resource "azurerm_virtual_network" "v" {
  name                = "vnet"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  address_space       = ["10.0.0.0/16"]
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = azurerm_resource_group.a.name
  virtual_network_name = azurerm_virtual_network.v.name
  address_prefixes     = ["10.0.0.0/20"]
}

resource "azurerm_network_security_group" "n" {
  name                = "nsg"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location

  security_rule {
    name                       = "https"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    source_address_prefix      = "Internet"
    destination_address_prefix = "*"
  }
}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  subnet_id                 = azurerm_subnet.nodes.id
  network_security_group_id = azurerm_network_security_group.n.id
}

resource "azurerm_network_security_rule" "ssh" {
  name                        = "ssh"
  resource_group_name         = azurerm_resource_group.a.name
  network_security_group_name = azurerm_network_security_group.n.name
  priority                    = 200
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_range      = "22"
  source_address_prefix       = "*"
  destination_address_prefix  = "*"
}
