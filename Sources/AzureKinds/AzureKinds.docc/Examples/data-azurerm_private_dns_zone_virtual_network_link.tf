data "azurerm_private_dns_zone" "example" {
  name                = "example.internal"
  resource_group_name = "rg-example"
}

data "azurerm_private_dns_zone_virtual_network_link" "example" {
  name                = "vnet-example"
  private_dns_zone_id = data.azurerm_private_dns_zone.example.id
}

output "network_id" {
  value = data.azurerm_private_dns_zone_virtual_network_link.example.virtual_network_id
}
