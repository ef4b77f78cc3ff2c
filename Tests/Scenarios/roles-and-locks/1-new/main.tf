resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "example" {
  name                = "id-example"
  resource_group_name = azurerm_resource_group.example.name
  location            = azurerm_resource_group.example.location
}

resource "azurerm_role_definition" "example" {
  name  = "Example cluster reader"
  scope = azurerm_resource_group.example.id

  permissions {
    actions = ["Microsoft.ContainerService/managedClusters/read"]
  }
}

resource "azurerm_role_assignment" "example" {
  scope              = azurerm_resource_group.example.id
  role_definition_id = azurerm_role_definition.example.role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.example.principal_id
  principal_type     = "ServicePrincipal"
}

resource "azurerm_management_lock" "example" {
  name       = "keep"
  scope      = azurerm_user_assigned_identity.example.id
  lock_level = "CanNotDelete"
}
