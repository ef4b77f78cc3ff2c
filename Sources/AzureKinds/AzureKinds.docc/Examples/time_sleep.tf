resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "time_sleep" "example" {
  create_duration = "30s"
  triggers        = { group = azurerm_resource_group.example.id }
}
