data "azurerm_storage_account" "example" {
  name                = "stexample"
  resource_group_name = "rg-example"
}

output "blob_endpoint" {
  value = data.azurerm_storage_account.example.primary_blob_endpoint
}
