import Values

/// Container registries and their replications.
enum ContainerRegistryProvider {
  static let types = [registry, replication]

  private static let registryType = "Microsoft.ContainerRegistry/registries"
  private static let versions = APIVersions(
    "2017-10-01", "2019-05-01", "2021-09-01", "2022-12-01", "2023-07-01", "2025-04-01", "2025-11-01",
    "2026-09-01-preview")

  private static let registry: ResourceType = {
    var type = ResourceType(registryType, versions)
    type.schema = { registrySchema }
    type.isValidName = NameRules.plain(5...50)
    type.nameTaken = { name in
      Refusal(
        409, "AlreadyInUse",
        "The registry DNS name \(name.lowercased()).azurecr.io is already in use. You can check if the name is already "
          + "claimed using following API: https://docs.microsoft.com/rest/api/containerregistry/registries/checknameavailability"
      )
    }
    type.create = .asynchronous(.seconds(10), .operation)
    type.update = .asynchronous(.seconds(5), .operation)
    type.delete = .asynchronous(.seconds(10), .both)
    type.immutable = [["properties", "zoneRedundancy"]]
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      try ManagedIdentities.settle(&draft, cloud)
      try complete(&draft)
      let copies = cloud.state.below(draft.key).filter { $0.type == replication.name }
      let home = ResourceIDs.key(draft.id + "/replications/" + (draft.body["location"]?.stringValue ?? ""))
      if draft.body["sku", "name"]?.stringValue?.lowercased() != "premium", copies.contains(where: { $0.key != home }) {
        throw Refusal(
          409, "CannotDowngradeWithReplications",
          "The registry '\(draft.target.name)' has replications, which only the Premium SKU has; delete them first.")
      }
    }
    // A premium registry's own region counts as a replication.
    type.hooks.completed = { registry, cloud in
      guard registry.body["sku", "name"]?.stringValue?.lowercased() == "premium",
        let location = registry.body["location"]?.stringValue
      else { return }
      cloud.place(
        id: registry.id + "/replications/" + location, type: replication.name,
        body: [
          "location": .string(location), "tags": [:],
          "properties": [
            "provisioningState": "Succeeded", "regionEndpointEnabled": true, "zoneRedundancy": "Enabled",
            "status": ["displayStatus": "Ready", "timestamp": .string(cloud.now.text())],
          ],
        ], at: cloud.now)
    }
    type.hooks.actions = [
      "listcredentials": { registry, _, _ throws(Refusal) in
        guard registry.body["properties", "adminUserEnabled"] == true else {
          throw Refusal(
            400, "UnAuthorizedForCredentialOperations",
            "Cannot perform credential operations for \(registry.id) as admin user is disabled. Kindly enable admin "
              + "user as per docs: https://docs.microsoft.com/azure/container-registry/container-registry-authentication#admin-account"
          )
        }
        return Answer(
          200,
          [
            "username": .string(registry.name),
            "passwords": .tuple(
              ["password", "password2"].map { name in
                ["name": .string(name), "value": .string(Identifiers.hex(for: registry.uid + name, count: 52))]
              }),
          ])
      }
    ]
    return type
  }()

  private static let replication: ResourceType = {
    var type = ResourceType(registryType + "/replications", versions)
    type.schema = { replicationSchema }
    type.isValidName = NameRules.plain(5...50)
    type.isTracked = false
    type.hasSystemData = false
    type.create = .asynchronous(.seconds(60), .operation)
    type.update = .asynchronous(.seconds(10), .operation)
    type.delete = .asynchronous(.seconds(30), .both)
    type.immutable = [["properties", "zoneRedundancy"]]
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      let registry = cloud.state[draft.target.parentKey]
      guard registry?.body["sku", "name"]?.stringValue?.lowercased() == "premium" else {
        throw Refusal(
          400, "ReplicationNotSupported", "Replications are only supported for registries of the Premium SKU.")
      }
      let location = draft.body["location"]?.stringValue ?? ""
      let isElsewhere = cloud.state.below(draft.target.parentKey).contains { other in
        other.type == replication.name && other.key != draft.key && other.body["location"]?.stringValue == location
      }
      if isElsewhere {
        throw Refusal(409, "AlreadyInUse", "The registry has a replication in '\(location)' already.")
      }
      draft.body.fill("tags", with: [:])
      draft.body.fill("properties", "regionEndpointEnabled", with: true)
      draft.body.fill("properties", "zoneRedundancy", with: "Disabled")
      draft.body.fill(
        "properties", "status", with: ["displayStatus": "Ready", "timestamp": .string(draft.call.now.text())])
    }
    return type
  }()

  private static let replicationSchema = Schema(
    """
    location: string required
    properties
      provisioningState: any readOnly
      regionEndpointEnabled: bool
      status: any readOnly
      zoneRedundancy: Enabled|Disabled
    tags{}: string
    """)

  private static func complete(_ draft: inout Draft) throws(Refusal) {
    let sku = draft.body["sku", "name"]?.stringValue ?? ""
    draft.body["sku", "tier"] = .string(sku)
    let isPremium = sku.lowercased() == "premium"
    if !isPremium, draft.request["properties", "networkRuleSet"]?.isNull == false {
      throw Refusal(
        400, "NetworkRuleSetNotSupported",
        "Network rules are only supported for managed registries in Premium SKU.")
    }
    draft.body.fill("tags", with: [:])
    let host = draft.target.name.lowercased() + ".azurecr.io"
    let defaults: [([String], Value)] = [
      (["loginServer"], .string(host)), (["creationDate"], .string(draft.call.now.text())),
      (["adminUserEnabled"], false), (["anonymousPullEnabled"], false), (["dataEndpointEnabled"], false),
      (["dataEndpointHostNames"], []), (["privateEndpointConnections"], []), (["publicNetworkAccess"], "Enabled"),
      (["networkRuleBypassOptions"], "AzureServices"), (["networkRuleBypassAllowedForTasks"], false),
      (["zoneRedundancy"], "Enabled"), (["roleAssignmentMode"], "LegacyRegistryPermissions"),
      (["encryption", "status"], "disabled"), (["policies", "quarantinePolicy", "status"], "disabled"),
      (["policies", "trustPolicy", "type"], "Notary"), (["policies", "trustPolicy", "status"], "disabled"),
      (["policies", "retentionPolicy", "days"], 7), (["policies", "retentionPolicy", "status"], "disabled"),
      (["policies", "retentionPolicy", "lastUpdatedTime"], .string(draft.call.now.text())),
      (["policies", "exportPolicy", "status"], "enabled"),
      (["policies", "azureADAuthenticationAsArmPolicy", "status"], "enabled"),
    ]
    for (path, value) in defaults {
      let path = ["properties"] + path
      if draft.body[path: path[...]].isAbsent { draft.body[path: path[...]] = value }
    }
    if isPremium { draft.body.fill("properties", "networkRuleSet", with: ["defaultAction": "Allow", "ipRules": []]) }
  }

  // After Azure's published types of api-version 2025-11-01.
  private static let registrySchema = Schema(
    """
    location: string required
    properties
      adminUserEnabled: bool
      anonymousPullEnabled: bool
      creationDate: any readOnly
      dataEndpointEnabled: bool
      dataEndpointHostNames: any readOnly
      encryption
        keyVaultProperties
          identity: string
          keyIdentifier: string
          keyRotationEnabled: any readOnly
          lastKeyRotationTimestamp: any readOnly
          versionedKeyIdentifier: any readOnly
        status: enabled|disabled
      loginServer: any readOnly
      networkRuleBypassAllowedForTasks: bool
      networkRuleBypassOptions: AzureServices|None
      networkRuleSet
        defaultAction: Allow|Deny required
        ipRules[]
          action: Allow|
          value: string required
      policies
        azureADAuthenticationAsArmPolicy
          status: enabled|disabled
        exportPolicy
          status: enabled|disabled
        quarantinePolicy
          status: enabled|disabled
        retentionPolicy
          days: int
          lastUpdatedTime: any readOnly
          status: enabled|disabled
        trustPolicy
          status: enabled|disabled
          type: Notary|
      privateEndpointConnections: any readOnly
      provisioningState: any readOnly
      publicNetworkAccess: Enabled|Disabled
      roleAssignmentMode: AbacRepositoryPermissions|LegacyRegistryPermissions
      status: any readOnly
      zoneRedundancy: Enabled|Disabled
    sku required
      name: Classic|Basic|Standard|Premium required
      tier: any readOnly
    tags{}: string
    identity: @identity
    """, tables: ManagedIdentities.tables)
}
