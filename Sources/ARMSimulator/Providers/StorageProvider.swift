import Values

/// Storage accounts, their blob and file services, and the containers in them.
enum StorageProvider {
  static let types = [account, blobService, fileService, container]

  private static let accountType = "Microsoft.Storage/storageAccounts"
  private static let versions = APIVersions(
    "2015-06-15", "2019-06-01", "2021-09-01", "2022-09-01", "2023-01-01", "2023-05-01", "2024-01-01", "2025-01-01",
    "2025-06-01", "2025-08-01", "2026-09-01")

  private static let account: ResourceType = {
    var type = ResourceType(accountType, versions)
    type.schema = { StorageSchemas.account }
    // A PUT to an account that exists is an update.
    type.putMerges = true
    type.isValidName = NameRules.plain(3...24, isLower: true)
    type.nameTaken = {
      Refusal(409, "StorageAccountAlreadyTaken", "The storage account named \($0) is already taken.")
    }
    type.create = .asynchronous(.seconds(20), .location)
    type.answersWithoutBody = true
    type.hasSystemData = false
    type.immutable = [
      ["sku", "tier"], ["properties", "isHnsEnabled"], ["properties", "isNfsV3Enabled"],
      ["properties", "dnsEndpointType"], ["properties", "encryption", "requireInfrastructureEncryption"],
      ["extendedLocation"],
    ]
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      try ManagedIdentities.settle(&draft, cloud)
      try checkReplication(draft)
      try checkKind(draft)
      try checkKeyTypes(draft)
      complete(&draft)
    }
    type.hooks.completed = { account, cloud in
      let now = cloud.now
      cloud.place(
        id: account.id + "/blobServices/default", type: blobService.name,
        body: [
          "sku": account.body["sku"] ?? [:],
          "properties": [
            "cors": ["corsRules": []], "deleteRetentionPolicy": ["allowPermanentDelete": false, "enabled": false],
          ],
        ], at: now)
      cloud.place(
        id: account.id + "/fileServices/default", type: fileService.name,
        body: [
          "sku": account.body["sku"] ?? [:],
          "properties": [
            "protocolSettings": ["smb": [:]], "cors": ["corsRules": []],
            "shareDeleteRetentionPolicy": ["enabled": true, "days": 7],
          ],
        ], at: now)
    }
    // Another account of the same name has containers of its own.
    type.hooks.removed = { account, cloud in
      for name in cloud.heldNames.keys where name.hasPrefix(account.key + "/") { cloud.heldNames[name] = nil }
    }
    type.hooks.actions = [
      "listkeys": { account, _, _ throws(Refusal) in keys(of: account) },
      "regeneratekey": { account, call, cloud throws(Refusal) in
        let name = try call.object()["keyName"]?.stringValue ?? ""
        guard ["key1", "key2"].contains(name) else {
          throw Refusal(400, "InvalidValuesForRequestParameters", "There is no key named '\(name)'.")
        }
        cloud.rewrite(account.key, at: call.now) { changed in
          changed.body["properties", "keyCreationTime", name] = .string(call.now.text())
        }
        return keys(of: cloud.state[account.key] ?? account)
      },
    ]
    return type
  }()

  private static func keys(of account: StoredResource) -> Answer {
    Answer(
      200,
      [
        "keys": .tuple(
          ["key1", "key2"].map { name in
            let time = account.body["properties", "keyCreationTime", name] ?? .null(.dynamic)
            let secret = Identifiers.hex(for: "\(account.uid) \(name) \(time.stringValue ?? "")", count: 64)
            return [
              "keyName": .string(name), "value": .string(Base64.text(Array(secret.utf8))), "permissions": "FULL",
              "creationTime": time,
            ]
          })
      ])
  }

  /// Replication can be changed between kinds that lie in the same zones.
  private static func checkReplication(_ draft: Draft) throws(Refusal) {
    guard let old = draft.existing?.body["sku", "name"]?.stringValue,
      let new = draft.body["sku", "name"]?.stringValue, old.lowercased() != new.lowercased()
    else { return }
    func isZonal(_ name: String) -> Bool { name.uppercased().contains("ZRS") }
    guard isZonal(old) == isZonal(new), old.prefix(while: { $0 != "_" }) == new.prefix(while: { $0 != "_" }) else {
      throw Refusal(
        409, "StorageAccountTypeConversionNotAllowed",
        "Storage account '\(draft.target.name)' cannot be converted from '\(old)' to '\(new)'.")
    }
  }

  /// Which key queues and tables are encrypted with is decided when the account is made; unsaid, it is the service's.
  private static func checkKeyTypes(_ draft: Draft) throws(Refusal) {
    guard let existing = draft.existing else { return }
    for service in ["queue", "table"] {
      let path = ["properties", "encryption", "services", service, "keyType"]
      let (old, new) = (existing.body[path: path[...]], draft.body[path: path[...]])
      guard old?.stringValue ?? "Service" == new?.stringValue ?? "Service" else {
        throw draft.type.hooks.immutableRefusal(path.joined(separator: "."))
      }
    }
  }

  /// An account can become one of general purpose of the second version, and nothing else.
  private static func checkKind(_ draft: Draft) throws(Refusal) {
    guard let old = draft.existing?.body["kind"]?.stringValue, let new = draft.body["kind"]?.stringValue,
      old != new, new != "StorageV2"
    else { return }
    throw Refusal(
      409, "AccountPropertyCannotBeUpdated",
      "The property 'kind' was specified in the input, but it cannot be updated.",
      target: "kind")
  }

  private static func complete(_ draft: inout Draft) {
    let name = draft.target.name
    let now = Value.string(draft.call.now.text())
    let location = draft.body["location"] ?? .null(.dynamic)
    let sku = draft.body["sku", "name"]?.stringValue ?? ""
    draft.body["sku", "tier"] = .string(String(sku.prefix { $0 != "_" }))
    draft.body.fill("tags", with: [:])
    let defaults: [(String, Value)] = [
      ("dnsEndpointType", "Standard"), ("defaultToOAuthAuthentication", false), ("publicNetworkAccess", "Enabled"),
      ("allowCrossTenantReplication", false), ("isNfsV3Enabled", false), ("isLocalUserEnabled", true),
      ("isSftpEnabled", false), ("minimumTlsVersion", "TLS1_2"), ("allowBlobPublicAccess", false),
      ("allowSharedKeyAccess", true), ("isHnsEnabled", false), ("supportsHttpsTrafficOnly", true),
      ("privateEndpointConnections", []), ("keyCreationTime", ["key1": now, "key2": now]), ("creationTime", now),
      ("primaryLocation", location), ("statusOfPrimary", "available"),
      ("networkAcls", ["bypass": "AzureServices", "defaultAction": "Allow"]),
    ]
    for (member, value) in defaults { draft.body.fill("properties", member, with: value) }
    if draft.body["kind"] != "BlockBlobStorage" { draft.body.fill("properties", "accessTier", with: "Hot") }
    for list in ["ipRules", "ipv6Rules", "virtualNetworkRules"] {
      draft.body.fill("properties", "networkAcls", list, with: [])
    }
    draft.body.fill("properties", "encryption", "keySource", with: "Microsoft.Storage")
    draft.body.fill("properties", "encryption", "requireInfrastructureEncryption", with: false)
    for service in ["blob", "file"] {
      let path = ["properties", "encryption", "services", service]
      var value = draft.body[path: path[...]] ?? [:]
      value.fill("enabled", with: true)
      value.fill("keyType", with: "Account")
      value.fill("lastEnabledTime", with: now)
      draft.body[path: path[...]] = value
    }
    let hosts = ["blob", "dfs", "file", "queue", "table"].map { service in
      (service, Value.string("https://\(name).\(service).core.windows.net/"))
    }
    let web = ("web", Value.string("https://\(name).z19.web.core.windows.net/"))
    draft.body["properties", "primaryEndpoints"] = .object(Members(hosts + [web]))
  }

  // MARK: - Services

  /// The settings of one service of an account: there as long as the account is.
  private static func service(_ name: String, _ schema: @escaping @Sendable () -> Schema) -> ResourceType {
    var type = ResourceType(accountType + "/" + name, versions)
    type.schema = schema
    type.location = .none
    type.isTracked = false
    type.hasState = false
    type.hasSystemData = false
    type.onlyName = "default"
    return type
  }

  private static let blobService = service("blobServices") { StorageSchemas.blobService }
  private static let fileService = service("fileServices") { StorageSchemas.fileService }

  private static let container: ResourceType = {
    var type = ResourceType(accountType + "/blobServices/containers", versions)
    type.schema = { StorageSchemas.container }
    type.location = .none
    type.isTracked = false
    type.hasState = false
    type.hasSystemData = false
    type.etag = .quoted
    type.immutable = [
      ["properties", "defaultEncryptionScope"], ["properties", "denyEncryptionScopeOverride"],
    ]
    type.isValidName = { name in
      if ["$root", "$web", "$logs"].contains(name) { return true }
      return NameRules.plain(3...63, others: "-", isLower: true)(name) && !name.contains("--")
    }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      if draft.isNew, let until = cloud.heldNames[draft.key], until > draft.call.now {
        throw Refusal(
          409, "ContainerBeingDeleted", "The specified container is being deleted. Try operation later.")
      }
      draft.body.fill("properties", "publicAccess", with: "None")
      let account = draft.key.split(separator: "/").prefix(8).map { "/" + $0 }.joined()
      if draft.body["properties", "publicAccess"] != "None",
        cloud.state[account]?.body["properties", "allowBlobPublicAccess"] != true
      {
        throw Refusal(
          409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.")
      }
      let defaults: [(String, Value)] = [
        ("defaultEncryptionScope", "$account-encryption-key"), ("denyEncryptionScopeOverride", false),
        ("deleted", false), ("remainingRetentionDays", 0), ("leaseStatus", "Unlocked"), ("leaseState", "Available"),
        ("hasImmutabilityPolicy", false), ("hasLegalHold", false),
        ("immutableStorageWithVersioning", ["enabled": false]),
      ]
      for (member, value) in defaults { draft.body.fill("properties", member, with: value) }
      draft.body["properties", "lastModifiedTime"] = .string(draft.call.now.text())
    }
    type.hooks.checkDeletion = { container, call, cloud throws(Refusal) in
      cloud.heldNames[container.key] = call.now.advanced(by: cloud.settings.speed.scaled(.seconds(30)))
    }
    return type
  }()
}
