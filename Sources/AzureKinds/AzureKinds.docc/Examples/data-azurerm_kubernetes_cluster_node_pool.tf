data "azurerm_kubernetes_cluster_node_pool" "example" {
  name                    = "gpu"
  kubernetes_cluster_name = "aks-example"
  resource_group_name     = "rg-example"
}

output "nodes" {
  value = data.azurerm_kubernetes_cluster_node_pool.example.node_count
}
