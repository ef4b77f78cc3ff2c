data "azurerm_kubernetes_cluster" "example" {
  name                = "aks-example"
  resource_group_name = "rg-example"
}

output "issuer" {
  value = data.azurerm_kubernetes_cluster.example.oidc_issuer_url
}
