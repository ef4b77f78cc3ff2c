output "cluster_name" {
  description = "Name of the cluster, for `az aks get-credentials`."
  value       = module.aks.name
}

output "resource_group_name" {
  description = "The group of the cluster."
  value       = azurerm_resource_group.this.name
}

output "node_resource_group" {
  description = "The group in which AKS keeps nodes, load balancer and addresses."
  value       = module.aks.node_resource_group
}

output "client_id" {
  description = "Client id of the provisioner's identity."
  value       = local.identity.client_id
}

output "tenant_id" {
  description = "Tenant of the provisioner's identity."
  value       = local.identity.tenant_id
}

output "service_account" {
  description = "Whom the identity trusts."
  value       = local.service_account
}

output "gpu_provisioner_values" {
  description = "Values of the chart gpu-provisioner; null with the managed add-on, which brings it along."
  value = local.is_managed ? null : yamlencode({
    controller = {
      env = [
        { name = "ARM_SUBSCRIPTION_ID", value = data.azurerm_client_config.current.subscription_id },
        { name = "LOCATION", value = var.location },
        { name = "AZURE_CLUSTER_NAME", value = module.aks.name },
        { name = "AZURE_NODE_RESOURCE_GROUP", value = module.aks.node_resource_group },
        { name = "ARM_RESOURCE_GROUP", value = azurerm_resource_group.this.name },
        { name = "LEADER_ELECT", value = "false" },
      ]
    }
    settings = {
      azure = { clusterName = module.aks.name }
    }
    workloadIdentity = {
      clientId = local.identity.client_id
      tenantId = local.identity.tenant_id
    }
  })
}

output "kaito_workspace_values" {
  description = "Values of the chart kaito/workspace; null with the managed add-on, which brings it along."
  value = local.is_managed ? null : yamlencode({
    cloudProviderName      = "azure"
    clusterName            = module.aks.name
    defaultNodeImageFamily = var.image_family
  })
}
