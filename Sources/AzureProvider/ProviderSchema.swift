import Evaluation
import Values

extension AzureProvider {
  /// What may stand in a `provider "azurerm"` block.
  package static let schema: BlockSchema = {
    let texts = [
      "subscription_id", "tenant_id", "client_id", "client_secret", "client_certificate", "client_certificate_password",
      "client_certificate_path", "client_id_file_path", "client_secret_file_path", "environment", "metadata_host",
      "msi_api_version", "msi_endpoint", "oidc_request_token", "oidc_request_url", "oidc_token", "oidc_token_file_path",
      "partner_id",
      "resource_provider_registrations", "ado_pipeline_service_connection_id",
    ]
    let flags = [
      "use_cli", "use_msi", "use_oidc", "use_aks_workload_identity", "storage_use_azuread",
      "disable_terraform_partner_id",
      "disable_correlation_request_id", "skip_provider_registration",
    ]
    let secrets: Set = [
      "client_secret", "client_certificate", "client_certificate_password", "oidc_request_token", "oidc_token",
    ]
    var schema = BlockSchema()
    for name in texts {
      schema.attributes[name] = AttributeSchema(.string, isOptional: true, isSensitive: secrets.contains(name))
    }
    for name in flags { schema.attributes[name] = AttributeSchema(.bool, isOptional: true) }
    for name in ["auxiliary_tenant_ids", "resource_providers_to_register"] {
      schema.attributes[name] = AttributeSchema(.list(.string), isOptional: true)
    }
    schema.blocks["features"] = BlockTypeSchema(.single, features)
    return schema
  }()

  /// The `features` block: what of azurerm's switches Armature knows; each is a block of switches.
  private static let features: BlockSchema = {
    let switches: [String: [String]] = [
      "resource_group": ["prevent_deletion_if_contains_resources"],
      "key_vault": [
        "purge_soft_delete_on_destroy", "purge_soft_deleted_certificates_on_destroy",
        "purge_soft_deleted_keys_on_destroy", "purge_soft_deleted_secrets_on_destroy",
        "purge_soft_deleted_hardware_security_modules_on_destroy", "recover_soft_deleted_certificates",
        "recover_soft_deleted_key_vaults", "recover_soft_deleted_keys", "recover_soft_deleted_secrets",
      ],
      "log_analytics_workspace": ["permanently_delete_on_destroy"],
      "postgresql_flexible_server": ["restart_server_on_configuration_value_change"],
      "storage": ["data_plane_available"],
      "subscription": ["prevent_cancellation_on_destroy"],
    ]
    return BlockSchema(
      blocks: switches.mapValues { names in
        BlockTypeSchema(
          .single,
          BlockSchema(
            attributes: Dictionary(
              uniqueKeysWithValues: names.map { ($0, AttributeSchema(.bool, isOptional: true)) })))
      })
  }()
}
