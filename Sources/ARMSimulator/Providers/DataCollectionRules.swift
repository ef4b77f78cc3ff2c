import Values

/// The contracts of data collection rules and their associations.
enum DataCollectionRules {
  static func prepare(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    draft.body.fill(
      "properties", "immutableId", with: .string("dcr-" + Identifiers.hex(for: draft.uid, count: 32)))
    if let endpoint = draft.body["properties", "dataCollectionEndpointId"]?.stringValue {
      let found = try exists(
        endpoint, "Microsoft.Insights/dataCollectionEndpoints", at: "properties.dataCollectionEndpointId", cloud)
      if found.body["location"] != draft.body["location"] {
        throw invalid(
          "InvalidProperty", "The data collection endpoint must be in the location of the rule.",
          at: "properties.dataCollectionEndpointId")
      }
    }
    try checkForwarders(&draft)
    try checkAccounts(&draft, cloud)
    try checkFlows(draft)
  }

  private static func checkForwarders(_ draft: inout Draft) throws(Refusal) {
    let path = "properties.dataSources.prometheusForwarder"
    guard let forwarders = draft.body["properties", "dataSources", "prometheusForwarder"]?.elements else { return }
    var filled: [Value] = []
    for (index, forwarder) in forwarders.enumerated() {
      let name = forwarder["name"]?.stringValue ?? ""
      guard (1...32).contains(name.count) else {
        throw invalid("InvalidProperty", "'name' must have 1 to 32 characters.", at: "\(path)[\(index)].name")
      }
      guard forwarder["streams"]?.elements?.map(\.stringValue) == ["Microsoft-PrometheusMetrics"] else {
        throw invalid(
          "InvalidStream", "'streams' must be [\"Microsoft-PrometheusMetrics\"].", at: "\(path)[\(index)].streams")
      }
      var copy = forwarder
      copy.fill("labelIncludeFilter", with: [:])
      filled.append(copy)
    }
    draft.body["properties", "dataSources", "prometheusForwarder"] = .tuple(filled)
  }

  private static func checkAccounts(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    guard let accounts = draft.body["properties", "destinations", "monitoringAccounts"]?.elements else { return }
    var filled: [Value] = []
    for (index, account) in accounts.enumerated() {
      let path = "properties.destinations.monitoringAccounts[\(index)]"
      guard let id = account["accountResourceId"]?.stringValue else {
        throw invalid("InvalidDestination", "'accountResourceId' is required.", at: path + ".accountResourceId")
      }
      let found = try exists(id, "Microsoft.Monitor/accounts", at: path + ".accountResourceId", cloud)
      var copy = account
      copy["accountId"] = found.body["properties", "accountId"]
      filled.append(copy)
    }
    draft.body["properties", "destinations", "monitoringAccounts"] = .tuple(filled)
  }

  /// Every flow leads to destinations that the rule declares.
  private static func checkFlows(_ draft: Draft) throws(Refusal) {
    var declared: Set<String> = []
    for (kind, value) in draft.body["properties", "destinations"]?.members ?? Members() {
      for destination in kind == "azureMonitorMetrics" ? [value] : value.elements ?? [] {
        if let name = destination["name"]?.stringValue { declared.insert(name) }
      }
    }
    for (index, flow) in (draft.body["properties", "dataFlows"]?.elements ?? []).enumerated() {
      for destination in flow["destinations"]?.elements ?? [] {
        guard let name = destination.stringValue, !declared.contains(name) else { continue }
        throw invalid(
          "InvalidDataFlow", "'DataFlows' destination name is unknown: \(name).",
          at: "properties.dataFlows[\(index)].destinations")
      }
      try checkStreams(flow, at: "properties.dataFlows[\(index)].streams", in: draft)
    }
    for (kind, value) in draft.body["properties", "dataSources"]?.members ?? Members() {
      for (index, source) in (value.elements ?? []).enumerated() {
        try checkStreams(source, at: "properties.dataSources.\(kind)[\(index)].streams", in: draft)
      }
    }
  }

  /// The columns of streams of one's own are declared.
  private static func checkStreams(_ element: Value, at path: String, in draft: Draft) throws(Refusal) {
    let declared = draft.body["properties", "streamDeclarations"]?.names ?? []
    for stream in (element["streams"]?.elements ?? []).compactMap(\.stringValue)
    where stream.hasPrefix("Custom-") && !declared.contains(stream) {
      throw invalid("InvalidStream", "Stream '\(stream)' is not declared in 'streamDeclarations'.", at: path)
    }
  }

  static func prepareAssociation(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    let rule = draft.body["properties", "dataCollectionRuleId"]?.stringValue
    let endpoint = draft.body["properties", "dataCollectionEndpointId"]?.stringValue
    guard (rule == nil) != (endpoint == nil) else {
      throw invalid(
        "InvalidPayload", "Exactly one of 'dataCollectionRuleId' and 'dataCollectionEndpointId' must be set.",
        at: "properties")
    }
    let isEndpointName = draft.target.name.lowercased() == "configurationaccessendpoint"
    if let rule {
      if isEndpointName {
        throw invalid(
          "InvalidAssociationName", "The name 'configurationAccessEndpoint' is for data collection endpoints only.",
          at: "name")
      }
      _ = try exists(
        rule, "Microsoft.Insights/dataCollectionRules", at: "properties.dataCollectionRuleId", cloud)
    }
    if let endpoint {
      guard isEndpointName else {
        throw invalid(
          "InvalidAssociationName",
          "The association of a data collection endpoint must have the name 'configurationAccessEndpoint'.",
          at: "name")
      }
      _ = try exists(
        endpoint, "Microsoft.Insights/dataCollectionEndpoints", at: "properties.dataCollectionEndpointId", cloud)
    }
  }

  private static func exists(_ id: String, _ type: String, at path: String, _ cloud: SimulatedCloud)
    throws(Refusal) -> StoredResource
  {
    guard ResourceIDs.isID(id, of: type) else {
      throw invalid("InvalidResourceId", "'\(id)' is not the id of a resource of type '\(type)'.", at: path)
    }
    guard let found = cloud.state[ResourceIDs.key(id)] else {
      throw invalid("ResourceNotFound", "The resource '\(id)' does not exist.", at: path)
    }
    return found
  }

  private static func invalid(_ code: String, _ message: String, at path: String) -> Refusal {
    var refusal = Refusal(400, "InvalidPayload", "Data collection rule is invalid")
    refusal.details = [["code": .string(code), "message": .string(message), "target": .string(path)]]
    return refusal
  }
}
