import Values

/// PostgreSQL flexible servers with their databases, settings, firewall rules and administrators.
enum PostgreSQLProvider {
  static let types = [server] + [database, configuration, firewallRule, administrator]

  static let serverType = "Microsoft.DBforPostgreSQL/flexibleServers"
  private static let versions = APIVersions(
    "2021-06-01", "2022-12-01", "2023-06-01-preview", "2024-08-01", "2025-08-01", "2026-10-01")

  private static func resourceType(
    _ name: String, taking duration: Duration, _ schema: @escaping @Sendable () -> Schema
  )
    -> ResourceType
  {
    var type = ResourceType(name, versions)
    type.schema = schema
    type.create = .asynchronous(duration, .both)
    type.update = .asynchronous(duration, .both)
    type.delete = .asynchronous(duration, .both)
    type.answersWithoutBody = true
    type.hasState = false
    // A server and all that is on it are changed one at a time.
    type.hooks.busy = { target, _, cloud in
      let server = target.names.count > 1 ? target.parentKey : target.key
      guard !cloud.state.runningOperations(onOrBelow: server).isEmpty else { return nil }
      let name = cloud.state[server]?.name ?? ""
      return Refusal(
        409, "ServerIsBusy",
        "Cannot complete operation because server '\(name)' is busy processing another operation. Please try again "
          + "later.")
    }
    return type
  }

  private static func child(_ name: String, _ schema: @escaping @Sendable () -> Schema) -> ResourceType {
    var type = resourceType(serverType + "/" + name, taking: .seconds(20), schema)
    type.location = .none
    type.isTracked = false
    type.hasSystemData = false
    return type
  }

  private static func invalid(_ name: String) -> Refusal {
    Refusal(
      400, "InvalidParameterValue", "Invalid value given for parameter \(name). Specify a valid parameter value.",
      target: name)
  }

  // MARK: - Servers

