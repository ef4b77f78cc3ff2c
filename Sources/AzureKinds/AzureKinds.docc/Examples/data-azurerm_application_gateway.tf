data "azurerm_application_gateway" "example" {
  name                = "agw-example"
  resource_group_name = "rg-example"
}

output "http_listener" {
  value = data.azurerm_application_gateway.example.http_listener
}
