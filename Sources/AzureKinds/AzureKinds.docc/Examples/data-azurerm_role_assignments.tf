data "azurerm_resource_group" "example" {
  name = "rg-example"
}

data "azurerm_role_assignments" "example" {
  scope          = data.azurerm_resource_group.example.id
  limit_at_scope = true
}

output "principals" {
  value = distinct(data.azurerm_role_assignments.example.role_assignments[*].principal_id)
}
