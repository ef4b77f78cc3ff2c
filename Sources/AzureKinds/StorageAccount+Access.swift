import Resources
import Values

/// Who reaches an account, and how what is in it is protected.
extension StorageAccount {
  /// Addresses that Azure takes no rule for: those of private networks (RFC 1918).
  private static let privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].compactMap(IPv4Range.init)

  /// Whether Azure takes a rule for these addresses: one, or at least four.
  private static func isPublicRule(_ text: String) -> Bool {
    guard let range = IPv4Range(text.contains("/") ? text : "\(text)/32") else { return false }
    if text.contains("/"), range.last - range.first < 3 { return false }
    return !privateRanges.contains { $0.overlaps(range) }
  }

  static let access: [Argument] = [
    Argument(
      "https_traffic_only_enabled", .bool, .optionalWithDefault(.bool(true)),
      at: "/properties/supportsHttpsTrafficOnly"
    )
    .formerly("enable_https_traffic_only")
    .described("Whether requests have to be encrypted."),
    Argument("min_tls_version", .string, .optionalWithDefault(.string("TLS1_2")), at: "/properties/minimumTlsVersion")
      .oneOf("TLS1_2", "TLS1_3").before(.five, alsoOneOf: "TLS1_0", "TLS1_1")
      .described("The oldest version of TLS that requests may be encrypted with."),
    // Azure's default became false, and so did azurerm's with version 5.
    Argument(
      "allow_nested_items_to_be_public", .bool, .optionalOnCreate(.bool(false)),
      at: "/properties/allowBlobPublicAccess"
    )
    .before(.five, .optionalOnCreate(.bool(true)))
    .described("Whether containers may be made public."),
    Argument(
      "shared_access_key_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/properties/allowSharedKeyAccess"
    )
    .described("Whether requests may be signed with the account's keys."),
    Argument(
      "default_to_oauth_authentication", .bool, .optionalWithDefault(.bool(false)),
      at: "/properties/defaultToOAuthAuthentication"
    )
    .described("Whether the portal uses Entra ID where nothing else is said."),
    Argument(
      "cross_tenant_replication_enabled", .bool, .optionalWithDefault(.bool(false)),
      at: "/properties/allowCrossTenantReplication"
    )
    .before(.four, .optionalWithDefault(.bool(true)))
    .described("Whether objects may be replicated to accounts of other tenants."),
    Argument(
      "public_network_access_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/properties/publicNetworkAccess",
      as: .enabledOrDisabled
    )
    .described("Whether the account can be reached from the internet."),
    Argument("allowed_copy_scope", .string, .optional, at: "/properties/allowedCopyScope").oneOf("AAD", "PrivateLink")
      .described("Where objects may be copied from: the same tenant, or private links to the same network."),
    Argument("local_user_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/properties/isLocalUserEnabled")
      .described("Whether the account may have users of its own."),
    .block(
      "network_rules", .single, .optionalComputed, at: "/properties/networkAcls", as: .leaving(noNetworkRules)
    ) {
      Argument("default_action", .string, .required, at: "/defaultAction").oneOf("Allow", "Deny")
        .described("What happens to requests that no rule is about.")
      Argument("bypass", .set(.string), .optionalComputed, at: "/bypass", as: .joined(by: ", "))
        .following(
          ValueRule("must have only \"AzureServices\", \"Logging\", \"Metrics\" and \"None\" in it") { value in
            (value.elements ?? []).allSatisfy { element in
              element.stringValue.map { ["AzureServices", "Logging", "Metrics", "None"].contains($0) } ?? true
            }
          }
        )
        .described("Which of Azure's own services no rule is for.")
      Argument("ip_rules", .set(.string), .optionalComputed, at: "/ipRules", as: .wrapped(in: "value"))
        .following(
          ValueRule("must have only public IPv4 addresses in it, alone or as ranges up to /30") { value in
            (value.elements ?? []).allSatisfy { $0.stringValue.map(isPublicRule) ?? true }
          }
        )
        .described("The public addresses that are let in, alone or in CIDR notation.")
      Argument(
        "virtual_network_subnet_ids", .set(.string), .optionalComputed, at: "/virtualNetworkRules",
        as: .wrapped(in: "id")
      )
      .isResourceID()
      .described("The subnets that are let in.")
      Argument.block("private_link_access", .list(), .optional, at: "/resourceAccessRules") {
        Argument("endpoint_resource_id", .string, .required, at: "/resourceId").isResourceID()
          .described("The resource.")
        Argument("endpoint_tenant_id", .string, .optionalComputed, at: "/tenantId")
          .described("Its tenant; the account's own where nothing is said.")
      }
      .described("Resources that are let in, wherever they are.")
    }
    .described("Which networks reach the account."),
    .identity(types: "SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned", separatedBy: ","),
    .block("azure_files_authentication", .single, .optional, at: "/properties/azureFilesIdentityBasedAuthentication") {
      Argument("directory_type", .string, .required, at: "/directoryServiceOptions").oneOf("AADDS", "AADKERB", "AD")
        .described("Which directory knows the users of file shares.")
      Argument(
        "default_share_level_permission", .string, .optionalWithDefault(.string("None")),
        at: "/defaultSharePermission"
      )
      .oneOf(
        "None", "StorageFileDataSmbShareContributor", "StorageFileDataSmbShareElevatedContributor",
        "StorageFileDataSmbShareReader"
      )
      .described("What users may do that no role says anything about.")
      Argument.block("active_directory", .single, .optionalComputed, at: "/activeDirectoryProperties") {
        Argument("domain_guid", .string, .required, at: "/domainGuid")
          .described("The domain's GUID.")
        Argument("domain_name", .string, .required, at: "/domainName")
          .described("The primary domain that the directory's DNS server is authoritative for.")
        Argument("domain_sid", .string, .optional, at: "/domainSid")
          .described("The domain's security identifier.")
        Argument("forest_name", .string, .optional, at: "/forestName")
          .described("The forest.")
        Argument("netbios_domain_name", .string, .optional, at: "/netBiosDomainName")
          .described("The domain's NetBIOS name.")
        Argument("storage_sid", .string, .optional, at: "/azureStorageSid")
          .described("The security identifier of the account.")
      }
      .described("The domain, where that is one's own.")
    }
    .going(bySetting: "/directoryServiceOptions", to: .string("None"))
    .described("How users of file shares prove who they are."),
    .block("sas_policy", .single, .optional, at: "/properties/sasPolicy") {
      Argument("expiration_period", .string, .required, at: "/sasExpirationPeriod")
        .matching("must be days and a time, DD.HH:MM:SS", isPeriod)
        .described("For how long shared access signatures should be valid at most, DD.HH:MM:SS.")
      Argument("expiration_action", .string, .optionalWithDefault(.string("Log")), at: "/expirationAction")
        .oneOf("Log", "Block")
        .described("What happens with one that is valid for longer.")
    }
    .described("What shared access signatures should be like."),
  ]

  static let encryption: [Argument] = [
    Argument(
      "infrastructure_encryption_enabled", .bool, .optionalWithDefault(.bool(false)),
      at: "/properties/encryption/requireInfrastructureEncryption"
    )
    .replacing()
    .described("Whether what is encrypted is encrypted once more beneath."),
    keyType("queue"),
    keyType("table"),
    .block("customer_managed_key", .single, .optional, at: "/properties/encryption") {
      Argument("key_vault_key_id", .string, .required, at: "/keyvaultproperties", as: VaultKey.codec)
        .formerly("managed_hsm_key_id")
        .matching("must be the URL of a key, https://VAULT/keys/NAME, with or without a version") {
          VaultKey($0) != nil
        }
        .described("The key, by its URL; without a version always the newest.")
      Argument("user_assigned_identity_id", .string, .required, at: "/identity/userAssignedIdentity")
        .isResourceID()
        .described("The identity that reads the key.")
    }
    .marked(by: "/keySource", is: .string("Microsoft.Keyvault"), absent: .string("Microsoft.Storage"))
    .described("A key of one's own that everything is encrypted with."),
    .block("immutability_policy", .single, .optional, at: "/properties/immutableStorageWithVersioning") {
      Argument("allow_protected_append_writes", .bool, .required, at: "/immutabilityPolicy/allowProtectedAppendWrites")
        .replacing()
        .described("Whether append blobs may grow.")
      Argument(
        "period_since_creation_in_days", .number, .required,
        at: "/immutabilityPolicy/immutabilityPeriodSinceCreationInDays"
      )
      .between(1...146000).replacing()
      .described("For how many days nothing may be changed.")
      Argument("state", .string, .required, at: "/immutabilityPolicy/state").oneOf("Disabled", "Locked", "Unlocked")
        .replacing()
        .described("Whether the policy holds, and can be taken back.")
    }
    .marked(by: "/enabled", is: .bool(true))
    .replacing()
    .described("For how long objects can't be changed, wherever nothing else is said."),
  ]

  private static let noNetworkRules = Value.object(
    Members([
      ("bypass", .string("AzureServices")), ("defaultAction", .string("Allow")), ("ipRules", .tuple([])),
      ("virtualNetworkRules", .tuple([])),
    ]))

  private static func keyType(_ service: String) -> Argument {
    Argument(
      "\(service)_encryption_key_type", .string, .optionalWithDefault(.string("Service")),
      at: "/properties/encryption/services/\(service)/keyType"
    )
    .oneOf("Account", "Service").replacing()
    .described("Whether \(service)s are encrypted with the account's key or with one of the service.")
  }

  /// Days, hours, minutes and seconds: `90.00:00:00`.
  @Sendable private static func isPeriod(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...5).contains(parts[0].utf8.count), Int(parts[0]) != nil else { return false }
    let time = parts[1].split(separator: ":", omittingEmptySubsequences: false)
    guard time.count == 3, time.allSatisfy({ $0.utf8.count == 2 }) else { return false }
    let numbers = time.compactMap { Int($0) }
    return numbers.count == 3 && (0...23).contains(numbers[0]) && (0...59).contains(numbers[1])
      && (0...59).contains(numbers[2])
  }
}

