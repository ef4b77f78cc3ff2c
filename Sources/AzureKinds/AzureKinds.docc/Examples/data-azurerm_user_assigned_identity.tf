data "azurerm_user_assigned_identity" "example" {
  name                = "id-example"
  resource_group_name = "rg-example"
}

output "principal_id" {
  value = data.azurerm_user_assigned_identity.example.principal_id
}
