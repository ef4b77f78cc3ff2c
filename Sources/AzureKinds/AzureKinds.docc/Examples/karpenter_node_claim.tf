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
resource "karpenter_node_claim" "example" {
  name                  = "training"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.example.id

  labels = { "kaito.sh/workspace" = "training" }

  # The first of them that is to be had.
  requirement {
    key      = "node.kubernetes.io/instance-type"
    operator = "In"
    values   = ["Standard_NC24ads_A100_v4", "Standard_NC40ads_H100_v5"]
  }

  resources {
    requests = { storage = "512Gi" }
  }
}
