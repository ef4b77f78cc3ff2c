import Values

/// The built-in roles, which can only be read, and those of users.
enum RoleDefinitions {
  private struct Role: Sendable {
    let name: String
    let guid: String
    var actions: [String] = []
    var dataActions: [String] = []
  }

  private static let roles: [Role] = described + named

  /// Roles of which no more than names are known here.
  private static let named: [Role] = names.split(separator: "\n").map { line in
    let cells = line.split(separator: "|").map(String.init)
    return Role(name: cells[0], guid: cells[cells.count - 1])
  }

  private static let names = """
    Role Based Access Control Administrator|f58310d9-a9f6-439a-9e8d-f62e7b41a168
    AcrDelete|c2f4ef07-c644-48eb-af81-4b1b4947fb11
    AcrImageSigner|6cef56e8-d556-48e5-a04f-b8e64114680f
    Azure Kubernetes Service Cluster Admin Role|0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8
    Azure Kubernetes Service Contributor Role|ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8
    Azure Kubernetes Service RBAC Admin|3498e952-d568-435e-9b2c-8d77e338d7f7
    Azure Kubernetes Service RBAC Reader|7f6c6a51-bcf8-42ba-9220-52d62157d7db
    Azure Kubernetes Service RBAC Writer|a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb
    Kubernetes Extension Contributor|85cb6faf-e071-4c9b-8136-154b5a04f717
    Managed Identity Contributor|e40ec5ca-96e0-45a2-b4ff-59039f2c2b59
    DNS Zone Contributor|befefa01-2a29-4197-83a8-272ff33ce314
    Reader and Data Access|c12c1c16-33a1-487b-954d-41c89c60f349
    Storage Account Contributor|17d1049b-9a84-46fb-8f53-869881c3d3ab
    Storage Account Key Operator Service Role|81a9662b-bebf-436f-a333-f67b29880f12
    Storage Blob Data Owner|b7e6dc6d-f1e8-4753-8033-0f276bb0955b
    Storage Blob Delegator|db58b8e5-c6ad-4a2a-8342-4190687cbf4a
    Storage File Data Privileged Contributor|69566ab7-960f-475b-8e7c-b3118f30c6bd
    Storage File Data Privileged Reader|b8eda974-7b85-4f76-af95-65846b26df6d
    Storage File Data SMB Share Contributor|0c867c2a-1d8c-454a-a3db-ab2ea1bdc8bb
    Storage File Data SMB Share Elevated Contributor|a7264617-510b-434b-a828-9731dc254ea7
    Storage File Data SMB Share Reader|aba4ae5f-2193-4029-9191-0cb91df5e314
    Storage Queue Data Contributor|974c5e8b-45b9-4653-ba55-5f855dd0fb88
    Storage Queue Data Message Processor|8a0f0c08-91a1-4084-bc3d-661d67233fed
    Storage Queue Data Message Sender|c6a89b2d-59bc-44d0-9896-0f6e12d7b80a
    Storage Queue Data Reader|19e7f393-937e-4f77-808e-94535e297925
    Storage Table Data Contributor|0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3
    Storage Table Data Reader|76199698-9eea-4c19-bc75-cec21354c6b6
    Virtual Machine Administrator Login|1c0163c0-47e6-4577-8991-ea5c82e286e4
    Virtual Machine Contributor|9980e02c-c2be-4d73-94e8-173b1dc7cf3c
    Virtual Machine User Login|fb879df8-f326-4884-b1cf-06f3ad86be52
    Key Vault Administrator|00482a5a-887f-4fb3-b363-3b7fe8e74483
    Key Vault Certificates Officer|a4417e6f-fecd-4de8-b567-7b0420556985
    Key Vault Contributor|f25e0fa2-a7c8-4377-a976-54943a77a395
    Key Vault Crypto Officer|14b46e9e-c2b7-41b4-b07b-48a6ebf60603
    Key Vault Crypto Service Encryption User|e147488a-f6f5-4113-8e2d-b22465e65bf6
    Key Vault Crypto User|12338af0-0e69-4776-bea7-57ae8d297424
    Key Vault Reader|21090545-7ca7-4776-b22c-e363652d74d2
    Key Vault Secrets Officer|b86a8fe4-44ce-4948-aee5-eccb2c155cd7
    Grafana Editor|a79a5197-3a5c-4973-a920-486035ffd60f
    Grafana Viewer|60921a7e-fef1-4a43-9b16-a26c52ad4769
    Log Analytics Contributor|92aaf0da-9dab-42b6-94a3-d43ce8d16293
    Log Analytics Reader|73c42c96-874c-492b-b04d-ab87d138a893
    Monitoring Contributor|749f88d5-cbae-40b8-bcfc-e573ddc772fa
    AzureML Compute Operator|e503ece1-11d0-4e8e-8e2c-7a6c3bf38815
    AzureML Data Scientist|f6c7c914-8db3-469d-8ca1-694a8f32e121
    AzureML Registry User|1823dd4f-9b8c-4ab6-ab4e-7397a3684615
    Cognitive Services Contributor|25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68
    Cognitive Services User|a97b65f3-24c7-4388-baec-2e87135dc908
    Search Index Data Contributor|8ebe5a00-799e-43f5-93ac-243d3dce84a7
    Search Index Data Reader|1407120a-92aa-4202-b7e9-c0e197c71c8f
    Search Service Contributor|7ca78c08-252a-4471-8644-bb5ff32d4ba0
    App Configuration Data Owner|5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b
    App Configuration Data Reader|516239f1-63e1-4d78-a4de-a74fb236a071
    Azure Event Hubs Data Owner|f526a384-b230-433a-b45c-95f59c4a2dec
    Azure Event Hubs Data Receiver|a638d3c7-ab3a-418d-83e6-5f17a39d4fde
    Azure Event Hubs Data Sender|2b629674-e913-4c01-ae53-ef4638d8f975
    Azure Service Bus Data Owner|090c5cfd-751d-490a-894a-3ce6f1109419
    Azure Service Bus Data Receiver|4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0
    Azure Service Bus Data Sender|69a216fc-b8fb-44d8-bc22-1f3c2cd27a39
    Tag Contributor|4a9ae827-6dc8-4573-8ac7-8239d42aa03f
    Template Spec Contributor|1c9b6475-caf0-4164-b5a1-2142a7116f4b
    Template Spec Reader|392ae280-861d-42bd-9ea5-08ee6d83b80e
    """

  private static let described: [Role] = [
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
      name: "Azure Kubernetes Service Cluster User Role", guid: "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
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
