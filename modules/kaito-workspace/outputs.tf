output "names" {
  description = "Names of the claims, which are those of their agent pools."
  value       = local.names
}

output "ids" {
  description = "Resource ids of the claims' agent pools."
  value       = karpenter_node_claim.this[*].id
}

output "match_labels" {
  description = "Labels that all of the nodes have, for the labelSelector of the Workspace."
  value       = local.labels
}
