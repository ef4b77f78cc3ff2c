resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "azurerm_role_definition" "example" {
  name        = "Example cluster reader"
  scope       = azurerm_resource_group.example.id
  description = "Looks at clusters."

  permissions {
    actions = ["Microsoft.ContainerService/managedClusters/read"]
  }
}
