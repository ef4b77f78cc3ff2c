data "azurerm_subscription" "current" {
}

data "azapi_resource_list" "groups" {
  type      = "Microsoft.Resources/resourceGroups@2023-07-01"
  parent_id = data.azurerm_subscription.current.id

  response_export_values = { names = "value[?location=='westeurope'].name" }
}

output "groups" {
  value = data.azapi_resource_list.groups.output.names
}
