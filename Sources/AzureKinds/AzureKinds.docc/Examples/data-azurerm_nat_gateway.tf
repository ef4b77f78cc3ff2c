data "azurerm_nat_gateway" "example" {
  name                = "nat-example"
  resource_group_name = "rg-example"
}

output "public_ip_address_ids" {
  value = data.azurerm_nat_gateway.example.public_ip_address_ids
}
