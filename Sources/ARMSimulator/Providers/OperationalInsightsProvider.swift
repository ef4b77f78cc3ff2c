import Values

/// Log Analytics workspaces, which can be had back for two weeks after their deletion.
enum OperationalInsightsProvider {
  static let types = [workspace, deleted]

  private static let versions = APIVersions(
    "2015-11-01-preview", "2020-08-01", "2021-06-01", "2022-10-01", "2023-09-01", "2025-02-01", "2025-07-01")

  private static let workspace: ResourceType = {
    var type = ResourceType("Microsoft.OperationalInsights/workspaces", versions)
    type.schema = { workspaceSchema }
    type.isValidName = NameRules.plain(4...63, others: "-")
    // There is no operation to ask for: clients look at the state of the workspace.
    type.create = .asynchronous(.seconds(60), .neither)
    type.etag = .quoted
    type.hasSystemData = false
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      try ManagedIdentities.settle(&draft, cloud)
      try complete(&draft, cloud)
    }
    type.hooks.accepted = { draft, cloud in
      if let former = cloud.state[deletedKey(draft.key)] { cloud.remove(former) }
    }
    type.hooks.checkDeletion = { workspace, call, cloud throws(Refusal) in
      guard call.parameter("force")?.lowercased() != "true", let target = ResourceTarget(id: workspace.id) else {
        return
      }
      let id = "\(target.scope)/providers/Microsoft.OperationalInsights/deletedWorkspaces/\(workspace.name)"
      cloud.place(id: id, type: deleted.name, body: workspace.body, at: call.now)
    }
    type.hooks.actions = [
      "sharedkeys": { workspace, _, _ throws(Refusal) in
        func key(_ purpose: String) -> Value {
          .string(Base64.text(Array(Identifiers.hex(for: workspace.uid + purpose, count: 64).utf8)))
        }
        return Answer(200, ["primarySharedKey": key("primary"), "secondarySharedKey": key("secondary")])
      }
    ]
    return type
  }()

  /// A workspace that was deleted and can still be had back.
  private static let deleted: ResourceType = {
    var type = ResourceType("Microsoft.OperationalInsights/deletedWorkspaces", versions)
    type.schema = { workspaceSchema }
    type.isTracked = false
    return type
  }()

  private static func deletedKey(_ key: String) -> String {
    guard let target = ResourceTarget(id: key) else { return "" }
    return ResourceIDs.key("\(target.scope)/providers/microsoft.operationalinsights/deletedworkspaces/\(target.name)")
  }

  private static func complete(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    let now = draft.call.now
    let isFree = draft.body["properties", "sku", "name"]?.stringValue?.lowercased() == "free"
    let retention = draft.body["properties", "retentionInDays"]?.intValue ?? (isFree ? 7 : 30)
    guard isFree ? retention == 7 : (4...730).contains(retention) else {
      throw Refusal(
        400, "InvalidParameter",
        "'RetentionInDays' property doesn't match the SKU limits: \(retention) isn't \(isFree ? "7" : "from 4 to 730").",
        target: "properties.retentionInDays")
    }
    // One of the same name that was deleted within two weeks comes back.
    let former = cloud.state[deletedKey(draft.key)].flatMap { former in
      former.created.advanced(by: .seconds(14 * 86_400)) > now ? former.body["properties", "customerId"] : nil
    }
    draft.body.fill("tags", with: [:])
    let defaults: [([String], Value)] = [
      (["customerId"], former ?? .string(draft.guid("customer"))), (["sku", "name"], "PerGB2018"),
      (["sku", "lastSkuUpdate"], .string(now.text())), (["retentionInDays"], .number(retention)),
      (["features", "legacy"], 0), (["features", "searchVersion"], 1),
      (["features", "enableLogAccessUsingOnlyResourcePermissions"], true), (["features", "disableLocalAuth"], false),
      (["workspaceCapping", "dailyQuotaGb"], -1), (["workspaceCapping", "dataIngestionStatus"], "RespectQuota"),
      (
        ["workspaceCapping", "quotaNextResetTime"],
        .string(now.advanced(by: .seconds(86_400)).text(fractionDigits: 0))
      ),
      (["publicNetworkAccessForIngestion"], "Enabled"), (["publicNetworkAccessForQuery"], "Enabled"),
      (["createdDate"], .string(now.text())),
    ]
    for (path, value) in defaults {
      let path = ["properties"] + path
      if draft.body[path: path[...]].isAbsent { draft.body[path: path[...]] = value }
    }
    draft.body["properties", "modifiedDate"] = .string(now.text())
  }

  // After Azure's published types of api-version 2025-07-01.
  private static let workspaceSchema = Schema(
    """
    etag: string
    location: string required
    properties
      createdDate: any readOnly
      customerId: any readOnly
      defaultDataCollectionRuleResourceId: string
      failover: any readOnly
      features
        associations: any readOnly
        clusterResourceId: string
        disableLocalAuth: bool
        enableDataExport: bool
        enableLogAccessUsingOnlyResourcePermissions: bool
        immediatePurgeDataOn30Days: bool
        unifiedSentinelBillingOnly: any readOnly
      forceCmkForQuery: bool
      modifiedDate: any readOnly
      privateLinkScopedResources: any readOnly
      provisioningState: any readOnly
      publicNetworkAccessForIngestion: Enabled|Disabled|SecuredByPerimeter
      publicNetworkAccessForQuery: Enabled|Disabled|SecuredByPerimeter
      replication
        createdDate: any readOnly
        enabled: bool
        lastModifiedDate: any readOnly
        location: string
        provisioningState: any readOnly
      retentionInDays: int
      sku
        capacityReservationLevel: int
        lastSkuUpdate: any readOnly
        name: Free|Standard|Premium|PerNode|PerGB2018|Standalone|CapacityReservation|LACluster required
      workspaceCapping
        dailyQuotaGb: number
        dataIngestionStatus: any readOnly
        quotaNextResetTime: any readOnly
    tags{}: string
    identity: @identity
    """, tables: ManagedIdentities.tables)
}
