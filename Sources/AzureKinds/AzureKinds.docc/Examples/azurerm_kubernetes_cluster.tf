resource "azurerm_resource_group" "example" {
  name     = "rg-example"
  location = "westeurope"
}

resource "azurerm_kubernetes_cluster" "example" {
  name                = "aks-example"
  resource_group_name = azurerm_resource_group.example.name
  location            = azurerm_resource_group.example.location
  dns_prefix          = "example"

  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 2
  }

  identity {
    type = "SystemAssigned"
  }
}
