output "cluster_name" {
  description = "Name of the cluster, for `az aks get-credentials`."
  value       = module.aks.name
}

output "resource_group_name" {
  description = "The group of the cluster."
  value       = azurerm_resource_group.this.name
}

output "outbound_ip_address" {
  description = "The address that traffic of the nodes leaves from, for the firewalls of others."
  value       = module.network.outbound_ip_address
}

output "ingress_ip_address" {
  description = "The address of the application gateway; null without one."
  value       = one(azurerm_public_ip.gateway[*].ip_address)
}

output "registry" {
  description = "Host name of the registry, which images begin with."
  value       = module.registry.login_server
}

output "mlflow_artifact_root" {
  description = "Where MLflow's runs put artifacts."
  value       = module.mlflow.artifact_root
}

output "mlflow_values" {
  description = "Values for MLflow's chart."
  value       = module.mlflow.chart_values
}