/// A key in a vault, by its URL: `https://vault.vault.azure.net/keys/name/version`.
struct VaultKey {
  let vault: String
  let name: String
  let version: String?

  init?(_ url: String) {
    guard url.hasPrefix("https://") else { return nil }
    let parts = url.dropFirst("https://".count).split(separator: "/")
    guard parts.count == 3 || parts.count == 4, parts[1] == "keys", parts[0].contains(".") else { return nil }
    vault = "https://\(parts[0])"
    name = String(parts[2])
    version = parts.count == 4 ? String(parts[3]) : nil
  }

  /// The URL as three members, as storage accounts have it.
  static let codec = Codec(
    encode: { value in
      guard let key = value.stringValue.flatMap({ VaultKey($0) }) else { return .null(.dynamic) }
      return .object(
        Members([
          ("keyvaulturi", .string(key.vault)), ("keyname", .string(key.name)),
          ("keyversion", .string(key.version ?? "")),
        ]))
    },
    decode: { value in
      guard let vault = value[member: "keyvaulturi"]?.stringValue, let name = value[member: "keyname"]?.stringValue
      else { return .null(.string) }
      let version = value[member: "keyversion"]?.stringValue ?? ""
      let base = vault.hasSuffix("/") ? String(vault.dropLast()) : vault
      return .string("\(base)/keys/\(name)" + (version.isEmpty ? "" : "/\(version)"))
    })
}
