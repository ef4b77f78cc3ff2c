data "azurerm_monitor_data_collection_endpoint" "example" {
  name                = "dce-example"
  resource_group_name = "rg-example"
}

output "metrics_ingestion_endpoint" {
  value = data.azurerm_monitor_data_collection_endpoint.example.metrics_ingestion_endpoint
}
