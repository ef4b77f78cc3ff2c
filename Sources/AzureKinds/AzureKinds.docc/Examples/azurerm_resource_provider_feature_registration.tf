resource "azurerm_resource_provider_feature_registration" "example" {
  name          = "ManagedGatewayAPIPreview"
  provider_name = "Microsoft.ContainerService"
}
