# The gateway that ingresses of the cluster are written to, by the add-on that modules/aks switches on for it.

resource "azurerm_public_ip" "gateway" {
  count = local.has_application_gateway ? 1 : 0

  name                = "agw-${local.cluster_name}"
  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  allocation_method   = "Static"
  tags                = local.tags
}

resource "azurerm_application_gateway" "this" {
  count = local.has_application_gateway ? 1 : 0

  name                = "agw-${local.cluster_name}"
  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  tags                = local.tags

  sku {
    name = "Standard_v2"
    tier = "Standard_v2"
  }

  autoscale_configuration {
    min_capacity = 0
    max_capacity = 3
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = module.network.subnet_ids["gateway"]
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.gateway[0].id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  # Azure takes no gateway without a rule; the add-on replaces this one by those of the cluster's ingresses.
  backend_address_pool {
    name = "none"
  }

  backend_http_settings {
    name                  = "none"
    cookie_based_affinity = "Disabled"
    port                  = 80
    protocol              = "Http"
    request_timeout       = 30
  }

  http_listener {
    name                           = "none"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    protocol                       = "Http"
  }

  request_routing_rule {
    name                       = "none"
    priority                   = 20000
    rule_type                  = "Basic"
    http_listener_name         = "none"
    backend_address_pool_name  = "none"
    backend_http_settings_name = "none"
  }

  lifecycle {
    ignore_changes = [
      backend_address_pool, backend_http_settings, frontend_port, http_listener, probe, redirect_configuration,
      request_routing_rule, ssl_certificate, tags, url_path_map,
    ]
  }
}

# What the add-on writes with: to the gateway, and to the subnet that the gateway is in.
resource "azurerm_role_assignment" "gateway" {
  for_each = local.has_application_gateway ? {
    Contributor           = azurerm_application_gateway.this[0].id
    Reader                = azurerm_resource_group.this.id
    "Network Contributor" = module.network.subnet_ids["gateway"]
  } : {}

  scope                = each.value
  role_definition_name = each.key
  principal_id         = module.aks.application_gateway_object_id
  principal_type       = "ServicePrincipal"
}
