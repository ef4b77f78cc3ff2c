data "azurerm_lb" "example" {
  name                = "lb-example"
  resource_group_name = "rg-example"
}

output "frontends" {
  value = data.azurerm_lb.example.frontend_ip_configuration[*].name
}
