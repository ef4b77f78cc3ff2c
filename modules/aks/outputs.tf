output "id" {
  description = "Resource id of the cluster."
  value       = azurerm_kubernetes_cluster.this.id
}

output "name" {
  description = "Name of the cluster."
  value       = azurerm_kubernetes_cluster.this.name
}

output "current_kubernetes_version" {
  description = "The version that the control plane runs, to the patch."
  value       = azurerm_kubernetes_cluster.this.current_kubernetes_version
}

output "fqdn" {
  description = "Host name of the API server."
  value       = azurerm_kubernetes_cluster.this.fqdn
}

output "oidc_issuer_url" {
  description = "Issuer that federated credentials of workload identities name."
  value       = azurerm_kubernetes_cluster.this.oidc_issuer_url
}

output "node_resource_group" {
  description = "The group in which AKS keeps nodes, load balancer and addresses."
  value       = azurerm_kubernetes_cluster.this.node_resource_group
}

output "principal_id" {
  description = "Object id of the control plane's own identity, for role assignments; null with identity_id."
  value       = var.identity_id == null ? azurerm_kubernetes_cluster.this.identity[0].principal_id : null
}

output "kubelet_object_id" {
  description = "Object id of the identity that nodes pull images with, for role assignments."
  value       = azurerm_kubernetes_cluster.this.kubelet_identity[0].object_id
}

output "application_gateway_object_id" {
  description = "Object id of the identity that writes ingresses to the application gateway; null without one."
  value       = one(azurerm_kubernetes_cluster.this.ingress_application_gateway[*].ingress_application_gateway_identity[0].object_id)
}
