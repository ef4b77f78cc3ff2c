import Diagnostics
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

  /// The `features` block: azurerm's switches, of its versions 3 to 5; each is a block of switches. Those for kinds that
  /// Armature doesn't have say nothing here.
  private static let features: BlockSchema = {
    let switches: [String: [String]] = [
      "api_management": ["purge_soft_delete_on_destroy", "recover_soft_deleted"],
      "app_configuration": ["purge_soft_delete_on_destroy", "recover_soft_deleted"],
      "application_insights": ["disable_generated_rule"],
      "cognitive_account": ["purge_soft_delete_on_destroy"],
      "databricks_workspace": ["force_delete"],
      "enhanced_validation": ["locations", "preflight_enabled", "resource_providers"],
      "machine_learning": ["purge_soft_deleted_workspace_on_destroy"],
      "managed_disk": ["expand_without_downtime"],
      "netapp": ["delete_backups_on_backup_vault_destroy", "prevent_volume_destruction"],
      "recovery_service": [
        "purge_protected_items_from_vault_on_destroy", "vm_backup_stop_protection_and_retain_data_on_destroy",
        "vm_backup_suspend_protection_and_retain_data_on_destroy",
      ],
      "recovery_services_vaults": ["recover_soft_deleted_backup_protected_vm"],
      "servicebus": ["auto_delete_subscription_default_rule"],
      "template_deployment": ["delete_nested_items_during_deletion"],
      "virtual_machine": [
        "delete_os_disk_on_deletion", "detach_implicit_data_disk_on_deletion", "graceful_shutdown",
        "skip_shutdown_and_force_delete",
      ],
      "virtual_machine_scale_set": [
        "force_delete", "reimage_on_manual_upgrade", "roll_instances_when_required", "scale_to_zero_before_deletion",
      ],
      "resource_group": ["prevent_deletion_if_contains_resources"],
      "key_vault": [
        "purge_soft_delete_on_destroy", "purge_soft_deleted_certificates_on_destroy",
        "purge_soft_deleted_keys_on_destroy", "purge_soft_deleted_secrets_on_destroy",
        "purge_soft_deleted_hardware_security_modules_on_destroy",
        "purge_soft_deleted_hardware_security_module_keys_on_destroy", "recover_soft_deleted_certificates",
        "recover_soft_deleted_hardware_security_module_keys", "recover_soft_deleted_key_vaults",
        "recover_soft_deleted_keys", "recover_soft_deleted_secrets",
      ],
      "log_analytics_workspace": ["permanently_delete_on_destroy"],
      "postgresql_flexible_server": ["restart_server_on_configuration_value_change"],
      "storage": ["data_plane_available"],
      "subscription": ["prevent_cancellation_on_destroy"],
    ]
    let flag = AttributeSchema(.bool, isOptional: true)
    var schema = BlockSchema(
      attributes: [
        "persist_id_on_create_before_polling_for_completion": flag,
        Self.overwriting: flag,
      ],
      blocks: switches.mapValues { names in
        BlockTypeSchema(.single, BlockSchema(attributes: Dictionary(uniqueKeysWithValues: names.map { ($0, flag) })))
      })
    schema.blocks["enhanced_validation"]?.schema.attributes["preflight_location_fallback"] = AttributeSchema(
      .string, isOptional: true)
    return schema
  }()

  private static let overwriting = "skip_import_check_on_create_and_allow_overwriting_existing_resources"

  /// What a `provider "azurerm"` block asks for and isn't done here, as warnings.
  ///
  /// - Parameters:
  ///   - arguments: of the block.
  ///   - range: where it stands.
  package static func unheeded(azurerm arguments: Members, at range: SourceRange?) -> [Diagnostic] {
    guard ProviderFeatures(provider: arguments).isOn(overwriting, byDefault: false) else { return [] }
    return [
      .warning(
        "Nothing is overwritten unasked",
        detail:
          "With `\(overwriting)`, azurerm takes what is there already for what it was to make. Here that takes an "
          + "`import` block, or a word when planning.",
        at: range, hint: "leave it out, and plan with `--adopt-all` where that is meant")
    ]
  }
}
