data "azapi_resource_action" "keys" {
  type        = "Microsoft.Storage/storageAccounts@2025-08-01"
  resource_id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-example/providers/Microsoft.Storage/storageAccounts/stexample"
  action      = "listKeys"

  sensitive_response_export_values = { first = "keys[0].value" }
}

output "key" {
  value     = data.azapi_resource_action.keys.sensitive_output.first
  sensitive = true
}
