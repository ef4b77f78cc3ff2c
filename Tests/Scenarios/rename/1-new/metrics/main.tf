variable "resource_group_name" { type = string }
variable "location" { type = string }

resource "azurerm_monitor_workspace" "this" {
  name                = "amw-rename"
  resource_group_name = var.resource_group_name
  location            = var.location
}

resource "azurerm_monitor_data_collection_endpoint" "this" {
  name                = "dce-rename"
  resource_group_name = var.resource_group_name
  location            = var.location
}

output "workspace_id" { value = azurerm_monitor_workspace.this.id }
