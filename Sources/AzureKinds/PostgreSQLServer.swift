import Resources
import Values

extension AzureKind {
  /// A PostgreSQL flexible server.
  package static let postgreSQLServer = AzureKind(
    "azurerm_postgresql_flexible_server",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.DBforPostgreSQL/flexibleServers/{name}",
    apiVersion: PostgreSQLServer.apiVersion
  ) {
    PostgreSQLServer.identification
    PostgreSQLServer.access
    PostgreSQLServer.capacity
    PostgreSQLServer.availability
    PostgreSQLServer.origin
    Argument.tags
    Argument("fqdn", .string, .computed, at: "/properties/fullyQualifiedDomainName")
      .described("The server's host name.")
  }
  .stripping(Argument.identityReadOnly)
  .stripping(
    [
      "minorVersion", "state", "fullyQualifiedDomainName", "dataEncryption/primaryEncryptionKeyStatus",
      "dataEncryption/geoBackupEncryptionKeyStatus", "backup/earliestRestoreDate", "highAvailability/state",
      "replicaCapacity", "replica/capacity", "replica/replicationState", "privateEndpointConnections",
    ].map { "/properties/\($0)" }
  )
  .patched(withWhole: "/sku", "/tags", "/properties/maintenanceWindow")
  .changing(
    while: "/properties/state", is: "Provisioning", "Updating", "Starting", "Stopping", "Restarting", "Dropping"
  )
  // A server and all that is on it are changed one at a time.
  .serialized(by: "{id}", "{delegated_subnet_id}/../..")
  .listed()
  .taking(seconds: 360)
  .waiting(create: 60, update: 60, delete: 60)
  .losing("the databases on it, and their backups")
  .checked { PostgreSQLServer.problems(with: $0) }
  .refined { arguments, prior, planned in
    PostgreSQLServer.refined(planned, prior: prior, arguments: arguments)
  }
}

/// The parts of the server's declaration, by subject.
enum PostgreSQLServer {
  static let apiVersion = "2025-08-01"

  static let identification: [Argument] = [
    Argument("name", .string, .required)
      .matching(
        "must be 3 to 63 lower-case letters, digits and hyphens, and begin and end with a letter or digit"
      ) { name in
        (3...63).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-") && name == name.lowercased()
          && name.beginsWithLetterOrDigit && name.endsWithLetterOrDigit
      }
      .described("The name of the server, which no other server in the world has."),
    Argument.resourceGroupName,
    Argument.location,
    Argument("version", .string, .optionalComputed, at: "/properties/version")
      .oneOf("11", "12", "13", "14", "15", "16", "17", "18")
      .replacing(when: "it goes down") { old, new in
        guard let old = old.stringValue.flatMap({ Int($0) }), let new = new.stringValue.flatMap({ Int($0) }) else {
          return false
        }
        return new < old
      }
      .described("The major version of PostgreSQL. It goes up in place."),
    Argument("administrator_login", .string, .optionalComputed, at: "/properties/administratorLogin")
      .matching(
        "must be 1 to 63 letters, digits and '_', begin with a letter, and be no name that Azure or PostgreSQL keeps",
        isLogin
      )
      .replacing(when: "there is one already") { old, _ in old.stringValue?.isEmpty == false }
      .described("The name of the administrator who has a password."),
    Argument("administrator_password", .string, .optional, at: "/properties/administratorLoginPassword").sensitive()
      .writeOnly()
      .matching("must be 8 to 128 characters", isPassword)
      .described(
        "Their password. It is kept nowhere, so a new one is noticed if it comes from `random_password`; else count it "
          + "with `administrator_password_wo_version`."),
    Argument("administrator_password_wo", .string, .optional, at: "/properties/administratorLoginPassword")
      .sensitive().writeOnly()
      .matching("must be 8 to 128 characters", isPassword)
      .described("The same, as an argument that may be ephemeral."),
    Argument("administrator_password_wo_version", .number, .optional)
      .counting("administrator_password_wo", "administrator_password")
      .described("Counts the passwords: with another number than before the password is sent again."),
    .block("authentication", .single, .optionalComputed, at: "/properties/authConfig") {
      Argument(
        "active_directory_auth_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/activeDirectoryAuth",
        as: .enabledOrDisabled
      )
      .described("Whether Entra ID's users and identities can sign in.")
      Argument(
        "password_auth_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/passwordAuth",
        as: .enabledOrDisabled
      )
      .described("Whether users with passwords can sign in.")
      Argument("tenant_id", .string, .optionalComputed, at: "/tenantId").compared(by: .ignoringCase)
        .described("The tenant of Entra ID's users.")
    }
    .described("How users prove who they are."),
    .identity(types: "SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned", separatedBy: ","),
  ]

