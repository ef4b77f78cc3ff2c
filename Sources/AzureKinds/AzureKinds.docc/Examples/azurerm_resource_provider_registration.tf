resource "azurerm_resource_provider_registration" "example" {
  name = "Microsoft.Monitor"
}
