data "azurerm_network_security_group" "example" {
  name                = "nsg-example"
  resource_group_name = "rg-example"
}

output "security_rule" {
  value = data.azurerm_network_security_group.example.security_rule
}
