import AzureKinds
import Resources
import Testing
import Values

/// Rules between the arguments of storage accounts, databases, registries, workspaces and dashboards.
enum DataServiceRules {
  private typealias Case = RulesTests.Case

  private static func object(_ pairs: KeyValuePairs<String, Value>) -> Value { RulesTests.object(pairs) }
  private static func block(_ pairs: KeyValuePairs<String, Value>) -> Value { RulesTests.block(pairs) }

  static var cases: [RulesTests.Case] { storage + storageServices + servers + serverAccess + registries + others }

  /// Cases of one kind: what is tested, the arguments, the paths that are reported.
  private static func cases(
    _ kind: AzureKind, besides base: KeyValuePairs<String, Value> = [:],
    _ list: [(text: String, arguments: KeyValuePairs<String, Value>, problems: [String])]
  ) -> [Case] {
    list.map { example in
      var members = object(base).members ?? Members()
      for (name, value) in example.arguments { members[name] = value }
      return Case(
        testDescription: example.text, kind: kind, arguments: .object(members), problems: example.problems)
    }
  }

  private static let storage = cases(
    .storageAccount, besides: ["account_tier": "Standard", "account_replication_type": "LRS"],
    [
      ("an account needs no more than it must have", [:], []),
      (
        "a Premium account stays in its region", ["account_tier": "Premium", "account_replication_type": "GRS"],
        ["account_replication_type"]
      ),
      ("block blobs alone are Premium", ["account_kind": "BlockBlobStorage"], ["account_kind"]),
      (
        "an account that isn't for blobs has no access tier", ["account_kind": "Storage", "access_tier": "Hot"],
        ["access_tier"]
      ),
      (
        "an account for blobs has no file service", ["account_kind": "BlobStorage", "share_properties": block([:])],
        ["share_properties"]
      ),
      (
        "an account for files has no blob service",
        [
          "account_kind": "FileStorage", "account_tier": "Premium", "blob_properties": block([:]),
          "static_website": block([:]),
        ],
        ["blob_properties", "static_website"]
      ),
      (
        "only accounts for files have that billing", ["provisioned_billing_model_version": "V2"],
        ["provisioned_billing_model_version"]
      ),
      ("SFTP needs directories", ["sftp_enabled": .bool(true)], ["sftp_enabled"]),
      ("NFS needs directories", ["nfsv3_enabled": .bool(true)], ["nfsv3_enabled"]),
      ("directories may be unknown", ["sftp_enabled": .bool(true), "is_hns_enabled": .unknown(.bool)], []),
      (
        "directories have no versions",
        ["is_hns_enabled": .bool(true), "blob_properties": block(["versioning_enabled": .bool(true)])],
        ["blob_properties[0].versioning_enabled"]
      ),
    ])

  private static let storageServices = cases(
    .storageAccount, besides: ["account_tier": "Standard", "account_replication_type": "LRS"],
    [
      (
        "restoring needs versions, a log and what was deleted",
        ["blob_properties": block(["restore_policy": block(["days": .number(6)])])],
        Array(repeating: "blob_properties[0].restore_policy", count: 3)
      ),
      (
        "what was deleted is kept for longer than restoring goes back",
        [
          "blob_properties": block([
            "versioning_enabled": .bool(true), "change_feed_enabled": .bool(true),
            "delete_retention_policy": block(["days": .number(6)]), "restore_policy": block(["days": .number(6)]),
          ])
        ],
        ["blob_properties[0].restore_policy"]
      ),
      (
        "restoring within what is kept is right",
        [
          "blob_properties": block([
            "versioning_enabled": .bool(true), "change_feed_enabled": .bool(true),
            "delete_retention_policy": block([:]), "restore_policy": block(["days": .number(6)]),
          ])
        ],
        []
      ),
      (
        "a key of one's own is read by an identity",
        ["customer_managed_key": block(["key_vault_key_id": "https://v.vault.azure.net/keys/k"])],
        ["customer_managed_key"]
      ),
      (
        "which is a user-assigned one",
        ["customer_managed_key": block([:]), "identity": block(["type": "SystemAssigned"])], ["customer_managed_key"]
      ),
      ("an identity may be unknown", ["customer_managed_key": block([:]), "identity": .unknown(.dynamic)], []),
      ("an old TLS is told of", ["min_tls_version": "TLS1_0"], ["min_tls_version"]),
      (
        "a domain of one's own is said",
        ["azure_files_authentication": block(["directory_type": "AD"])], ["azure_files_authentication"]
      ),
      ("queues are set through the queue service", ["queue_properties": block([:])], ["queue_properties"]),
      (
        "a user-assigned identity is named",
        ["identity": block(["type": "UserAssigned", "identity_ids": .null(.dynamic)])],
        ["identity[0].type"]
      ),
      (
        "one that isn't is not",
        ["identity": block(["type": "SystemAssigned", "identity_ids": .tuple(["/i"])])], ["identity[0].identity_ids"]
      ),
    ])

