resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "random_password" "example" {
  length = 24
}

resource "azurerm_postgresql_flexible_server" "example" {
  name                = "psql-example"
  resource_group_name = azurerm_resource_group.example.name
  location            = azurerm_resource_group.example.location
  version             = "15"
  sku_name            = "GP_Standard_D2ds_v5"
  storage_mb          = 65536

  administrator_login    = "psqladmin"
  administrator_password = random_password.example.result

  high_availability {
    mode = "ZoneRedundant"
  }

  maintenance_window {
    day_of_week = 6
    start_hour  = 3
  }
}
