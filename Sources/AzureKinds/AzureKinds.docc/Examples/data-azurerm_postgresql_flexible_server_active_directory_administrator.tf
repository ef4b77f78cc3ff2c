data "azurerm_postgresql_flexible_server" "example" {
  name                = "psql-example"
  resource_group_name = "rg-example"
}

data "azurerm_postgresql_flexible_server_active_directory_administrator" "example" {
  server_id = data.azurerm_postgresql_flexible_server.example.id
  object_id = "55555555-5555-4555-8555-555555555555"
}

output "administrator" {
  value = data.azurerm_postgresql_flexible_server_active_directory_administrator.example.principal_name
}
