data "azurerm_postgresql_flexible_server" "example" {
  name                = "psql-example"
  resource_group_name = "rg-example"
}

output "host" {
  value = data.azurerm_postgresql_flexible_server.example.fqdn
}
