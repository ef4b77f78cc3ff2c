import Resources
import Values

extension AzureKind {
  /// A registry of container images.
  package static let containerRegistry = AzureKind(
    "azurerm_container_registry",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.ContainerRegistry/registries/{name}",
    apiVersion: "2025-11-01"
  ) {
    Argument("name", .string, .required)
      .matching("must be 5 to 50 letters and digits") {
        (5...50).contains($0.utf8.count) && $0.isMadeOfLettersDigits(and: "")
      }
      .described("The name of the registry, which no other registry in the world has.")
    Argument.resourceGroupName
    Argument.location
    Argument("sku", .string, .required, at: "/sku/name").oneOf("Basic", "Standard", "Premium")
      .described("The price tier, and with it what the registry can do.")
    ContainerRegistry.access
    ContainerRegistry.policies
    ContainerRegistry.formerPolicies
    ContainerRegistry.replications
    Argument.tags
    Argument("login_server", .string, .computed, at: "/properties/loginServer")
      .described("The host that images are pulled from.")
    Argument("admin_username", .string, .computed).from(action: "listCredentials", at: "/username")
      .changing(with: "admin_enabled")
      .described("The name of the administrator, where there is one.")
    Argument("admin_password", .string, .computed)
      .from(action: "listCredentials", at: "/passwords[name=password]/value").sensitive()
      .changing(with: "admin_enabled")
      .described("Their password.")
  }
  .stripping(Argument.identityReadOnly)
  .stripping(
    ["/sku/tier"]
      + [
        "loginServer", "creationDate", "provisioningState", "status", "dataEndpointHostNames",
        "privateEndpointConnections", "policies/retentionPolicy/lastUpdatedTime",
        "encryption/keyVaultProperties/versionedKeyIdentifier", "encryption/keyVaultProperties/keyRotationEnabled",
        "encryption/keyVaultProperties/lastKeyRotationTimestamp",
      ].map { "/properties/\($0)" } + ["provisioningState", "status"].map { "/replications/*/properties/\($0)" }
  )
  // The registry's own region counts as a replication, too.
  .accompanied(
    byList: "/replications", fixed: ["/properties/zoneRedundancy"],
    named: { $0[member: "name"]?.stringValue ?? $0[member: "location"]?.stringValue }
  ) {
    replication, registry in
    let places = [replication, registry].map { Comparison.location.canonical($0[member: "location"] ?? .null(.string)) }
    return CanonicalText.of(places[0]) != CanonicalText.of(places[1])
  }
  .patched(withWhole: "/sku", "/tags", "/properties/networkRuleSet", "/properties/encryption")
  .serialized(by: "{id}")
  .taking(seconds: 15)
  .losing("the images in it, of all its regions")
  .checked { ContainerRegistry.problems(with: $0) }
  .inferring { arguments, _ in ContainerRegistry.inferred(from: arguments) }
}

/// The parts of the registry's declaration, by subject.
enum ContainerRegistry {
  static let access: [Argument] = [
    Argument("admin_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/adminUserEnabled")
      .described("Whether there is an administrator with a password."),
    Argument("anonymous_pull_enabled", .bool, .optional, at: "/properties/anonymousPullEnabled")
      .described("Whether anybody may pull images."),
    Argument("data_endpoint_enabled", .bool, .optional, at: "/properties/dataEndpointEnabled")
      .described("Whether layers come from hosts of the registry's own."),
    Argument("data_endpoint_host_names", .set(.string), .computed, at: "/properties/dataEndpointHostNames")
      .described("Those hosts."),
    Argument(
      "public_network_access_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/properties/publicNetworkAccess",
      as: .enabledOrDisabled
    )
    .described("Whether the registry can be reached from the internet."),
    .block("network_rule_set", .single, .optionalComputed, at: "/properties/networkRuleSet") {
      Argument("default_action", .string, .optionalWithDefault(.string("Allow")), at: "/defaultAction")
        .oneOf("Allow", "Deny")
        .described("What happens to requests that no rule is about.")
      Argument.block("ip_rule", .set(), .optionalComputed, at: "/ipRules") {
        Argument("action", .string, .required, at: "/action").oneOf("Allow")
          .described("That they are let in.")
        Argument("ip_range", .string, .required, at: "/value")
          .described("The addresses, in CIDR notation.")
      }
      .orValue()
      .described("Which addresses are let in.")
    }
    .orValue()
    .described("Which networks reach the registry."),
    Argument(
      "network_rule_bypass_option", .string, .optionalWithDefault(.string("AzureServices")),
      at: "/properties/networkRuleBypassOptions"
    )
    .oneOf("AzureServices", "None")
    .described("Whether rules are for Azure's own services, too."),
    Argument(
      "network_rule_bypass_for_tasks_enabled", .bool, .optionalWithDefault(.bool(false)),
      at: "/properties/networkRuleBypassAllowedForTasks"
    )
    .described("Whether rules are for the registry's own tasks, too."),
    Argument(
      "role_assignment_mode", .string, .optionalWithDefault(.string("LegacyRegistryPermissions")),
      at: "/properties/roleAssignmentMode"
    )
    .oneOf("AbacRepositoryPermissions", "LegacyRegistryPermissions")
    .described("Whether roles may be for single repositories."),
    .identity(types: "SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"),
    .block("encryption", .single, .optional, at: "/properties/encryption") {
      Argument("key_vault_key_id", .string, .required, at: "/keyVaultProperties/keyIdentifier")
        .matching("must be the URL of a key, https://VAULT/keys/NAME, with or without a version") {
          VaultKey($0) != nil
        }
        .described("The key, by its URL.")
      Argument("identity_client_id", .string, .required, at: "/keyVaultProperties/identity")
        .described("The client id of the identity that reads the key.")
    }
    .marked(by: "/status", is: .string("enabled"), absent: .string("disabled"))
    .described("A key of one's own that everything is encrypted with."),
  ]

