data "azurerm_subscription" "current" {
}

resource "azapi_resource_action" "gateway_api" {
  type        = "Microsoft.Features/featureProviders/subscriptionFeatureRegistrations@2021-07-01"
  resource_id = "${data.azurerm_subscription.current.id}/providers/Microsoft.Features/featureProviders/Microsoft.ContainerService/subscriptionFeatureRegistrations/ManagedGatewayAPIPreview"
  method      = "PUT"
  body        = {}

  response_export_values = ["properties.state"]
}
