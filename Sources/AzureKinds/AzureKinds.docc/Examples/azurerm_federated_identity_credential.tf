resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "example" {
  name                = "id-example"
  resource_group_name = azurerm_resource_group.example.name
  location            = azurerm_resource_group.example.location
}

resource "azurerm_federated_identity_credential" "example" {
  name                      = "deployments"
  user_assigned_identity_id = azurerm_user_assigned_identity.example.id
  issuer                    = "https://token.actions.githubusercontent.com"
  subject                   = "repo:example/platform:ref:refs/heads/main"
  audience                  = ["api://AzureADTokenExchange"]
}
