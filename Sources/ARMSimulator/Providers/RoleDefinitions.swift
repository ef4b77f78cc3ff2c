import Values

/// The built-in roles, which can only be read, and those of users.
enum RoleDefinitions {
  private struct Role: Sendable {
    let name: String
    let guid: String
    var actions: [String] = []
    var dataActions: [String] = []
  }

  private static let roles: [Role] = [
    Role(name: "Owner", guid: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", actions: ["*"]),
    Role(name: "Contributor", guid: "b24988ac-6180-42a0-ab88-20f7382dd24c", actions: ["*"]),
    Role(name: "Reader", guid: "acdd72a7-3385-48ef-bd42-f606fba81ae7", actions: ["*/read"]),
    Role(
      name: "User Access Administrator", guid: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
      actions: ["*/read", "Microsoft.Authorization/*"]),
    Role(
      name: "AcrPull", guid: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
      actions: ["Microsoft.ContainerRegistry/registries/pull/read"]),
    Role(
      name: "AcrPush", guid: "8311e382-0749-4cb8-b61a-304f252e45ec",
      actions: [
        "Microsoft.ContainerRegistry/registries/pull/read", "Microsoft.ContainerRegistry/registries/push/write",
      ]),
    Role(
      name: "Network Contributor", guid: "4d97b98b-1d4f-4787-a291-c67834d212e7", actions: ["Microsoft.Network/*"]),
    Role(
      name: "Monitoring Reader", guid: "43d0d8ad-25c7-4714-9337-8ba259a9fe05", actions: ["*/read"]),
    Role(
      name: "Monitoring Data Reader", guid: "b0d8363b-8ddd-447d-831f-62ca05bff136",
      actions: ["Microsoft.Monitor/accounts/read"], dataActions: ["Microsoft.Monitor/accounts/data/metrics/read"]),
    Role(
      name: "Monitoring Metrics Publisher", guid: "3913510d-42f4-4e42-8a64-420c390055eb",
      dataActions: ["Microsoft.Insights/Metrics/Write"]),
    Role(
      name: "Grafana Admin", guid: "22926164-76b3-42b3-bc55-97df8dab3e41",
      dataActions: ["Microsoft.Dashboard/grafana/ActAsGrafanaAdmin/action"]),
    Role(
      name: "Storage Blob Data Contributor", guid: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
      actions: ["Microsoft.Storage/storageAccounts/blobServices/containers/read"],
      dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"]),
    Role(
      name: "Storage Blob Data Reader", guid: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
      actions: ["Microsoft.Storage/storageAccounts/blobServices/containers/read"],
      dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"]),
    Role(
      name: "Managed Identity Operator", guid: "f1a07417-d97a-45cb-824c-7a7467783830",
      actions: ["Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action"]),
    Role(
      name: "Azure Kubernetes Service Cluster User Role", guid: "4abbcc35-e782-43d8-92c6-2d3f1bd2253f",
      actions: ["Microsoft.ContainerService/managedClusters/listClusterUserCredential/action"]),
    Role(
      name: "Azure Kubernetes Service RBAC Cluster Admin", guid: "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
      dataActions: ["Microsoft.ContainerService/managedClusters/*"]),
    Role(
      name: "Private DNS Zone Contributor", guid: "b12aa53e-6015-4669-85d0-8515ebb3ae7f",
      actions: ["Microsoft.Network/privateDnsZones/*"]),
    Role(
      name: "Key Vault Secrets User", guid: "4633458b-17de-408a-b874-0445c86b69e6",
      dataActions: ["Microsoft.KeyVault/vaults/secrets/getSecret/action"]),
  ]

  private static let versions = APIVersions("2015-07-01", "2018-01-01-preview", "2022-04-01", "2022-05-01-preview")

  /// Roles that users define.
  static let type: ResourceType = {
    var type = ResourceType("Microsoft.Authorization/roleDefinitions", versions)
    type.schema = {
      Schema(
        """
        properties required
          roleName: string required
          description: string
          type: string
          permissions[]
            actions[]: string
            notActions[]: string
            dataActions[]: string
            notDataActions[]: string
            condition: any
            conditionVersion: any
          assignableScopes[]: string required
          createdOn: any readOnly
          updatedOn: any readOnly
          createdBy: any readOnly
          updatedBy: any readOnly
        """)
    }
    type.location = .none
    type.isTracked = false
    type.hasState = false
    type.hasSystemData = false
    type.showsDeleted = true
    type.alwaysAnswersCreated = true
    type.isValidName = { Identifiers.isGUID($0) }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      let name = draft.body["properties", "roleName"]?.stringValue?.lowercased() ?? ""
      let isTaken =
        roles.contains { $0.name.lowercased() == name || $0.guid == draft.target.name.lowercased() }
        || cloud.state.all(of: draft.type.name).contains {
          $0.key != draft.key && $0.body["properties", "roleName"]?.stringValue?.lowercased() == name
        }
      if isTaken {
        throw Refusal(
          409, "RoleDefinitionWithSameNameExists",
          "A custom role with the same name already exists in this directory. Use a different name.")
      }
      draft.body["properties", "type"] = "CustomRole"
      draft.body.fill("properties", "description", with: "")
      draft.body.fill("properties", "permissions", with: [])
      let now = Value.string(draft.call.now.text())
      draft.body.fill("properties", "createdOn", with: now)
      draft.body["properties", "updatedOn"] = now
      draft.body["properties", "createdBy"] = .string(Identifiers.clientObject)
      draft.body["properties", "updatedBy"] = .string(Identifiers.clientObject)
    }
    type.hooks.checkDeletion = { role, _, cloud throws(Refusal) in
      let users = cloud.state.all(of: AuthorizationProvider.assignmentType).filter {
        AuthorizationProvider.roleName($0.body) == role.name.lowercased()
      }
      guard users.isEmpty else {
        throw Refusal(
          400, "RoleDefinitionHasAssignments", "There are existing role assignments referencing role '\(role.name)'.")
      }
    }
    return type
  }()

  static func exists(_ guid: String, _ cloud: SimulatedCloud) -> Bool {
    roles.contains { $0.guid == guid.lowercased() }
      || cloud.state.all(of: type.name).contains { $0.name.lowercased() == guid.lowercased() }
  }

  static func id(_ guid: String, subscription: String?) -> String {
    let scope = subscription.map { "/subscriptions/" + $0 } ?? ""
    return scope + "/providers/Microsoft.Authorization/roleDefinitions/" + guid
  }

  /// One role, or those that `$filter=roleName eq '...'` lets through; nil for changes, which are like any others.
  static func answer(_ call: Call, _ target: ResourceTarget, _ cloud: SimulatedCloud) throws(Refusal) -> Answer? {
    guard call.method == "GET" else { return nil }
    let version = call.apiVersion ?? ""
    guard versions.contains(version) else {
      throw .badVersion(version, type: type)
    }
    try cloud.checkScope(of: target)
    guard target.isCollection else {
      let own = cloud.state.all(of: type.name).first { $0.name.lowercased() == target.name.lowercased() }
      if let own { return Answer(200, cloud.shown(own, call)) }
      guard let role = roles.first(where: { $0.guid == target.name.lowercased() }) else {
        throw Refusal(
          404, "RoleDefinitionDoesNotExist",
          "The specified role definition with ID '\(target.name)' does not exist.")
      }
      return Answer(200, body(role, target.subscription))
    }
    let wanted = call.parameter("$filter").flatMap(roleName)
    let found = roles.filter { wanted == nil || $0.name.lowercased() == wanted?.lowercased() }
    let own = cloud.state.all(of: type.name).filter { role in
      wanted == nil || role.body["properties", "roleName"]?.stringValue?.lowercased() == wanted?.lowercased()
    }
    return Lists.page(call, found.map { body($0, target.subscription) } + own.map { cloud.shown($0, call) })
  }

  /// The name in `roleName eq 'Reader'`, where a quote in it is doubled.
  private static func roleName(_ filter: String) -> String? {
    guard filter.lowercased().hasPrefix("rolename"), let start = filter.firstIndex(of: "'"),
      let end = filter.lastIndex(of: "'"), start < end
    else { return nil }
    return filter[filter.index(after: start)..<end].split(separator: "''", omittingEmptySubsequences: false)
      .joined(separator: "'")
  }

  private static func body(_ role: Role, _ subscription: String?) -> Value {
    func texts(_ list: [String]) -> Value { .tuple(list.map { .string($0) }) }
    let id = id(role.guid, subscription: subscription)
    return [
      "id": .string(id), "type": "Microsoft.Authorization/roleDefinitions", "name": .string(role.guid),
      "properties": [
        "roleName": .string(role.name), "type": "BuiltInRole", "description": .string(role.name.lowercased()),
        "assignableScopes": ["/"],
        "permissions": [
          [
            "actions": texts(role.actions), "notActions": [], "dataActions": texts(role.dataActions),
            "notDataActions": [],
          ]
        ],
        "createdOn": "2018-10-22T19:01:56.8227182Z", "updatedOn": "2021-11-11T20:13:07.4993029Z",
        "createdBy": .null(.dynamic),
        "updatedBy": .null(.dynamic),
      ],
    ]
  }
}
