# PostgreSQL servers and what lies beneath them.

resource "azurerm_postgresql_flexible_server" "bare" { # error 1: Missing required argument; error 1: Missing required argument; error 1: Missing required argument; error 1: Missing required argument
  name                = "bare"
  resource_group_name = "rg"
  location            = "westeurope"
}

resource "azurerm_postgresql_flexible_server" "nobody" {
  name                = "nobody"
  resource_group_name = "rg"
  location            = "westeurope"
  sku_name            = "GP_Standard_D2ds_v55" # warning 3: Unknown machine
  version             = "17"
  storage_mb          = 32768
  storage_tier        = "P80" # error 3: Invalid combination of arguments

  authentication { # error 3: Invalid combination of arguments
    password_auth_enabled         = false
    active_directory_auth_enabled = false
  }
}

resource "azurerm_postgresql_flexible_server" "two_passwords" {
  name                              = "two-passwords"
  resource_group_name               = "rg"
  location                          = "westeurope"
  sku_name                          = "B_Standard_B1ms"
  version                           = "17"
  zone                              = "1"
  administrator_login               = "postgres_admin"
  administrator_password            = "Secret-of-old-1"
  administrator_password_wo         = "Secret-of-new-1" # error 3: Invalid combination of arguments
  administrator_password_wo_version = 1
  private_dns_zone_id               = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/p" # error 3: Invalid combination of arguments

  high_availability { # error 3: Invalid combination of arguments
    mode                      = "ZoneRedundant"
    standby_availability_zone = "1" # error 5: Invalid combination of arguments
  }
}

resource "azurerm_postgresql_flexible_server" "private" { # error 1: Missing required argument; error 1: Invalid combination of arguments
  name                   = "private"
  resource_group_name    = "rg"
  location               = "westeurope"
  sku_name               = "GP_Standard_D2ds_v5"
  version                = "17"
  zone                   = "1"
  administrator_login    = "postgres_admin"
  administrator_password = "Secret-of-old-1"
  delegated_subnet_id    = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/db"

  high_availability {
    mode                      = "SameZone"
    standby_availability_zone = "2" # error 5: Invalid combination of arguments
  }
}

resource "azurerm_postgresql_flexible_server" "restored" { # error 1: Missing required argument; error 1: Missing required argument
  name                = "restored"
  resource_group_name = "rg"
  location            = "westeurope"
  create_mode         = "PointInTimeRestore"
}

resource "azurerm_postgresql_flexible_server_firewall_rule" "backwards" {
  name             = "backwards"
  server_id        = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/db"
  start_ip_address = "10.0.0.9"
  end_ip_address   = "10.0.0.1" # error 3: Invalid combination of arguments
}

resource "azurerm_postgresql_flexible_server_configuration" "mistyped" {
  name      = "max_conections" # warning 3: Unknown setting
  server_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DBforPostgreSQL/flexibleServers/db"
  value     = "200"
}
