resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "azurerm_management_lock" "example" {
  name       = "keep"
  scope      = azurerm_resource_group.example.id
  lock_level = "CanNotDelete"
  notes      = "Holds what can't be made again."
}
