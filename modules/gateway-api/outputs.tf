# The switch is `ingressProfile.gatewayAPI.installation`. The often copied `networkProfile.gatewayAPIEnabled` exists in no
# api-version: AKS refuses it, or ignores it where it is old enough, and no Gateway API appears.
output "settings" {
  description = "The cluster's Gateway API, for the settings of modules/aks. It needs the feature ManagedGatewayAPIPreview."
  value = {
    gateway_api = {
      installation = var.installation
    }
  }
}
