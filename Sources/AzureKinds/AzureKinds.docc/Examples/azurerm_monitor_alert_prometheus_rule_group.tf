resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "azurerm_monitor_workspace" "example" {
  name                = "amw-example"
  resource_group_name = azurerm_resource_group.example.name
  location            = azurerm_resource_group.example.location
}

resource "azurerm_monitor_alert_prometheus_rule_group" "example" {
  name                = "nodes"
  resource_group_name = azurerm_resource_group.example.name
  location            = azurerm_resource_group.example.location
  scopes              = [azurerm_monitor_workspace.example.id]
  interval            = "PT1M"

  rule {
    record     = "instance:node_cpu:ratio"
    expression = "1 - avg without (cpu) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m]))"
  }
}
