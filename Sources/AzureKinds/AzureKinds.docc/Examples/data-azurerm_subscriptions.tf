data "azurerm_subscriptions" "example" {
  display_name_prefix = "vision-"
}

output "subscription_ids" {
  value = data.azurerm_subscriptions.example.subscriptions[*].subscription_id
}
