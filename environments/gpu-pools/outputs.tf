output "cluster_id" {
  description = "Resource id of the cluster."
  value       = module.aks.id
}

output "vm_sizes" {
  description = "The size that each claim's node has got."
  value = merge(
    {
      training  = karpenter_node_claim.training.vm_size
      inference = karpenter_node_claim.inference.vm_size
      spot      = karpenter_node_claim.spot.vm_size
    },
    { for key, claim in karpenter_node_claim.document : key => claim.vm_size },
  )
}

output "workspace_labels" {
  description = "Labels of the nodes of the Workspace, for its labelSelector."
  value       = module.phi.match_labels
}
