import ARM
import AzureKinds
import Configuration
import Diagnostics
import Evaluation
import Resources
import Values

extension AzureProvider {
  /// What may stand in a `provider "azapi"` block: where `provider "azurerm"` says the same, that counts.
  package static let openSchema: BlockSchema = {
    var schema = AzureProvider.schema
    schema.blocks = [:]
    let texts = [
      "default_location", "default_name", "oidc_azure_service_connection_id", "cloud", "custom_correlation_request_id",
    ]
    for name in texts { schema.attributes[name] = AttributeSchema(.string, isOptional: true) }
    let flags = [
      "disable_default_output", "enable_preflight", "ignore_no_op_changes", "disable_instance_discovery",
      "use_aks_workload_identity", "always_acquire_policy_token",
      // Ids are compared without regard to case, and sent as Azure answers them.
      "preserve_resource_id_casing",
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

  /// What a `provider "azapi"` block asks for and nothing here does, as warnings.
  ///
  /// - Parameters:
  ///   - arguments: of the block.
  ///   - range: where it stands.
  package static func unheeded(azapi arguments: Members, at range: SourceRange?) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if arguments["enable_preflight"]?.boolValue == true {
      found.append(
        .warning(
          "Azure isn't asked beforehand",
          detail:
            "With `enable_preflight`, azapi has Azure check what is to be made while it plans. Here bodies are checked "
            + "against what is known of their types, and Azure, with its policies, judges what is sent.",
          at: range, hint: "leave `enable_preflight` out"))
    }
    if arguments["always_acquire_policy_token"]?.boolValue == true {
      found.append(
        .warning(
          "No policy tokens are acquired",
          detail:
            "With `always_acquire_policy_token`, azapi has Azure Policy judge each change by a token of its own. Here "
            + "changes go without one, and those that a policy wants a token for are refused by Azure.",
          at: range, hint: "leave `always_acquire_policy_token` out"))
    }
    if let given = arguments["custom_correlation_request_id"], !given.isNull {
      found.append(
        .warning(
          "Each run has a correlation id of its own",
          detail:
            "With `custom_correlation_request_id`, azapi sends an id along with its requests by which Azure's logs show "
            + "them together. Here each run makes one up, which failures name.",
          at: range, hint: "leave `custom_correlation_request_id` out"))
    }
    if arguments["ignore_no_op_changes"]?.boolValue == false {
      found.append(
        .warning(
          "What changes nothing is no change",
          detail:
            "With `ignore_no_op_changes = false`, azapi sends a body to Azure that says what is there already, for "
            + "example with another api-version. A plan here has only what makes a difference in Azure.",
          at: range, hint: "leave `ignore_no_op_changes` out"))
    }
    return found
  }

  /// When failed calls are made again, as the provider block says it.
  ///
  /// - Throws: what `maximum_busy_retry_attempts` says and isn't a number of retries.
  package static func retryPolicy(provider arguments: Members) throws(DiagnosticsError) -> RetryPolicy {
    var policy = RetryPolicy()
    guard let given = arguments["maximum_busy_retry_attempts"], !given.isNull else { return policy }
    guard let retries = given.intValue, (0...retriesMax).contains(retries) else {
      throw DiagnosticsError(
        .error(
          "Invalid maximum_busy_retry_attempts",
          detail:
            "`maximum_busy_retry_attempts` is how often a call is made again after a passing error, a whole number "
            + "from 0 to \(retriesMax); it is \(CanonicalText.of(given))."))
    }
    policy.attemptsMax = retries + 1
    return policy
  }

  /// What azapi has where nobody says it.
  private static let retriesMax = 32767

  /// What may stand in the provider blocks of the kinds here, by the names of the providers.
  package static let providerSchemas: [String: Deferred<BlockSchema>] = [
    "azapi": Deferred { openSchema }, "azurerm": Deferred { schema },
  ]

  /// What to do instead of using a kind that there is none of, as a hint; nil where nothing is known of its name.
  package static func remedy(for name: String, mode: ResourceMode) -> String? {
    ForeignKinds.remedy(for: name, mode: mode)
  }
}
