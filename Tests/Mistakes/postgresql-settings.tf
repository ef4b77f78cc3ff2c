# Found by a plan: what the settings of a server that is there take.

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

resource "azurerm_postgresql_flexible_server_configuration" "mistyped" {
  name      = "work_men" # error 3: Unknown setting; warning 3: Unknown setting
  server_id = azurerm_postgresql_flexible_server.server.id
  value     = "8192"
}

resource "azurerm_postgresql_flexible_server_configuration" "unknown" {
  name      = "checkpoint_segments" # error 3: Unknown setting
  server_id = azurerm_postgresql_flexible_server.server.id
  value     = "8"
}

resource "azurerm_postgresql_flexible_server_configuration" "fixed" {
  name      = "wal_block_size" # error 3: Unchangeable setting
  server_id = azurerm_postgresql_flexible_server.server.id
  value     = "4096"
}

resource "azurerm_postgresql_flexible_server_configuration" "near" {
  name      = "log_statement"
  server_id = azurerm_postgresql_flexible_server.server.id
  value     = "ddll" # error 3: Invalid value
}

resource "azurerm_postgresql_flexible_server_configuration" "other" {
  name      = "log_connections"
  server_id = azurerm_postgresql_flexible_server.server.id
  value     = "loudly" # error 3: Invalid value
}

resource "azurerm_postgresql_flexible_server_configuration" "large" {
  name      = "max_connections"
  server_id = azurerm_postgresql_flexible_server.server.id
  value     = "5001" # error 3: Invalid value
}

resource "azurerm_postgresql_flexible_server_configuration" "negative" {
  name      = "log_min_duration_statement"
  server_id = azurerm_postgresql_flexible_server.server.id
  value     = "-1"
}

resource "azurerm_postgresql_flexible_server_configuration" "words" {
  name      = "work_mem"
  server_id = azurerm_postgresql_flexible_server.server.id
  value     = "8MB" # error 3: Invalid value
}

resource "azurerm_postgresql_flexible_server_configuration" "set" {
  name      = "pgaudit.log"
  server_id = azurerm_postgresql_flexible_server.server.id
  value     = "read, writes" # error 3: Invalid value
}

resource "azurerm_postgresql_flexible_server_configuration" "fine" {
  name      = "azure.extensions"
  server_id = azurerm_postgresql_flexible_server.server.id
  value     = "VECTOR"
}