  static let policies: [Argument] = [
    policy(
      "quarantine_policy_enabled", .optional, "quarantinePolicy", "Whether images are held back until they are passed."),
    policy(
      "trust_policy_enabled", .optionalWithDefault(.bool(false)), "trustPolicy",
      "Whether images may be signed; azurerm has it up to version 4."),
    Argument(
      "retention_policy_in_days", .number, .optional, at: "/properties/policies/retentionPolicy", as: retention
    )
    .between(0...365)
    .described("For how many days manifests without a tag are kept; for ever where nothing is said."),
    policy("export_policy_enabled", .optionalWithDefault(.bool(true)), "exportPolicy", "Whether artifacts may leave."),
    policy(
      "azuread_authentication_as_arm_policy_enabled", .optionalWithDefault(.bool(true)),
      "azureADAuthenticationAsArmPolicy", "Whether tokens for Azure Resource Manager are taken."),
    // Azure says by now "Enabled" wherever a region has zones, whatever was asked for.
    Argument(
      "zone_redundancy_enabled", .bool, .optionalComputed, at: "/properties/zoneRedundancy", as: .enabledOrDisabled
    )
    .replacing()
    .described("Whether the registry is spread over the region's zones."),
  ]

  /// Policies as blocks, which azurerm has up to version 3.
  static let formerPolicies: [Argument] = [
    .block("retention_policy", .single, .optional) {
      Argument("days", .number, .optionalWithDefault(7)).between(0...365)
        .described("For how many days manifests without a tag are kept.")
      Argument("enabled", .bool, .optionalWithDefault(.bool(false))).described("Whether the policy counts.")
    }
    .succeeded(by: "retention_policy_in_days", since: .four)
    .described("For how long manifests without a tag are kept."),
    .block("trust_policy", .single, .optional) {
      Argument("enabled", .bool, .optionalWithDefault(.bool(false))).described("Whether the policy counts.")
    }
    .succeeded(by: "trust_policy_enabled", since: .four)
    .described("Whether images may be signed."),
  ]

  /// The arguments with what former policies say.
  static func inferred(from arguments: Value) -> Value {
    arguments.taking("retention_policy", into: "retention_policy_in_days") { policy, days in
      guard days.isNull else { return nil }
      guard let isOn = policy[0]?[member: "enabled"], isOn.isKnown else { return .unknown(.number) }
      guard isOn.boolValue == true else { return .null(.number) }
      let days = policy[0]?[member: "days"] ?? .null(.number)
      return days.isNull ? 7 : days
    }
    .taking("trust_policy", into: "trust_policy_enabled") { policy, isEnabled in
      guard isEnabled.isNull, let isOn = policy[0]?[member: "enabled"] else { return nil }
      return isOn.isNull ? .bool(false) : isOn
    }
  }

