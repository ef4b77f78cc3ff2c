data "azurerm_private_dns_zone" "example" {
  name                = "example.internal"
  resource_group_name = "rg-example"
}

output "zone_id" {
  value = data.azurerm_private_dns_zone.example.id
}
