# What the platform owns is only referred to here, by data sources and ids.
armature { environment = "team" }

data "azurerm_resource_group" "platform" {
  name = "rg-platform"
}

resource "azurerm_resource_group" "team" {
  name     = "rg-team"
  location = data.azurerm_resource_group.platform.location
}

resource "azurerm_monitor_alert_prometheus_rule_group" "team" {
  name                = "team"
  resource_group_name = azurerm_resource_group.team.name
  location            = azurerm_resource_group.team.location
  scopes              = ["${data.azurerm_resource_group.platform.id}/providers/Microsoft.Monitor/accounts/amw-platform"]

  rule {
    record     = "team:up"
    expression = "up"
  }
}
