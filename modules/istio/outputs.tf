# The mesh is a property of the cluster, not a resource beside it: modules/aks, its one writer, takes these settings.
output "settings" {
  description = "The cluster's service mesh, for the settings of modules/aks."
  value = {
    service_mesh_profile = {
      revisions                        = var.revisions
      external_ingress_gateway_enabled = var.external_ingress_gateway_enabled
      internal_ingress_gateway_enabled = var.internal_ingress_gateway_enabled
    }
  }
}
