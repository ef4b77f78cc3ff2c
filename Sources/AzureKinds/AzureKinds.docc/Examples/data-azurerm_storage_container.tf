data "azurerm_storage_account" "example" {
  name                = "stexample"
  resource_group_name = "rg-example"
}

data "azurerm_storage_container" "example" {
  name               = "mlflow-artifacts"
  storage_account_id = data.azurerm_storage_account.example.id
}
