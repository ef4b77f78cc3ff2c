resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "azurerm_virtual_network" "example" {
  name                = "vnet-example"
  resource_group_name = azurerm_resource_group.example.name
  location            = azurerm_resource_group.example.location
  address_space       = ["10.0.0.0/16"]
}

resource "azapi_update_resource" "timeout" {
  type        = "Microsoft.Network/virtualNetworks@2025-01-01"
  resource_id = azurerm_virtual_network.example.id

  body = {
    properties = {
      flowTimeoutInMinutes = 10
    }
  }
}
