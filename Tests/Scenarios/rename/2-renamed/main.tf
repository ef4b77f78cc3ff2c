armature { environment = "rename" }

resource "azurerm_resource_group" "this" {
  name     = "rg-rename"
  location = "centralus"
}

module "prometheus" {
  source = "./prometheus"

  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
}

output "workspace_id" { value = module.prometheus.workspace_id }
