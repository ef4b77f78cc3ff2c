import Evaluation
import Values

extension AzureProvider {
  /// What may stand in a `provider "azapi"` block: where `provider "azurerm"` says the same, that counts.
  package static let openSchema: BlockSchema = {
    var schema = AzureProvider.schema
    schema.blocks = [:]
    let texts = ["default_location", "default_name", "oidc_azure_service_connection_id", "cloud"]
    for name in texts { schema.attributes[name] = AttributeSchema(.string, isOptional: true) }
    let flags = [
      "disable_default_output", "enable_preflight", "ignore_no_op_changes", "disable_instance_discovery",
      "use_aks_workload_identity",
    ]
    for name in flags { schema.attributes[name] = AttributeSchema(.bool, isOptional: true) }
    schema.attributes["default_tags"] = AttributeSchema(.map(.string), isOptional: true)
    schema.attributes["maximum_busy_retry_attempts"] = AttributeSchema(.number, isOptional: true)
    schema.attributes["endpoint"] = AttributeSchema(.dynamic, isOptional: true)
    for name in ["resource_provider_registrations", "resource_providers_to_register", "storage_use_azuread"] {
      schema.attributes[name] = nil
    }
    return schema
  }()

  /// What may stand in the provider blocks of the kinds here, by the names of the providers.
  package static var providerSchemas: [String: BlockSchema] { ["azapi": openSchema, "azurerm": schema] }
}
