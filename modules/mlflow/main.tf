# What MLflow keeps outside the cluster: runs in PostgreSQL, artifacts in blobs, and the identity under which its pods
# reach both. There is no password and no key: Entra ID says who may what.

data "azurerm_client_config" "current" {}

resource "azurerm_user_assigned_identity" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_federated_identity_credential" "this" {
  name                      = var.name
  user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  issuer                    = var.oidc_issuer_url
  subject                   = "system:serviceaccount:${var.namespace}:${var.service_account}"
  audience                  = ["api://AzureADTokenExchange"]
}

resource "azurerm_postgresql_flexible_server" "this" {
  name                = "${var.name}-${local.suffix}"
  resource_group_name = var.resource_group_name
  location            = var.location
  version             = var.postgresql.version
  sku_name            = var.postgresql.sku_name
  storage_mb          = var.postgresql.storage_mb
  zone                = var.postgresql.zone
  tags                = var.tags

  backup_retention_days         = var.postgresql.backup_retention_days
  public_network_access_enabled = var.private_link == null

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
    tenant_id                     = data.azurerm_client_config.current.tenant_id
  }
}

# MLflow makes and migrates its tables itself.
resource "azurerm_postgresql_flexible_server_active_directory_administrator" "mlflow" {
  server_name         = azurerm_postgresql_flexible_server.this.name
  resource_group_name = var.resource_group_name
  tenant_id           = data.azurerm_client_config.current.tenant_id
  object_id           = azurerm_user_assigned_identity.this.principal_id
  principal_name      = azurerm_user_assigned_identity.this.name
  principal_type      = "ServicePrincipal"
}

resource "azurerm_postgresql_flexible_server_database" "this" {
  name      = "mlflow"
  server_id = azurerm_postgresql_flexible_server.this.id
  charset   = "UTF8"
  collation = "en_US.utf8"
}

resource "azurerm_storage_account" "this" {
  name                     = coalesce(var.storage_account_name, substr("mlflow${local.suffix}", 0, 24))
  resource_group_name      = var.resource_group_name
  location                 = var.location
  account_tier             = "Standard"
  account_replication_type = var.storage_replication_type
  tags                     = var.tags

  allow_nested_items_to_be_public = false
  shared_access_key_enabled       = false
  public_network_access_enabled   = var.private_link == null

  blob_properties {
    delete_retention_policy {
      days = 7
    }
  }
}

resource "azurerm_storage_container" "artifacts" {
  name               = "mlflow-artifacts"
  storage_account_id = azurerm_storage_account.this.id
}

resource "azurerm_role_assignment" "artifacts" {
  scope                = azurerm_storage_account.this.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  # Or Azure would look for an identity that the directory doesn't show yet.
  principal_type = "ServicePrincipal"
}

module "private_link" {
  source   = "../private-endpoint"
  for_each = var.private_link == null ? {} : local.services

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_link.subnet_id
  virtual_network_id  = var.private_link.virtual_network_id
  resource_id         = each.value.id
  subresource_name    = each.value.subresource
  dns_zone_name       = each.value.zone
  tags                = var.tags
}

locals {
  # Names that no one else in the world has, and the same ones each time.
  suffix = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${var.resource_group_name}/${var.name}"), 0, 10)

  services = {
    blob = {
      id          = azurerm_storage_account.this.id
      subresource = "blob"
      zone        = "privatelink.blob.core.windows.net"
    }
    postgresql = {
      id          = azurerm_postgresql_flexible_server.this.id
      subresource = "postgresqlServer"
      zone        = "privatelink.postgres.database.azure.com"
    }
  }
}
