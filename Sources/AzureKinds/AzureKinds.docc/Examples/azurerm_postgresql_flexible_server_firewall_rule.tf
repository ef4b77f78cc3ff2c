resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "azurerm_postgresql_flexible_server" "example" {
  name                = "psql-example"
  resource_group_name = azurerm_resource_group.example.name
  location            = azurerm_resource_group.example.location
  version             = "15"
  sku_name            = "B_Standard_B1ms"

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
  }
}

resource "azurerm_postgresql_flexible_server_firewall_rule" "example" {
  name             = "office"
  server_id        = azurerm_postgresql_flexible_server.example.id
  start_ip_address = "203.0.113.1"
  end_ip_address   = "203.0.113.31"
}
