# Found by a plan: what nodes act with, which stays.

resource "azurerm_resource_group" "a" {
  name     = "rg-identity"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "a" {
  name                = "nodes"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
}

resource "azurerm_kubernetes_cluster" "a" { # warning 1: No longer set, and stays as it is
  name                = "aks-identity"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "identity"

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }

  identity {
    type = "SystemAssigned" # error 5: Change can't be made
  }
}
