data "azurerm_log_analytics_workspace" "example" {
  name                = "log-example"
  resource_group_name = "rg-example"
}

output "workspace" {
  value = data.azurerm_log_analytics_workspace.example.workspace_id
}
