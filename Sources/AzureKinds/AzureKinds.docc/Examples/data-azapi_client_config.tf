data "azapi_client_config" "current" {
}

output "subscription" {
  value = data.azapi_client_config.current.subscription_resource_id
}
