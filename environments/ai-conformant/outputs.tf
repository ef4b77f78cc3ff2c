output "resource_group_name" {
  description = "The group that holds the environment."
  value       = local.resource_group.name
}

output "cluster_id" {
  description = "Resource id of the cluster."
  value       = module.aks.id
}

output "cluster_name" {
  description = "Name of the cluster, for `az aks get-credentials`."
  value       = module.aks.name
}

output "kubernetes_version" {
  description = "The version that the control plane runs."
  value       = module.aks.current_kubernetes_version
}

output "oidc_issuer_url" {
  description = "Issuer that federated credentials of workload identities name."
  value       = module.aks.oidc_issuer_url
}

output "node_resource_group" {
  description = "The group in which AKS keeps nodes, load balancer and addresses."
  value       = module.aks.node_resource_group
}

output "gpu_node_pool_id" {
  description = "Resource id of the gpunp pool."
  value       = module.gpunp.id
}

output "monitor_workspace_id" {
  description = "Resource id of the Azure Monitor workspace."
  value       = module.prometheus.workspace_id
}

output "prometheus_query_endpoint" {
  description = "Where PromQL queries go."
  value       = module.prometheus.query_endpoint
}
