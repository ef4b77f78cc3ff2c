import TestWorld

/// A registry by `azapi_resource`, which has a kind of its own as well.
enum AnyRegistry {
  static let group = """
    resource "azurerm_resource_group" "g" {
      name     = "rg"
      location = "westeurope"
    }

    """
  static let id = World.id("resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/reg01")

  static func spec(
    _ properties: String = "adminUserEnabled = true", name: String = "reg01", version: String = "2025-11-01",
    _ more: String = ""
  ) -> String {
    group + """
      resource "azapi_resource" "r" {
        type      = "Microsoft.ContainerRegistry/registries@\(version)"
        name      = "\(name)"
        parent_id = azurerm_resource_group.g.id
        location  = azurerm_resource_group.g.location
        body = {
          sku        = { name = "Premium" }
          properties = { \(properties) }
        }
        response_export_values = ["properties.loginServer"]
        \(more)
      }
      output "server" { value = azapi_resource.r.output.properties.loginServer }

      """
  }
}
