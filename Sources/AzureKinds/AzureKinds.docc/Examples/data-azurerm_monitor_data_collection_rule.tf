data "azurerm_monitor_data_collection_rule" "example" {
  name                = "dcr-example"
  resource_group_name = "rg-example"
}

output "immutable_id" {
  value = data.azurerm_monitor_data_collection_rule.example.immutable_id
}
