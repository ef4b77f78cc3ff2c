data "azurerm_resources" "example" {
  resource_group_name = "rg-example"
  type                = "Microsoft.Network/virtualNetworks"
}

output "network_ids" {
  value = data.azurerm_resources.example.resources[*].id
}
