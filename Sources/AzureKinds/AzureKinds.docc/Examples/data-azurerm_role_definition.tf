data "azurerm_role_definition" "example" {
  name = "Contributor"
}

output "role_definition_id" {
  value = data.azurerm_role_definition.example.id
}