  static let replications = Argument.block("georeplications", .set(), .optional, at: "/replications") {
    Argument("location", .string, .required, at: "/location", as: regionName).compared(by: .location)
      .described("The region.")
    Argument(
      "global_endpoint_routing_enabled", .bool, .required, at: "/properties/regionEndpointEnabled"
    )
    .before(.five, .optionalWithDefault(.bool(false)))
    .formerly("regional_endpoint_enabled")
    .described("Whether requests to the registry's host may be led there.")
    Argument(
      "zone_redundancy_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/zoneRedundancy",
      as: .enabledOrDisabled
    )
    .described("Whether it is spread over the region's zones.")
    Argument.tags(at: "/tags")
  }
  .named(by: "location")
  .described("The further regions that have all images; each is a resource beneath the registry.")

  private static func policy(_ name: String, _ presence: Argument.Presence, _ member: String, _ text: String)
    -> Argument
  {
    Argument(
      name, .bool, presence, at: "/properties/policies/\(member)/status", as: .either("enabled", or: "disabled")
    )
    .described(text)
  }

  private static let retention = Codec(
    encode: { .object(Members([("days", $0), ("status", .string("enabled"))])) },
    decode: { policy in
      policy[member: "status"]?.stringValue?.lowercased() == "enabled"
        ? policy[member: "days"] ?? .null(.number) : .null(.number)
    },
    absence: .object(Members([("status", .string("disabled"))])))

  /// A region by the name that resources are called after it.
  private static let regionName = Codec(encode: { Comparison.location.canonical($0) }, decode: { $0 })

  static func problems(with registry: Value) -> [ArgumentProblem] {
    skuProblems(with: registry) + replicationProblems(with: registry) + Argument.identityProblems(with: registry)
      + accessProblems(with: registry)
      + registry.problem(of: "retention_policy", beside: "retention_policy_in_days")
      + registry.problem(of: "trust_policy", beside: "trust_policy_enabled")
  }

  /// What only the dearer tiers have.
  private static func skuProblems(with registry: Value) -> [ArgumentProblem] {
    guard let sku = registry.text("sku"), sku != "Premium" else { return [] }
    var names = ["georeplications", "network_rule_set", "encryption", "retention_policy_in_days"].filter(
      registry.isGiven)
    names += ["quarantine_policy_enabled", "trust_policy_enabled", "data_endpoint_enabled", "zone_redundancy_enabled"]
      .filter(registry.isTrue)
    names += ["export_policy_enabled", "public_network_access_enabled"].filter {
      registry[member: $0]?.boolValue == false
    }
    if sku == "Basic", registry.isTrue("anonymous_pull_enabled") { names.append("anonymous_pull_enabled") }
    return names.map { name in
      let needed = name == "anonymous_pull_enabled" ? "Standard" : "Premium"
      return .combination(
        name, "A registry of the SKU \(sku) doesn't have that: `\(name)` needs \(needed).",
        hint: "set `sku = \"\(needed)\"`")
    }
  }

  private static func replicationProblems(with registry: Value) -> [ArgumentProblem] {
    func place(_ value: Value?) -> String? {
      value.flatMap { Comparison.location.canonical($0).stringValue }
    }
    let own = place(registry[member: "location"])
    var seen: Set<String> = []
    var problems: [ArgumentProblem] = []
    for replication in registry[member: "georeplications"]?.elements ?? [] {
      guard let location = place(replication[member: "location"]) else { continue }
      if location == own {
        problems.append(
          .combination("georeplications", "The registry is in \(location) already, so it can't be replicated there."))
      }
      if !seen.insert(location).inserted {
        problems.append(.combination("georeplications", "Two `georeplications` are in \(location)."))
      }
    }
    return problems
  }

  private static func accessProblems(with registry: Value) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    if registry[member: "export_policy_enabled"]?.boolValue == false,
      registry[member: "public_network_access_enabled"].map({ $0.isNull || $0.boolValue == true }) ?? true
    {
      problems.append(
        .combination(
          "export_policy_enabled", "Artifacts can't be kept from leaving a registry that the internet reaches.",
          hint: "set `public_network_access_enabled = false`"))
    }
    if registry.isSurelyGiven("encryption"),
      registry[member: "identity"].map({ $0.isKnown && !registry.isGiven("identity") }) ?? true
    {
      problems.append(
        .combination(
          "encryption", "`encryption` needs a user-assigned identity that reads the key.",
          hint: "add an `identity` block of the type \"UserAssigned\""))
    }
    return problems
  }
}
