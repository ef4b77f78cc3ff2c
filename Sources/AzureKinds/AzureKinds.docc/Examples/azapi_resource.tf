resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "azapi_resource" "registry" {
  type      = "Microsoft.ContainerRegistry/registries@2025-11-01"
  name      = "exampleregistry"
  parent_id = azurerm_resource_group.example.id
  location  = azurerm_resource_group.example.location

  body = {
    sku        = { name = "Premium" }
    properties = { zoneRedundancy = "Enabled" }
  }

  response_export_values = ["properties.loginServer"]
}

output "server" {
  value = azapi_resource.registry.output.properties.loginServer
}
