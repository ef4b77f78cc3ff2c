# Networks, subnets, addresses, security rules, endpoints and zones.

resource "azurerm_virtual_network" "nowhere" { # error 1: Missing required argument
  name                = "-vnet"                # error 3: Invalid value for argument
  resource_group_name = "rg"
  location            = "westeurope"
}

resource "azurerm_virtual_network" "ranges" {
  name                = "vnet"
  resource_group_name = "rg"
  location            = "westeurope"
  address_space       = ["10.0.0.0"] # error 3: Invalid value for argument
}

resource "azurerm_subnet" "nowhere" { # error 1: Missing required argument
  name                 = "nowhere"
  resource_group_name  = "rg"
  virtual_network_name = "vnet"
}

resource "azurerm_subnet" "twice" {
  name                 = "twice"
  resource_group_name  = "rg"
  virtual_network_name = "vnet"
  address_prefixes     = ["10.0.1.0/24"]
  service_endpoints    = ["Microsoft.Storage"] # error 3: Invalid combination of arguments

  service_endpoint {
    service = "Microsoft.Sql"
  }
}

resource "azurerm_public_ip" "dynamic" {
  name                = "dynamic"
  resource_group_name = "rg"
  location            = "westeurope"
  allocation_method   = "Dynamic" # error 3: Invalid combination of arguments
}

resource "azurerm_network_security_rule" "ends" { # error 1: Missing required argument
  name                        = "ends"
  resource_group_name         = "rg"
  network_security_group_name = "nsg"
  protocol                    = "Tcp"
  access                      = "Allow"
  priority                    = 50        # error 3: Invalid value for argument
  direction                   = "Inwards" # error 3: Invalid value for argument
  source_port_range           = "*"       # error 3: Invalid combination of arguments
  source_port_ranges          = ["80"]
  source_address_prefix       = "*"
  destination_port_range      = "*"
}

resource "azurerm_network_security_group" "block" {
  name                = "nsg"
  resource_group_name = "rg"
  location            = "westeurope"

  security_rule { # error 3: Missing required argument
    name                       = "open"
    protocol                   = "*"
    access                     = "Allow"
    priority                   = 100
    direction                  = "Inbound"
    source_port_range          = "*"
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }
}

resource "azurerm_private_endpoint" "nowhere" {
  name                = "nowhere"
  resource_group_name = "rg"
  location            = "westeurope"
  subnet_id           = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/a"

  private_service_connection { # error 3: Missing required argument; error 3: Missing required argument
    name                 = "to"
    is_manual_connection = true
  }
}

resource "azurerm_private_endpoint" "twice" {
  name                = "twice"
  resource_group_name = "rg"
  location            = "westeurope"
  subnet_id           = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/a"

  private_service_connection { # warning 3: Private endpoint to no part
    name                              = "to"
    is_manual_connection              = false
    request_message                   = "please" # error 5: Invalid combination of arguments
    private_connection_resource_id    = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a"
    private_connection_resource_alias = "a.westeurope.azure.privatelinkservice" # error 5: Invalid combination of arguments
  }
}

resource "azurerm_private_dns_zone_virtual_network_link" "half" {
  name                  = "half"
  private_dns_zone_name = "example.org" # error 3: Missing required argument
  virtual_network_id    = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet"
}

resource "azurerm_private_dns_zone_virtual_network_link" "none" { # error 1: Missing required argument
  name               = "none"
  virtual_network_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet"
}

resource "azurerm_private_dns_zone_virtual_network_link" "two" {
  name                  = "two"
  private_dns_zone_id   = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/example.org"
  private_dns_zone_name = "example.com" # error 3: Invalid combination of arguments
  resource_group_name   = "rg"
  virtual_network_id    = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet"
}

resource "azurerm_private_endpoint" "names" {
  name                = "names"
  resource_group_name = "rg"
  location            = "westeurope"
  subnet_id           = "endpoints" # error 3: Invalid value for argument

  private_service_connection {
    name                           = "to"
    is_manual_connection           = false
    private_connection_resource_id = "artifacts" # error 5: Invalid value for argument
  }
}

resource "azurerm_virtual_network" "asking" {
  name                = "asking"
  resource_group_name = "rg"
  location            = "westeurope"
  address_space       = ["10.0.0.0/16"]
  dns_servers         = ["10.0.0.4", "dns.example.org"] # error 3: Invalid value for argument
}

resource "azurerm_network_security_rule" "ports" {
  name                        = "ports"
  resource_group_name         = "rg"
  network_security_group_name = "guard"
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_ranges     = ["443", "8000-80000"] # error 3: Invalid value for argument
  source_address_prefix       = "*"
  destination_address_prefix  = "*"
}

resource "azurerm_subnet" "services" {
  name                 = "services"
  resource_group_name  = "rg"
  virtual_network_name = "vnet"
  address_prefixes     = ["10.0.1.0/24"]
  service_endpoints    = ["Microsoft.Storage", "Microsoft.Keyvault"] # error 3: Invalid value for argument

  delegation {
    name = "database"

    service_delegation {
      name    = "Microsoft.DBforPostgreSQL/flexibleServer"                 # error 7: Invalid value for argument
      actions = ["Microsoft.Network/virtualNetworks/subnets/joins/action"] # error 7: Invalid value for argument
    }
  }
}

resource "azurerm_private_endpoint" "part" {
  name                = "part"
  resource_group_name = "rg"
  location            = "westeurope"
  subnet_id           = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/a"

  private_service_connection {
    name                           = "to"
    is_manual_connection           = false
    private_connection_resource_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a"
    subresource_names              = ["blobs"] # warning 39: Unknown part of a resource
  }
}
