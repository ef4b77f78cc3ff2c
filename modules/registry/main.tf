resource "azurerm_container_registry" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = var.sku
  tags                = var.tags

  # Whoever pulls has an identity; a password shared by all would be nobody's.
  admin_enabled                 = false
  public_network_access_enabled = var.private_link == null
}

resource "azurerm_role_assignment" "pull" {
  for_each = var.pull_principal_ids

  scope                = azurerm_container_registry.this.id
  role_definition_name = "AcrPull"
  principal_id         = each.value
  # Or Azure would look for an identity that the directory doesn't show yet.
  principal_type = "ServicePrincipal"
}

module "private_link" {
  source = "../private-endpoint"
  count  = var.private_link == null ? 0 : 1

  name                = "${var.name}-registry"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_link.subnet_id
  virtual_network_id  = var.private_link.virtual_network_id
  resource_id         = azurerm_container_registry.this.id
  subresource_name    = "registry"
  dns_zone_name       = "privatelink.azurecr.io"
  tags                = var.tags
}