  static let access: [Argument] = [
    Argument("delegated_subnet_id", .string, .optional, at: "/properties/network/delegatedSubnetResourceId")
      .isResourceID().replacing()
      .described(
        "The subnet that the server is in, which is delegated to `Microsoft.DBforPostgreSQL/flexibleServers`."),
    Argument(
      "private_dns_zone_id", .string, .optionalComputed, at: "/properties/network/privateDnsZoneArmResourceId"
    )
    .isResourceID()
    .described("The private DNS zone that has the server's name."),
    Argument(
      "public_network_access_enabled", .bool, .optionalWithDefault(.bool(true)),
      at: "/properties/network/publicNetworkAccess", as: .enabledOrDisabled
    )
    .before(.four, .optionalComputed)
    .described("Whether the server can be reached from the internet, where a firewall rule lets in."),
    .block("customer_managed_key", .single, .optional, at: "/properties/dataEncryption") {
      Argument("key_vault_key_id", .string, .required, at: "/primaryKeyURI").replacing()
        .matching("must be the URL of a key, https://VAULT/keys/NAME, with or without a version") {
          VaultKey($0) != nil
        }
        .described("The key, by its URL.")
      Argument(
        "primary_user_assigned_identity_id", .string, .optional, at: "/primaryUserAssignedIdentityId"
      )
      .isResourceID().replacing()
      .described("The identity that reads the key.")
      Argument("geo_backup_key_vault_key_id", .string, .optional, at: "/geoBackupKeyURI").replacing()
        .matching("must be the URL of a key, https://VAULT/keys/NAME, with or without a version") {
          VaultKey($0) != nil
        }
        .described("The key for the backups in another region.")
      Argument(
        "geo_backup_user_assigned_identity_id", .string, .optional, at: "/geoBackupUserAssignedIdentityId"
      )
      .isResourceID().replacing()
      .described("The identity that reads that key.")
    }
    .marked(by: "/type", is: .string("AzureKeyVault"), absent: .string("SystemManaged"))
    .replacing()
    .described("A key of one's own that everything is encrypted with."),
  ]

  static let availability: [Argument] = [
    Argument("zone", .string, .optionalComputed, at: "/properties/availabilityZone").oneOf("1", "2", "3")
      .refusing(
        "Azure moves a server to another zone only by a failover to its standby. Do that with `az postgres flexible-server "
          + "restart --failover Planned`, or leave `zone` out."
      )
      .described("The availability zone; Azure chooses one where nothing is said."),
    .block("high_availability", .single, .optional, at: "/properties/highAvailability") {
      Argument("mode", .string, .required, at: "/mode").oneOf("SameZone", "ZoneRedundant")
        .described("Where the standby is.")
      Argument("standby_availability_zone", .string, .optionalComputed, at: "/standbyAvailabilityZone")
        .oneOf("1", "2", "3")
        .described("The availability zone of the standby.")
    }
    .going(bySetting: "/mode", to: .string("Disabled"))
    .described("A second server that stands by."),
    .block("maintenance_window", .single, .optional, at: "/properties/maintenanceWindow") {
      Argument("day_of_week", .number, .optionalWithDefault(.number(0)), at: "/dayOfWeek").between(0...6)
        .described("The day, counted from Sunday as 0.")
      Argument("start_hour", .number, .optionalWithDefault(.number(0)), at: "/startHour").between(0...23)
        .described("The hour in which it begins.")
      Argument("start_minute", .number, .optionalWithDefault(.number(0)), at: "/startMinute").between(0...59)
        .described("The minute in which it begins.")
    }
    .marked(by: "/customWindow", is: .string("Enabled"), absent: .string("Disabled"))
    .described("When Azure may maintain the server."),
    Argument(
      "backup_retention_days", .number, .optionalComputed, at: "/properties/backup/backupRetentionDays"
    )
    .between(7...35)
    .described("For how many days backups are kept."),
    Argument(
      "geo_redundant_backup_enabled", .bool, .optionalWithDefault(.bool(false)),
      at: "/properties/backup/geoRedundantBackup", as: .enabledOrDisabled
    )
    .replacing()
    .described("Whether backups are kept in another region, too."),
  ]

  static let origin: [Argument] = [
    Argument("create_mode", .string, .optional, at: "/properties/createMode").writeOnly()
      .oneOf("Default", "GeoRestore", "PointInTimeRestore", "Replica", "ReviveDropped", "Update")
      .described("Whether the server begins empty or as another one was."),
    Argument("source_server_id", .string, .optional, at: "/properties/sourceServerResourceId").writeOnly().replacing()
      .isResourceID()
      .described("The server that it begins as."),
    Argument("point_in_time_restore_time_in_utc", .string, .optional, at: "/properties/pointInTimeUTC").writeOnly()
      .replacing()
      .matching("must be a time of RFC 3339, such as 2026-11-20T10:00:00Z", isTime)
      .described("As that was then."),
    Argument("replication_role", .string, .optional, at: "/properties/replicationRole").writeOnly().oneOf("None")
      .described("`None` makes a replica a server of its own."),
    .block("cluster", .single, .optional, at: "/properties/cluster") {
      Argument("size", .number, .required, at: "/clusterSize").between(1...20)
        .replacing(when: "it goes down") { old, new in
          (new.intValue ?? 0) < (old.intValue ?? 0)
        }
        .described("How many nodes there are.")
      Argument(
        "default_database_name", .string, .optionalWithDefault(.string("postgres")), at: "/defaultDatabaseName"
      )
      .replacing()
      .described("The database that is spread over them.")
    }
    .replacing()
    .described("An elastic cluster in place of one server."),
  ]

  /// What neither Azure nor PostgreSQL leaves to users.
  @Sendable private static func isLogin(_ name: String) -> Bool {
    let kept: Set = [
      "azure_superuser", "azure_pg_admin", "admin", "administrator", "root", "guest", "public",
    ]
    return (1...63).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "_") && name.first?.isLetter == true
      && !kept.contains(name.lowercased()) && !name.lowercased().hasPrefix("pg_")
  }

  @Sendable private static func isPassword(_ text: String) -> Bool { (8...128).contains(text.count) }

  @Sendable private static func isTime(_ text: String) -> Bool {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].split(separator: "-").map(\.utf8.count) == [4, 2, 2], parts[1].utf8.count >= 9
    else { return false }
    return text.allSatisfy { $0.isNumber || "-:.TZ+".contains($0) }
  }
}
