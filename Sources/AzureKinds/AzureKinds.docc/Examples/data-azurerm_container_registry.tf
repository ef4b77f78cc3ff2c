data "azurerm_container_registry" "example" {
  name                = "crexample"
  resource_group_name = "rg-example"
}

output "host" {
  value = data.azurerm_container_registry.example.login_server
}