  private static let server: ResourceType = {
    var type = resourceType(serverType, taking: .seconds(360)) { serverSchema }
    type.isValidName = NameRules.plain(3...63, others: "-", isLower: true)
    type.nameTaken = { name in
      Refusal(409, "ServerNameAlreadyExists", "Specified server name '\(name)' is already used.")
    }
    type.update = .asynchronous(.seconds(60), .both)
    type.immutable = [
      ["properties", "administratorLogin"], ["properties", "backup", "geoRedundantBackup"],
      ["properties", "network", "delegatedSubnetResourceId"], ["properties", "dataEncryption", "type"],
    ]
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      try ManagedIdentities.settle(&draft, cloud)
      try checkServer(draft)
      complete(&draft)
    }
    type.hooks.completed = { server, cloud in
      for name in ["azure_maintenance", "azure_sys", "postgres"] {
        cloud.place(
          id: server.id + "/databases/" + name, type: database.name,
          body: ["properties": ["charset": "UTF8", "collation": "en_US.utf8"]], at: cloud.now)
      }
      for setting in ServerSetting.all {
        cloud.place(
          id: server.id + "/configurations/" + setting.name, type: configuration.name,
          body: ["properties": setting.properties], at: cloud.now)
      }
    }
    type.hooks.actions = [
      "restart": { server, call, cloud throws(Refusal) in
        guard let type = Catalogue.type(named: server.type), let target = ResourceTarget(id: server.id) else {
          throw .noRoute(call.path)
        }
        if let refusal = type.hooks.busy(target, call.method, cloud) { throw refusal }
        for setting in cloud.state.below(server.key) where setting.type == configuration.name {
          cloud.rewrite(setting.key, at: call.now) { $0.body["properties", "isConfigPendingRestart"] = false }
        }
        let operation = cloud.start(.write, on: server, lasting: .seconds(30), call)
        return Answer(202, headers: cloud.pollHeaders(operation, .both, server, type, call))
      }
    ]
    type.hooks.shown = { server, body, _, cloud in
      var body = body
      // Unlike other providers, this one answers with the name that people read.
      body["location"] = body["location"]?.stringValue.map { .string(Locations.displayName($0)) }
      let operation = cloud.state.runningOperations(onOrBelow: server.key).first { $0.resource == server.key }
      body["properties", "state"] =
        operation.map { $0.kind == .delete ? "Dropping" : server.revision == 1 ? "Provisioning" : "Updating" }
        ?? "Ready"
      return body
    }
    return type
  }()

  private static func checkServer(_ draft: Draft) throws(Refusal) {
    let properties = draft.body["properties"] ?? [:]
    let mode = draft.request["properties", "createMode"]?.stringValue?.lowercased() ?? "default"
    if draft.isNew, ["default", "create"].contains(mode) {
      let hasPasswords = properties["authConfig", "passwordAuth"]?.stringValue?.lowercased() != "disabled"
      if hasPasswords, properties["administratorLoginPassword"].isAbsent { throw invalid("AdministratorLoginPassword") }
      if hasPasswords {
        let login = properties["administratorLogin"]?.stringValue?.lowercased() ?? ""
        let reserved = ["azure_superuser", "azure_pg_admin", "admin", "administrator", "root", "guest", "public"]
        if login.isEmpty || reserved.contains(login) || login.hasPrefix("pg_") { throw invalid("AdministratorLogin") }
      }
    }
    if let password = properties["administratorLoginPassword"]?.stringValue, !(8...128).contains(password.count) {
      throw invalid("AdministratorLoginPassword")
    }
    if let days = properties["backup", "backupRetentionDays"]?.intValue, !(7...35).contains(days) {
      throw invalid("BackupRetentionDays")
    }
    if let size = properties["storage", "storageSizeGB"]?.intValue {
      let before = draft.existing?.body["properties", "storage", "storageSizeGB"]?.intValue ?? 32
      if size < before { throw invalid("StorageSizeGB") }
    }
    if let version = properties["version"]?.stringValue.flatMap({ Int($0) }),
      let before = draft.existing?.body["properties", "version"]?.stringValue.flatMap({ Int($0) }), version < before
    {
      throw invalid("Version")
    }
    let isBurstable = draft.body["sku", "tier"]?.stringValue?.lowercased() == "burstable"
    let availability = properties["highAvailability", "mode"]?.stringValue?.lowercased() ?? "disabled"
    if isBurstable, availability != "disabled" {
      throw Refusal(
        400, "HANotSupportedForBurstableSkuWithMoreInfo",
        "High availability is not supported for Burstable SKUs. Choose a General Purpose or Memory Optimized SKU.")
    }
  }

  private static func complete(_ draft: inout Draft) {
    let now = draft.call.now
    draft.body.fill("tags", with: [:])
    draft.body.fill("sku", with: ["name": "Standard_D2s_v3", "tier": "GeneralPurpose"])
    draft.body.fill("properties", "version", with: "17")
    let version = draft.body["properties", "version"]?.stringValue ?? ""
    draft.body["properties", "minorVersion"] = .string(version + ".4")
    let host = draft.target.name.lowercased() + ".postgres.database.azure.com"
    draft.body.fill("properties", "fullyQualifiedDomainName", with: .string(host))
    let defaults: [([String], Value)] = [
      (["storage", "storageSizeGB"], 32), (["storage", "iops"], 120), (["storage", "tier"], "P4"),
      (["storage", "autoGrow"], "Disabled"), (["storage", "type"], ""), (["dataEncryption", "type"], "SystemManaged"),
      (["authConfig", "activeDirectoryAuth"], "Disabled"), (["authConfig", "passwordAuth"], "Enabled"),
      (["availabilityZone"], "1"), (["backup", "backupRetentionDays"], 7),
      (["backup", "geoRedundantBackup"], "Disabled"),
      (["backup", "earliestRestoreDate"], .string(now.advanced(by: .seconds(1200)).text(fractionDigits: 0))),
      (["highAvailability", "mode"], "Disabled"), (["maintenanceWindow", "customWindow"], "Disabled"),
      (["maintenanceWindow", "dayOfWeek"], 0), (["maintenanceWindow", "startHour"], 0),
      (["maintenanceWindow", "startMinute"], 0), (["replica", "role"], "Primary"), (["replica", "capacity"], 0),
      (["replicationRole"], "Primary"), (["replicaCapacity"], 0), (["privateEndpointConnections"], []),
    ]
    for (path, value) in defaults {
      let path = ["properties"] + path
      if draft.body[path: path[...]].isAbsent { draft.body[path: path[...]] = value }
    }
    let isPrivate = !draft.body["properties", "network", "delegatedSubnetResourceId"].isAbsent
    draft.body.fill("properties", "network", "publicNetworkAccess", with: isPrivate ? "Disabled" : "Enabled")
    let hasStandby = draft.body["properties", "highAvailability", "mode"] != "Disabled"
    draft.body["properties", "highAvailability", "state"] = hasStandby ? "Healthy" : "NotEnabled"
  }

  // MARK: - What is on a server

  private static let database: ResourceType = {
    var type = child("databases") { databaseSchema }
    type.isValidName = { name in
      (1...63).contains(name.count) && name.first.map { $0.isLetter || $0 == "_" } ?? false
        && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    }
    type.immutable = [["properties", "charset"], ["properties", "collation"]]
    type.hooks.prepare = { draft, _ throws(Refusal) in
      draft.body.fill("properties", "charset", with: "UTF8")
      draft.body.fill("properties", "collation", with: "en_US.utf8")
    }
    return type
  }()

  private static let configuration: ResourceType = {
    var type = child("configurations") { configurationSchema }
    type.hooks.prepare = { draft, _ throws(Refusal) in
      guard let existing = draft.existing else {
        throw Refusal(
          404, "ResourceNotFound", "The server has no configuration named '\(draft.target.name)'.")
      }
      let value = draft.request["properties", "value"]?.stringValue
      guard let value else { throw invalid("Value") }
      guard ServerSetting.takes(value, existing.body["properties"] ?? [:]) else { throw invalid(draft.target.name) }
      draft.body = existing.body
      draft.body["properties", "value"] = .string(value)
      let isDefault = value == existing.body["properties", "defaultValue"]?.stringValue
      draft.body["properties", "source"] = isDefault ? "system-default" : "user-override"
      draft.body["properties", "isConfigPendingRestart"] = .bool(
        existing.body["properties", "isDynamicConfig"] == false
          && existing.body["properties", "value"] != .string(value))
    }
    type.hooks.checkDeletion = { _, call, _ throws(Refusal) in throw .notAllowed(call.method, call.path) }
    return type
  }()

  private static let firewallRule: ResourceType = {
    var type = child("firewallRules") { firewallRuleSchema }
    type.isValidName = { name in
      (1...80).contains(name.count) && name.last != "-"
        && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      let server = cloud.state[draft.target.parentKey]
      if server?.body["properties", "network", "delegatedSubnetResourceId"].isAbsent == false {
        throw Refusal(
          400, "FirewallRulesNotSupportedForPrivateAccess",
          "Firewall rules can't be set for a server with private access.")
      }
      func number(_ name: String) -> Int {
        let octets = draft.body["properties", name]?.stringValue?.split(separator: ".").compactMap { Int($0) } ?? []
        return octets.reduce(0) { $0 * 256 + $1 }
      }
      if number("startIpAddress") > number("endIpAddress") { throw invalid("StartIpAddress") }
    }
    return type
  }()

  private static let administrator: ResourceType = {
    var type = child("administrators") { administratorSchema }
    type.isValidName = { Identifiers.isGUID($0) }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      let server = cloud.state[draft.target.parentKey]
      guard server?.body["properties", "authConfig", "activeDirectoryAuth"] == "Enabled" else {
        throw Refusal(
          400, "AadAuthNotEnabled",
          "Microsoft Entra authentication isn't enabled for the server '\(server?.name ?? "")'.")
      }
      draft.body.fill("properties", "tenantId", with: .string(Identifiers.tenant))
      draft.body["properties", "objectId"] = .string(draft.target.name)
    }
    return type
  }()

  // MARK: - Bodies, after Azure's published types of api-version 2025-08-01

  private static let serverSchema = Schema(
    """
    location: string required
    properties
      administratorLogin: string
      administratorLoginPassword: string writeOnly
      authConfig
        activeDirectoryAuth: Enabled|Disabled
        passwordAuth: Enabled|Disabled
        tenantId: string
      availabilityZone: string
      backup
        backupRetentionDays: int
        earliestRestoreDate: any readOnly
        geoRedundantBackup: Enabled|Disabled
      cluster
        clusterSize: int
        defaultDatabaseName: string
      createMode: Default|Create|Update|PointInTimeRestore|GeoRestore|Replica|ReviveDropped writeOnly
      dataEncryption
        geoBackupEncryptionKeyStatus: any readOnly
        geoBackupKeyURI: string
        geoBackupUserAssignedIdentityId: string
        primaryEncryptionKeyStatus: any readOnly
        primaryKeyURI: string
        primaryUserAssignedIdentityId: string
        type: SystemManaged|AzureKeyVault
      fullyQualifiedDomainName: any readOnly
      highAvailability
        mode: Disabled|ZoneRedundant|SameZone
        standbyAvailabilityZone: string
        state: any readOnly
      maintenanceWindow
        customWindow: string
        dayOfWeek: int
        startHour: int
        startMinute: int
      minorVersion: any readOnly
      network
        delegatedSubnetResourceId: string
        privateDnsZoneArmResourceId: string
        publicNetworkAccess: Enabled|Disabled
      pointInTimeUTC: string writeOnly
      privateEndpointConnections: any readOnly
      replica
        capacity: any readOnly
        promoteMode: Standalone|Switchover writeOnly
        promoteOption: Planned|Forced writeOnly
        replicationState: any readOnly
        role: None|Primary|AsyncReplica|GeoAsyncReplica
      replicaCapacity: any readOnly
      replicationRole: None|Primary|AsyncReplica|GeoAsyncReplica
      sourceServerResourceId: string
      state: any readOnly
      storage
        autoGrow: Enabled|Disabled
        iops: int
        storageSizeGB: int
        throughput: int
        tier: P1|P2|P3|P4|P6|P10|P15|P20|P30|P40|P50|P60|P70|P80
        type: string matching=^(Premium_LRS|PremiumV2_LRS|UltraSSD_LRS)?$
      version: 18|17|16|15|14|13|12|11
    sku
      name: string required
      tier: Burstable|GeneralPurpose|MemoryOptimized required
    tags{}: string
    identity: @identity
    """, tables: ManagedIdentities.tables)

  private static let databaseSchema = Schema(
    #"""
    properties
      charset: string matching=^[a-zA-Z]+\w*$
      collation: string matching=^[a-zA-Z\-]+([.\x20]|\w)*$
    """#)

  private static let configurationSchema = Schema(
    """
    properties
      allowedValues: any readOnly
      dataType: any readOnly
      defaultValue: any readOnly
      description: any readOnly
      documentationLink: any readOnly
      isConfigPendingRestart: any readOnly
      isDynamicConfig: any readOnly
      isReadOnly: any readOnly
      source: string
      unit: any readOnly
      value: string
    """)

  private static let firewallRuleSchema = Schema(
    #"""
    properties required
      endIpAddress: string matching=^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\.){3}([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])$ required
      startIpAddress: string matching=^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\.){3}([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])$ required
    """#)

  private static let administratorSchema = Schema(
    """
    properties required
      objectId: any readOnly
      principalName: string required
      principalType: User|Group|ServicePrincipal required
      tenantId: string
    """)
}
