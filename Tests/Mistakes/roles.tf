# Found by a plan: roles that neither the spec nor Azure has.

resource "azurerm_role_definition" "keeper" {
  name  = "Keeper of the Keys"
  scope = "/subscriptions/00000000-0000-4000-8000-000000000001"

  permissions {
    actions = ["Microsoft.Resources/subscriptions/resourceGroups/read"]
  }
}

resource "azurerm_role_assignment" "own" {
  scope                = "/subscriptions/00000000-0000-4000-8000-000000000001"
  principal_id         = "11111111-1111-4111-8111-111111111111"
  role_definition_name = "keeper of the keys"
}

resource "azurerm_role_assignment" "misspelt" {
  scope                = "/subscriptions/00000000-0000-4000-8000-000000000001"
  principal_id         = "11111111-1111-4111-8111-111111111111"
  role_definition_name = "Contributer" # error 3: Unknown role
}

resource "azurerm_role_assignment" "unheard_of" {
  scope                = "/subscriptions/00000000-0000-4000-8000-000000000001"
  principal_id         = "11111111-1111-4111-8111-111111111111"
  role_definition_name = "Keeper of the Seals" # error 3: Unknown role
}
