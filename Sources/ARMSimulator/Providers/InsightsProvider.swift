import Values

/// Data collection endpoints, rules and their associations, and whom alerts tell.
enum InsightsProvider {
  static let types = [endpoint, rule, association, ActionGroups.type]

  private static let versions = APIVersions(
    "2021-04-01", "2021-09-01-preview", "2022-06-01", "2023-03-11", "2024-03-11")

  private static let endpoint: ResourceType = {
    var type = ResourceType("Microsoft.Insights/dataCollectionEndpoints", versions)
    type.schema = {
      Schema(
        """
        location: string required
        tags{}: string
        kind: Linux|Windows
        identity: any
        etag: any readOnly
        properties
          description: string
          immutableId: any readOnly
          configurationAccess: any readOnly
          logsIngestion: any readOnly
          metricsIngestion: any readOnly
          networkAcls
            publicNetworkAccess: Enabled|Disabled|SecuredByPerimeter
          provisioningState: any readOnly
          privateLinkScopedResources: any readOnly
          failoverConfiguration: any readOnly
          metadata: any readOnly
        """)
    }
    type.isValidName = isValidName
    type.etag = .quoted
    type.hooks.prepare = { draft, _ throws(Refusal) in
      draft.body = endpointBody(draft.body, name: draft.target.name, uid: draft.uid)
    }
    type.hooks.checkDeletion = { endpoint, _, cloud throws(Refusal) in
      let users = references(to: endpoint, at: "dataCollectionEndpointId", in: cloud)
      guard users.isEmpty else {
        throw inUse("Data collection endpoint", endpoint, by: users)
      }
    }
    return type
  }()

  /// The body of an endpoint with all that Azure adds to it.
  static func endpointBody(_ given: Value, name: String, uid: String) -> Value {
    var body = given
    let location = body["location"]?.stringValue ?? ""
    let host = "https://\(name.lowercased())-\(Identifiers.hex(for: uid, count: 4)).\(location)-1."
    body.fill("properties", "immutableId", with: .string("dce-" + Identifiers.hex(for: uid, count: 32)))
    body.fill(
      "properties", "configurationAccess", with: ["endpoint": .string(host + "handler.control.monitor.azure.com")])
    body.fill("properties", "logsIngestion", with: ["endpoint": .string(host + "ingest.monitor.azure.com")])
    body.fill("properties", "metricsIngestion", with: ["endpoint": .string(host + "metrics.ingest.monitor.azure.com")])
    body.fill("properties", "networkAcls", "publicNetworkAccess", with: "Enabled")
    body.fill("properties", "provisioningState", with: "Succeeded")
    return body
  }

  private static let rule: ResourceType = {
    var type = ResourceType("Microsoft.Insights/dataCollectionRules", versions)
    type.schema = {
      Schema(
        """
        location: string required
        tags{}: string
        kind: string
        identity: any
        etag: any readOnly
        properties
          description: string
          immutableId: any readOnly
          dataCollectionEndpointId: string
          metadata: any readOnly
          endpoints: any readOnly
          references: any
          agentSettings: any
          streamDeclarations: any
          dataSources
            prometheusForwarder[]
              streams[]: string
              labelIncludeFilter{}: string
              name: string
            performanceCounters: any
            windowsEventLogs: any
            syslog: any
            extensions: any
            logFiles: any
            iisLogs: any
            windowsFirewallLogs: any
            platformTelemetry: any
            dataImports: any
          destinations
            monitoringAccounts[]
              accountResourceId: string
              accountId: any readOnly
              name: string
            logAnalytics: any
            azureMonitorMetrics: any
            eventHubs: any
            eventHubsDirect: any
            storageBlobsDirect: any
            storageTablesDirect: any
            storageAccounts: any
            microsoftFabric: any
            azureDataExplorer: any
          dataFlows[]
            streams[]: string
            destinations[]: string
            transformKql: string
            outputStream: string
            builtInTransform: string
            captureOverflow: bool
          ingestionQuotas: any readOnly
          provisioningState: any readOnly
        """)
    }
    type.isValidName = isValidName
    type.etag = .quoted
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      try DataCollectionRules.prepare(&draft, cloud)
    }
    type.hooks.checkDeletion = { rule, call, cloud throws(Refusal) in
      let users = references(to: rule, at: "dataCollectionRuleId", in: cloud)
      guard !users.isEmpty else { return }
      guard call.parameter("deleteAssociations")?.lowercased() == "true" else {
        throw inUse("Data collection rule", rule, by: users)
      }
      for user in users { cloud.remove(user) }
    }
    return type
  }()

  private static let association: ResourceType = {
    var type = ResourceType("Microsoft.Insights/dataCollectionRuleAssociations", versions)
    type.schema = {
      Schema(
        """
        etag: any readOnly
        properties required
          description: string
          dataCollectionRuleId: string
          dataCollectionEndpointId: string
          provisioningState: any readOnly
          metadata: any readOnly
        """)
    }
    type.location = .none
    type.isTracked = false
    type.isValidName = isValidName
    type.etag = .quoted
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      try DataCollectionRules.prepareAssociation(&draft, cloud)
    }
    return type
  }()

  /// Which associations a rule or an endpoint has, whatever they are on.
  static let questions: [String: Questions.Answering] = [
    "GET microsoft.insights/datacollectionrules/associations": associations(by: "dataCollectionRuleId"),
    "GET microsoft.insights/datacollectionendpoints/associations": associations(by: "dataCollectionEndpointId"),
  ]

  private static func associations(by member: String) -> Questions.Answering {
    { call, target, cloud throws(Refusal) in
      let found = cloud.state.all(of: association.name).filter { association in
        association.body["properties", member]?.stringValue.map(ResourceIDs.key) == target.parentKey
      }
      return Lists.page(call, found.map { cloud.shown($0, call) })
    }
  }

  private static let isValidName: @Sendable (String) -> Bool = { name in
    (1...260).contains(name.count)
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
  }

  /// The resources of this provider that point at another by a member of their properties.
  private static func references(to resource: StoredResource, at member: String, in cloud: SimulatedCloud)
    -> [StoredResource]
  {
    types.flatMap { cloud.state.all(of: $0.name) }.filter { other in
      other.body["properties", member]?.stringValue.map(ResourceIDs.key) == resource.key
    }.sorted { $0.serial < $1.serial }
  }

  private static func inUse(_ what: String, _ resource: StoredResource, by users: [StoredResource]) -> Refusal {
    let list = users.map { "'\($0.id)'" }.joined(separator: ", ")
    return Refusal(
      409, "Conflict",
      "\(what) '\(resource.name)' cannot be deleted while it has associations; delete them first: \(list).")
  }
}
