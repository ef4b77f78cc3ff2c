resource "azurerm_resource_group" "rg" {
  name     = "rg-settings"
  location = "westeurope"
}

resource "azurerm_postgresql_flexible_server" "server" {
  name                = "psql-settings"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
  version             = "16"
  sku_name            = "B_Standard_B1ms"

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
  }
}
