data "azurerm_subscription" "current" {
}

data "azapi_resource" "group" {
  type      = "Microsoft.Resources/resourceGroups@2023-07-01"
  name      = "rg-example"
  parent_id = data.azurerm_subscription.current.id

  response_export_values = { state = "properties.provisioningState" }
}

output "location" {
  value = data.azapi_resource.group.location
}
