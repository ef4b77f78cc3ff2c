output "client_id" {
  description = "Client id of MLflow's identity."
  value       = azurerm_user_assigned_identity.this.client_id
}

output "database_host" {
  description = "Host name of the PostgreSQL server."
  value       = azurerm_postgresql_flexible_server.this.fqdn
}

output "artifact_root" {
  description = "Where runs put artifacts, as MLflow writes it."
  value       = local.artifact_root
}

output "chart_values" {
  description = "Values for MLflow's chart. PostgreSQL gets a token of the identity for a password, which pods fetch themselves."
  value = yamlencode({
    serviceAccount = {
      create = true
      name   = var.service_account
      annotations = {
        "azure.workload.identity/client-id" = azurerm_user_assigned_identity.this.client_id
      }
    }
    podLabels = {
      "azure.workload.identity/use" = "true"
    }
    backendStore = {
      databaseMigration = true
      postgres = {
        enabled  = true
        host     = azurerm_postgresql_flexible_server.this.fqdn
        port     = 5432
        database = azurerm_postgresql_flexible_server_database.this.name
        user     = azurerm_user_assigned_identity.this.name
      }
    }
    artifactRoot = {
      proxiedArtifactStorage = true
      azureBlob = {
        enabled        = true
        container      = azurerm_storage_container.artifacts.name
        storageAccount = azurerm_storage_account.this.name
      }
    }
  })

  # Values are of use once there is something behind them.
  depends_on = [
    azurerm_federated_identity_credential.this,
    azurerm_postgresql_flexible_server_active_directory_administrator.mlflow,
    azurerm_role_assignment.artifacts,
    module.private_link,
  ]
}

locals {
  artifact_root = "wasbs://${azurerm_storage_container.artifacts.name}@${azurerm_storage_account.this.primary_blob_host}/"
}
