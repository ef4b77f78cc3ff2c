data "azurerm_subscription" "current" {}

output "name" {
  value = data.azurerm_subscription.current.display_name
}
