data "azurerm_dashboard_grafana" "example" {
  name                = "amg-example"
  resource_group_name = "rg-example"
}

output "url" {
  value = data.azurerm_dashboard_grafana.example.endpoint
}