  private static let servers = cases(
    .postgreSQLServer, besides: ["sku_name": "GP_Standard_D2ds_v5", "version": "15"],
    [
      (
        "a server with passwords needs an administrator, with one", [:],
        ["administrator_login", "administrator_password"]
      ),
      (
        "one password is enough", ["administrator_login": "a", "administrator_password_wo": "b"], []
      ),
      (
        "two are too many",
        ["administrator_login": "a", "administrator_password": "b", "administrator_password_wo": "b"],
        ["administrator_password_wo"]
      ),
      (
        "without passwords none is needed",
        [
          "authentication": block([
            "active_directory_auth_enabled": .bool(true), "password_auth_enabled": .bool(false),
          ])
        ],
        []
      ),
      (
        "somebody has to be able to sign in", ["authentication": block(["password_auth_enabled": .bool(false)])],
        ["authentication"]
      ),
      (
        "a new server needs a machine and a version",
        [
          "sku_name": .null(.string), "version": .null(.string), "administrator_login": "a",
          "administrator_password": "b",
        ],
        ["sku_name", "version"]
      ),
      ("a replica needs a source", ["create_mode": "Replica"], ["source_server_id"]),
      (
        "a restored server needs a time", ["create_mode": "PointInTimeRestore", "source_server_id": "/s"],
        ["point_in_time_restore_time_in_utc"]
      ),
      ("how a server begins may be unknown", ["create_mode": .unknown(.string)], []),
    ])

  private static let serverAccess = cases(
    .postgreSQLServer,
    besides: [
      "sku_name": "GP_Standard_D2ds_v5", "version": "15", "administrator_login": "a", "administrator_password": "b",
    ],
    [
      (
        "a server in a subnet needs a zone, and isn't in the internet",
        [
          "delegated_subnet_id": .unknown(.string, Refinement(isNotNull: true)),
          "public_network_access_enabled": .bool(true),
        ],
        ["private_dns_zone_id", "public_network_access_enabled"]
      ),
      (
        "a server in a subnet with both is right",
        [
          "delegated_subnet_id": "/s", "private_dns_zone_id": "/z", "public_network_access_enabled": .bool(false),
        ],
        []
      ),
      ("a zone without a subnet is for nothing", ["private_dns_zone_id": "/z"], ["private_dns_zone_id"]),
      (
        "a burstable machine has no standby",
        ["sku_name": "B_Standard_B1ms", "high_availability": block(["mode": "SameZone"])], ["high_availability"]
      ),
      (
        "a standby in another zone is in another zone",
        [
          "zone": "1",
          "high_availability": block(["mode": "ZoneRedundant", "standby_availability_zone": "1"]),
        ],
        ["high_availability[0].standby_availability_zone"]
      ),
      (
        "a standby in the same zone is in the same",
        ["zone": "1", "high_availability": block(["mode": "SameZone", "standby_availability_zone": "2"])],
        ["high_availability[0].standby_availability_zone"]
      ),
      ("a machine that nobody knows is told of", ["sku_name": "GP_Standard_D3ds_v5"], ["sku_name"]),
      (
        "a disk is of a tier that fits its size", ["storage_mb": .number(131072), "storage_tier": "P6"],
        ["storage_tier"]
      ),
      ("the smallest disk has a tier, too", ["storage_tier": "P60"], ["storage_tier"]),
      ("a faster tier is right", ["storage_mb": .number(131072), "storage_tier": "P20"], []),
    ])

