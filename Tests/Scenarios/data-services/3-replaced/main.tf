armature { environment = "data-services" }

resource "azurerm_resource_group" "main" {
  name     = "rg-data"
  location = "centralus"
}

resource "azurerm_storage_account" "artifacts" {
  name                            = "stdataservices"
  resource_group_name             = azurerm_resource_group.main.name
  location                        = azurerm_resource_group.main.location
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  allow_nested_items_to_be_public = false

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
    ip_rules       = ["203.0.113.7"]
  }

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = 14
    }
  }
}

resource "azurerm_storage_container" "artifacts" {
  name               = "mlflow-artifacts"
  storage_account_id = azurerm_storage_account.artifacts.id
}

resource "azurerm_postgresql_flexible_server" "mlflow" {
  name                              = "psql-data-services"
  resource_group_name               = azurerm_resource_group.main.name
  location                          = azurerm_resource_group.main.location
  version                           = "16"
  sku_name                          = "GP_Standard_D2ds_v5"
  storage_mb                        = 65536
  administrator_login               = "psqladmin"
  administrator_password_wo         = "only-in-this-simulation"
  administrator_password_wo_version = 2

  authentication {
    active_directory_auth_enabled = true
  }
}

resource "azurerm_postgresql_flexible_server_active_directory_administrator" "mlflow" {
  server_name         = azurerm_postgresql_flexible_server.mlflow.name
  resource_group_name = azurerm_resource_group.main.name
  tenant_id           = "66666666-6666-4666-8666-666666666666"
  object_id           = "55555555-5555-4555-8555-555555555555"
  principal_name      = "mlflow-admins"
  principal_type      = "Group"
}

resource "azurerm_postgresql_flexible_server_database" "mlflow" {
  name      = "mlflow"
  server_id = azurerm_postgresql_flexible_server.mlflow.id
}

resource "azurerm_postgresql_flexible_server_configuration" "connections" {
  name      = "max_connections"
  server_id = azurerm_postgresql_flexible_server.mlflow.id
  value     = "300"
}

resource "azurerm_container_registry" "images" {
  name                = "crdataservices"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  sku                 = "Premium"
}

resource "azurerm_log_analytics_workspace" "logs" {
  name                = "log-data-services"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  retention_in_days   = 60
}

resource "azurerm_dashboard_grafana" "dashboards" {
  name                    = "amg-data-services"
  resource_group_name     = azurerm_resource_group.main.name
  location                = azurerm_resource_group.main.location
  grafana_major_version   = "12"
  api_key_enabled         = true
  zone_redundancy_enabled = false

  identity {
    type = "SystemAssigned"
  }
}
