# KAITO provisions nodes under a workload identity, so modules/aks insists on an OIDC issuer beside it.
output "settings" {
  description = "The cluster's AI toolchain operator (KAITO), for the settings of modules/aks."
  value = {
    ai_toolchain_operator_enabled = var.enabled
  }
}