  private static let registries = cases(
    .containerRegistry, besides: ["sku": "Standard", "location": "West Europe"],
    [
      (
        "what only Premium has",
        [
          "georeplications": block(["location": "northeurope"]), "network_rule_set": block([:]),
          "retention_policy_in_days": .number(7), "data_endpoint_enabled": .bool(true),
        ],
        ["georeplications", "network_rule_set", "retention_policy_in_days", "data_endpoint_enabled"]
      ),
      ("what Basic doesn't have", ["sku": "Basic", "anonymous_pull_enabled": .bool(true)], ["anonymous_pull_enabled"]),
      ("an SKU may be unknown", ["sku": .unknown(.string), "network_rule_set": block([:])], []),
      (
        "a registry isn't replicated to where it is",
        ["sku": "Premium", "georeplications": block(["location": "westeurope"])], ["georeplications"]
      ),
      (
        "nor twice to one place",
        [
          "sku": "Premium",
          "georeplications": .tuple([object(["location": "northeurope"]), object(["location": "North Europe"])]),
        ],
        ["georeplications"]
      ),
      (
        "what the internet reaches can leave", ["sku": "Premium", "export_policy_enabled": .bool(false)],
        ["export_policy_enabled"]
      ),
      ("a key of one's own is read by an identity", ["sku": "Premium", "encryption": block([:])], ["encryption"]),
    ])

  private static let others =
    cases(
      .logAnalyticsWorkspace,
      [
        (
          "an older form is told of",
          ["internet_query_enabled": .bool(false), "internet_query_access_type": "Disabled"], ["internet_query_enabled"]
        ),
        (
          "two forms say the same",
          ["internet_query_enabled": .bool(false), "internet_query_access_type": "Enabled"],
          ["internet_query_enabled", "internet_query_enabled"]
        ),
        (
          "a reservation has a size", ["sku": "CapacityReservation"], ["reservation_capacity_in_gb_per_day"]
        ),
        (
          "no other SKU has one", ["sku": "PerGB2018", "reservation_capacity_in_gb_per_day": .number(100)],
          ["reservation_capacity_in_gb_per_day"]
        ),
        (
          "the free SKU keeps logs for a week", ["sku": "Free", "retention_in_days": .number(30)], ["retention_in_days"]
        ),
        ("no other does", ["sku": .null(.string), "retention_in_days": .number(7)], ["retention_in_days"]),
      ])
    + cases(
      .dashboardGrafana,
      [
        (
          "what only the Standard SKU has", ["sku": "Essential", "zone_redundancy_enabled": .bool(true)],
          ["zone_redundancy_enabled"]
        )
      ])
    + cases(
      .storageContainer,
      [
        ("a container is in an account", [:], ["storage_account_id"]),
        ("which isn't found by a name alone", ["storage_account_name": "st"], ["storage_account_name"]),
        (
          "a name is an older form", ["storage_account_name": "st", "storage_account_id": "/s"],
          ["storage_account_name"]
        ),
        ("an account may be unknown", ["storage_account_id": .unknown(.string)], []),
      ])
    + cases(
      .postgreSQLFirewallRule,
      [
        (
          "a range ends after it begins", ["start_ip_address": "203.0.113.9", "end_ip_address": "203.0.113.1"],
          ["end_ip_address"]
        ),
        ("a range may have one address", ["start_ip_address": "203.0.113.9", "end_ip_address": "203.0.113.9"], []),
      ])
}
