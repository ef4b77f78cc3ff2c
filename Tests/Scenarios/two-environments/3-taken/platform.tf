# The platform's workspace as if it were the team's own.
resource "azurerm_monitor_workspace" "metrics" {
  name                = "amw-platform"
  resource_group_name = data.azurerm_resource_group.platform.name
  location            = data.azurerm_resource_group.platform.location
}
