# Identities, roles and lists of resources.

locals {
  identity = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/app"
}

resource "azurerm_federated_identity_credential" "short" {
  name                      = "ci" # error 3: Invalid value for argument
  user_assigned_identity_id = local.identity
  issuer                    = "https://token.actions.githubusercontent.com"
  subject                   = "repo:example/app:ref:refs/heads/main"
  audience                  = ["AzureADTokenExchange"] # warning 3: Unusual audience
}

resource "azurerm_federated_identity_credential" "none" {
  name                      = "none"
  user_assigned_identity_id = local.identity
  issuer                    = "https://token.actions.githubusercontent.com"
  subject                   = "repo:example/app:ref:refs/heads/main"
  audience                  = [] # error 3: Invalid value for argument
}

resource "azurerm_role_assignment" "misspelt" {
  scope                = "/subscriptions/00000000-0000-4000-8000-000000000001"
  principal_id         = "11111111-1111-4111-8111-111111111111"
  role_definition_name = "Contributer" # warning 3: Unknown role
}

resource "azurerm_role_assignment" "two" {
  scope                = "/subscriptions/00000000-0000-4000-8000-000000000001"
  principal_id         = "11111111-1111-4111-8111-111111111111"
  role_definition_name = "Reader"
  role_definition_id   = "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c" # error 3: Invalid combination of arguments
}

resource "azurerm_role_assignment" "none" { # error 1: Missing required argument
  scope                            = "/subscriptions/00000000-0000-4000-8000-000000000001"
  principal_id                     = "11111111-1111-4111-8111-111111111111"
  condition_version                = "2.0" # error 3: Invalid combination of arguments
  principal_type                   = "User"
  skip_service_principal_aad_check = true # error 3: Invalid combination of arguments
}

data "azurerm_role_definition" "none" { # error 1: Missing required argument
}

data "azurerm_role_definition" "two" {
  name               = "Reader"
  role_definition_id = "acdd72a7-3385-48ef-bd42-f606fba81ae7" # error 3: Invalid combination of arguments
}

data "azurerm_resources" "any" { # error 1: Missing required argument
}
