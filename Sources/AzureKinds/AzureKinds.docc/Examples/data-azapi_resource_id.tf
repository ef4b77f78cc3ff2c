data "azapi_resource_id" "network" {
  type      = "Microsoft.Network/virtualNetworks@2025-01-01"
  name      = "vnet-example"
  parent_id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-example"
}

output "group" {
  value = data.azapi_resource_id.network.resource_group_name
}
