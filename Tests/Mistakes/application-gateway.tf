# Parts that call each other, and what each of them needs.

resource "azurerm_application_gateway" "parts" {
  name                = "parts"
  resource_group_name = "rg"
  location            = "westeurope"

  sku { # error 3: Missing required argument
    name = "Standard_v2"
    tier = "WAF_v2" # error 5: Invalid combination of arguments
  }

  gateway_ip_configuration {
    name      = "own"
    subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/gateway"
  }

  frontend_ip_configuration { # error 3: Missing required argument
    name = "public"
  }

  frontend_ip_configuration {
    name                          = "private"
    subnet_id                     = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/gateway"
    private_ip_address_allocation = "Static" # error 5: Missing required argument
  }

  frontend_port {
    name = "http"
    port = 80
  }

  backend_address_pool {
    name = "machines" # error 5: Duplicate name
  }

  backend_address_pool {
    name  = "Machines"
    fqdns = ["example.org"]
  }

  backend_http_settings {
    name                  = "plain"
    port                  = 70000 # error 5: Invalid value for argument
    protocol              = "http" # error 5: Invalid value for argument
    cookie_based_affinity = "Disabled"
    probe_name            = "healthy" # error 5: No such part
  }

  probe { # error 3: Missing required argument
    name                = "health"
    protocol            = "Http"
    host                = "example.org"
    interval            = 30
    timeout             = 30
    unhealthy_threshold = 3
  }

  probe { # error 3: Missing required argument
    name                = "host"
    protocol            = "Http"
    path                = "/"
    interval            = 30
    timeout             = 30
    unhealthy_threshold = 3
  }

  probe {
    name                                      = "hosts"
    protocol                                  = "Http"
    path                                      = "/"
    host                                      = "example.org" # error 5: Invalid combination of arguments
    pick_host_name_from_backend_http_settings = true
    interval                                  = 30
    timeout                                   = 30
    unhealthy_threshold                       = 3
  }

  ssl_certificate { # error 3: Missing required argument
    name = "site"
  }

  http_listener { # error 3: Missing required argument
    name                           = "in"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    protocol                       = "Https"
    host_name                      = "example.org"
    host_names                     = ["www.example.org"] # error 5: Invalid combination of arguments
  }

  redirect_configuration { # error 3: Missing required argument
    name          = "away"
    redirect_type = "Permanent"
  }

  request_routing_rule { # error 3: Missing required argument; error 3: Missing required argument
    name               = "nowhere"
    rule_type          = "Basic"
    http_listener_name = "in"
  }

  request_routing_rule {
    name                        = "both"
    rule_type                   = "Basic"
    priority                    = 10
    http_listener_name          = "in"
    redirect_configuration_name = "away" # error 5: Invalid combination of arguments
    backend_address_pool_name   = "machines"
    backend_http_settings_name  = "plain"
  }

  request_routing_rule {
    name               = "mapped"
    rule_type          = "Basic"
    priority           = 10 # error 5: Invalid value for argument
    http_listener_name = "in"
    url_path_map_name  = "paths" # error 5: Invalid combination of arguments
  }

  request_routing_rule { # error 3: Missing required argument
    name               = "unmapped"
    rule_type          = "PathBasedRouting"
    priority           = 20
    http_listener_name = "in"
  }

  url_path_map { # error 3: Missing required argument
    name                              = "nowhere"
    default_backend_address_pool_name = "machines"

    path_rule {
      name                       = "all"
      paths                      = ["/*"]
      backend_address_pool_name  = "machines"
      backend_http_settings_name = "plain"
    }
  }

  url_path_map {
    name                               = "paths"
    default_backend_address_pool_name  = "machines"
    default_backend_http_settings_name = "plain"

    path_rule { # error 5: Missing required argument
      name                      = "images"
      paths                     = ["/images/*"]
      backend_address_pool_name = "machines"
    }
  }
}

resource "azurerm_application_gateway" "scaled" {
  name                = "scaled"
  resource_group_name = "rg"
  location            = "westeurope"

  sku {
    name     = "Standard_v2"
    tier     = "Standard_v2"
    capacity = 2 # error 5: Invalid combination of arguments
  }

  autoscale_configuration {
    min_capacity = 5 # error 5: Invalid value for argument
    max_capacity = 3
  }

  identity {
    type = "UserAssigned" # error 5: Missing required argument
  }

  gateway_ip_configuration {
    name      = "own"
    subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/gateway"
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/p"
  }

  frontend_port {
    name = "http"
    port = 80
  }

  backend_address_pool {
    name = "machines"
  }

  backend_http_settings {
    name                  = "plain"
    port                  = 80
    protocol              = "Http"
    cookie_based_affinity = "Disabled"
  }

  http_listener {
    name                           = "in"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    protocol                       = "Http"
  }

  request_routing_rule {
    name                       = "all"
    rule_type                  = "Basic"
    priority                   = 10
    http_listener_name         = "in"
    backend_address_pool_name  = "machines"
    backend_http_settings_name = "plain"
  }
}
