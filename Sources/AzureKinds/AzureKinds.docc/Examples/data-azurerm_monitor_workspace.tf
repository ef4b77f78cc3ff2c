data "azurerm_monitor_workspace" "example" {
  name                = "amw-example"
  resource_group_name = "rg-example"
}

output "query_endpoint" {
  value = data.azurerm_monitor_workspace.example.query_endpoint
}
