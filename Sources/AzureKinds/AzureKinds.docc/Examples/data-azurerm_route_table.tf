data "azurerm_route_table" "example" {
  name                = "rt-example"
  resource_group_name = "rg-example"
}

output "route" {
  value = data.azurerm_route_table.example.route
}
