data "azurerm_subnet" "example" {
  name                 = "nodes"
  virtual_network_name = "vnet-example"
  resource_group_name  = "rg-example"
}

output "address_prefixes" {
  value = data.azurerm_subnet.example.address_prefixes
}
