data "azurerm_public_ip" "example" {
  name                = "pip-example"
  resource_group_name = "rg-example"
}

output "ip_address" {
  value = data.azurerm_public_ip.example.ip_address
}
