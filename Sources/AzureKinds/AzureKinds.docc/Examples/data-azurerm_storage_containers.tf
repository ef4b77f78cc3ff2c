data "azurerm_storage_account" "example" {
  name                = "stexample"
  resource_group_name = "rg-example"
}

data "azurerm_storage_containers" "example" {
  storage_account_id = data.azurerm_storage_account.example.id
  name_prefix        = "mlflow-"
}

output "container_ids" {
  value = data.azurerm_storage_containers.example.containers[*].resource_manager_id
}
