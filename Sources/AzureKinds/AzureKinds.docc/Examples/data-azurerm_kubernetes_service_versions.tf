data "azurerm_kubernetes_service_versions" "example" {
  location        = "West Europe"
  include_preview = false
}

output "latest_version" {
  value = data.azurerm_kubernetes_service_versions.example.latest_version
}
