armature { environment = "rename" }

resource "azurerm_resource_group" "main" {
  name     = "rg-rename"
  location = "centralus"
}

module "metrics" {
  source = "./metrics"

  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
}

output "workspace_id" { value = module.metrics.workspace_id }
