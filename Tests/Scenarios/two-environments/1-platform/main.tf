armature { environment = "platform" }

resource "azurerm_resource_group" "shared" {
  name     = "rg-platform"
  location = "centralus"
}

resource "azurerm_monitor_workspace" "metrics" {
  name                = "amw-platform"
  resource_group_name = azurerm_resource_group.shared.name
  location            = azurerm_resource_group.shared.location
}
