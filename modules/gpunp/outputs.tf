output "id" {
  description = "Resource id of the pool."
  value       = azurerm_kubernetes_cluster_node_pool.this.id
}

output "name" {
  description = "Name of the pool, which its nodes carry as the label agentpool."
  value       = azurerm_kubernetes_cluster_node_pool.this.name
}
