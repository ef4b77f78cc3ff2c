resource "azurerm_resource_group" "a" {
  name     = "rg-identity"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "a" {
  name                = "nodes"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
}

resource "azurerm_kubernetes_cluster" "a" {
  name                = "aks-identity"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "identity"

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.a.id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.a.client_id
    object_id                 = azurerm_user_assigned_identity.a.principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.a.id
  }
}
