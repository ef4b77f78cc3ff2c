import Values

/// Container registries.
enum ContainerRegistryProvider {
  static let types = [registry]

  private static let registry: ResourceType = {
    var type = ResourceType(
      "Microsoft.ContainerRegistry/registries",
      APIVersions("2017-10-01", "2019-05-01", "2021-09-01", "2022-12-01", "2023-07-01", "2025-04-01", "2025-11-01"))
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
