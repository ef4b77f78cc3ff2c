data "azurerm_virtual_network" "example" {
  name                = "vnet-example"
  resource_group_name = "rg-example"
}

output "subnets" {
  value = data.azurerm_virtual_network.example.subnets
}
