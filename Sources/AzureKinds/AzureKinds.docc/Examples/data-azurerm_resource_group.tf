data "azurerm_resource_group" "example" {
  name = "rg-example"
}

output "location" {
  value = data.azurerm_resource_group.example.location
}
