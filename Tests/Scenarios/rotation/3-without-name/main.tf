# A cluster with a default pool and a spot pool, each with a name for the pool that stands in while it is made anew.

armature {
  environment = "rotation"
}

resource "azurerm_resource_group" "main" {
  name     = "rg-rotation"
  location = "westeurope"
}

resource "azurerm_kubernetes_cluster" "main" {
  name                = "aks-rotation"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  dns_prefix          = "rotation"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D16s_v5"
    node_count = 2
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "training" {
  name                        = "training"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.main.id
  vm_size                     = "Standard_F16s_v2"
  temporary_name_for_rotation = "trainingtmp"
  priority                    = "Spot"
  eviction_policy             = "Delete"
  spot_max_price              = 0.5
  auto_scaling_enabled        = true
  min_count                   = 0
  max_count                   = 5
  node_labels                 = { role = "training" }
}
