import Values

/// Azure Monitor workspaces, where Prometheus metrics are kept.
enum MonitorProvider {
  static let types = [account]

  private static let account: ResourceType = {
    var type = ResourceType(
      "Microsoft.Monitor/accounts", APIVersions("2021-06-03-preview", "2023-04-03", "2025-05-03", "2025-10-03"))
    type.schema = {
      Schema(
        """
        location: string required
        tags{}: string
        etag: any readOnly
        properties
          accountId: any readOnly
          metrics: any readOnly
          provisioningState: any readOnly
          defaultIngestionSettings: any readOnly
          privateEndpointConnections: any readOnly
          publicNetworkAccess: Enabled|Disabled
        """)
    }
    type.isValidName = { name in
      (3...63).contains(name.count) && name.first != "-" && name.last != "-"
        && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
    type.etag = .quoted
    type.delete = .asynchronous(.seconds(60), .location)
    type.hooks.prepare = { draft, _ throws(Refusal) in
      let account = draft.guid("account")
      let place = managed(draft)
      let location = draft.body["location"]?.stringValue ?? ""
      let short = Identifiers.hex(for: draft.uid, count: 4)
      draft.body.fill("properties", "accountId", with: .string(account))
      draft.body.fill(
        "properties", "metrics",
        with: [
          "prometheusQueryEndpoint":
            .string(
              "https://\(draft.target.name.lowercased())-\(short).\(location).prometheus.monitor.azure.com"),
          "internalId": .string("mac_" + account),
        ])
      draft.body.fill(
        "properties", "defaultIngestionSettings",
        with: [
          "dataCollectionRuleResourceId": .string(place.rule),
          "dataCollectionEndpointResourceId": .string(place.endpoint),
        ])
      draft.body.fill("properties", "publicNetworkAccess", with: "Enabled")
    }
    type.hooks.accepted = { draft, cloud in
      guard draft.isNew else { return }
      let place = managed(draft)
      let location = draft.body["location"] ?? "centralus"
      cloud.place(
        id: place.group, type: "Microsoft.Resources/resourceGroups",
        body: [
          "location": location, "managedBy": .string(draft.id), "properties": ["provisioningState": "Succeeded"],
        ], at: draft.call.now)
      cloud.place(
        id: place.endpoint, type: "Microsoft.Insights/dataCollectionEndpoints",
        body: InsightsProvider.endpointBody(
          ["location": location], name: draft.target.name, uid: draft.guid("endpoint")), at: draft.call.now)
      cloud.place(
        id: place.rule, type: "Microsoft.Insights/dataCollectionRules",
        body: [
          "location": location,
          "properties": [
            "immutableId": .string("dcr-" + Identifiers.hex(for: draft.guid("rule"), count: 32)),
            "dataCollectionEndpointId": .string(place.endpoint),
            "destinations": [
              "monitoringAccounts": [["accountResourceId": .string(draft.id), "name": "MonitoringAccount1"]]
            ],
            "dataFlows": [["streams": ["Microsoft-PrometheusMetrics"], "destinations": ["MonitoringAccount1"]]],
            "provisioningState": "Succeeded",
          ],
        ], at: draft.call.now)
    }
    type.hooks.removed = { account, cloud in
      for path in ["dataCollectionRuleResourceId", "dataCollectionEndpointResourceId"] {
        guard let id = account.body["properties", "defaultIngestionSettings", path]?.stringValue,
          let target = ResourceTarget(id: id), let name = target.group, let subscription = target.subscription,
          let group = cloud.group(name, in: subscription)
        else { continue }
        cloud.remove(group)
      }
    }
    return type
  }()

  /// The ids of the group that Azure makes for an account, and of what is in it.
  private static func managed(_ draft: Draft) -> (group: String, rule: String, endpoint: String) {
    let location = draft.body["location"]?.stringValue ?? ""
    let name = draft.target.name
    let group =
      "/subscriptions/\(draft.target.subscription ?? "")/resourceGroups/MA_\(name)_\(location)_managed"
    let provider = group + "/providers/Microsoft.Insights"
    return (group, provider + "/dataCollectionRules/" + name, provider + "/dataCollectionEndpoints/" + name)
  }
}
