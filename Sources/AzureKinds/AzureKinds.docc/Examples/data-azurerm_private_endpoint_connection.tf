data "azurerm_private_endpoint_connection" "example" {
  name                = "pe-example"
  resource_group_name = "rg-example"
}

output "status" {
  value = data.azurerm_private_endpoint_connection.example.private_service_connection[0].status
}
