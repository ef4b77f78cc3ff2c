# Load balancers, their frontends and what lies beneath them.

locals {
  balancer = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/loadBalancers/lb"
  subnet   = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/a"
  address  = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/p"
}

resource "azurerm_lb" "frontends" {
  name                = "lb"
  resource_group_name = "rg"
  location            = "westeurope"
  sku                 = "Gateway"
  sku_tier            = "Global" # error 3: Invalid combination of arguments

  frontend_ip_configuration { # error 3: Missing required argument
    name = "empty"
  }

  frontend_ip_configuration {
    name                 = "EMPTY" # error 5: Duplicate name
    subnet_id            = local.subnet
    public_ip_address_id = local.address # error 5: Invalid combination of arguments
  }

  frontend_ip_configuration {
    name                          = "fixed"
    subnet_id                     = local.subnet
    private_ip_address_allocation = "Static" # error 5: Missing required argument
  }
}

resource "azurerm_lb_backend_address_pool" "following" {
  name             = "following"
  loadbalancer_id  = local.balancer
  synchronous_mode = "Automatic" # error 3: Missing required argument
}

resource "azurerm_lb_probe" "path" {
  name            = "path"
  loadbalancer_id = local.balancer
  port            = 80
  request_path    = "/" # error 3: Invalid combination of arguments
}

resource "azurerm_lb_probe" "asking" {
  name            = "asking"
  loadbalancer_id = local.balancer
  protocol        = "Http" # error 3: Missing required argument
  port            = 80
}

resource "azurerm_lb_rule" "pools" {
  name                           = "pools"
  loadbalancer_id                = local.balancer
  frontend_ip_configuration_name = "public"
  protocol                       = "Tcp"
  frontend_port                  = 0 # error 3: Invalid combination of arguments
  backend_port                   = 80
  backend_address_pool_ids       = [] # error 3: Invalid value for argument
}

resource "azurerm_lb_rule" "all" {
  name                           = "all"
  loadbalancer_id                = local.balancer
  frontend_ip_configuration_name = "public"
  protocol                       = "All"
  frontend_port                  = 0
  backend_port                   = 80 # error 3: Invalid combination of arguments
}

resource "azurerm_lb_outbound_rule" "uneven" { # error 46: Insufficient frontend_ip_configuration blocks
  name                     = "uneven"
  loadbalancer_id          = local.balancer
  protocol                 = "All"
  backend_address_pool_id  = "${local.balancer}/backendAddressPools/machines"
  allocated_outbound_ports = 1001 # error 3: Invalid value for argument
}

resource "azurerm_lb_nat_rule" "two_ways" {
  name                           = "two-ways"
  resource_group_name            = "rg"
  loadbalancer_id                = local.balancer
  frontend_ip_configuration_name = "public"
  protocol                       = "Tcp"
  frontend_port                  = 22
  frontend_port_start            = 1000 # error 3: Invalid combination of arguments
  backend_port                   = 22
}

resource "azurerm_lb_nat_rule" "no_way" { # error 1: Missing required argument
  name                           = "no-way"
  resource_group_name            = "rg"
  loadbalancer_id                = local.balancer
  frontend_ip_configuration_name = "public"
  protocol                       = "Tcp"
  backend_port                   = 22
}

resource "azurerm_lb_nat_rule" "half" {
  name                           = "half"
  resource_group_name            = "rg"
  loadbalancer_id                = local.balancer
  frontend_ip_configuration_name = "public"
  protocol                       = "Tcp"
  frontend_port_start            = 1000 # error 3: Missing required argument
  backend_port                   = 22
}

resource "azurerm_lb_nat_rule" "backwards" {
  name                           = "backwards"
  resource_group_name            = "rg"
  loadbalancer_id                = local.balancer
  frontend_ip_configuration_name = "public"
  protocol                       = "Tcp"
  backend_address_pool_id        = "${local.balancer}/backendAddressPools/machines"
  frontend_port_start            = 2000 # error 3: Invalid value for argument
  frontend_port_end              = 1000
  backend_port                   = 22
}
