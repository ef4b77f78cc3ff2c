import Values

/// Load balancers and application gateways: one document each, whose parts refer to each other by id.
enum LoadBalancing {
  static let types = [balancer, gateway]

  private static let balancer: ResourceType = {
    var type = NetworkProvider.type("Microsoft.Network/loadBalancers") { balancerSchema }
    type.create = .asynchronous(.seconds(10), .operation)
    type.immutable = [["sku", "name"], ["sku", "tier"]]
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      if NetworkProvider.keepingAllButTags(&draft) { return }
      draft.body.fill("sku", "name", with: "Standard")
      draft.body.fill("sku", "tier", with: "Regional")
      draft.body.fill("properties", "resourceGuid", with: .string(draft.guid("balancer")))
      try settleParts(&draft, balancerParts, cloud)
    }
    return type
  }()

  private static let gateway: ResourceType = {
    var type = NetworkProvider.type("Microsoft.Network/applicationGateways") { ApplicationGatewaySchema.gateway }
    type.create = .asynchronous(.seconds(480), .operation)
    type.update = .asynchronous(.seconds(120), .operation)
    type.delete = .asynchronous(.seconds(300), .both)
    type.immutable = [["zones"]]
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      if NetworkProvider.keepingAllButTags(&draft) { return }
      try ManagedIdentities.settle(&draft, cloud)
      for part in ["gatewayIPConfigurations", "frontendIPConfigurations", "frontendPorts", "httpListeners"]
      where draft.body["properties", part]?.elements?.isEmpty ?? true {
        throw Refusal(
          400, "ApplicationGatewayMissingPart", "Application gateway \(draft.id) needs at least one of \(part).",
          target: "properties." + part)
      }
      draft.body.fill("properties", "sku", "family", with: "Generation_1")
      draft.body.fill("properties", "resourceGuid", with: .string(draft.guid("gateway")))
      draft.body.fill("properties", "operationalState", with: "Running")
      draft.body.fill("properties", "enableHttp2", with: false)
      draft.body.fill("properties", "defaultPredefinedSslPolicy", with: "AppGwSslPolicy20220101")
      try settleParts(&draft, gatewayParts, cloud)
      var pools = draft.body["properties", "backendAddressPools"]?.elements ?? []
      for index in pools.indices { pools[index].fill("properties", "backendAddresses", with: []) }
      draft.body["properties", "backendAddressPools"] = .tuple(pools)
    }
    return type
  }()

  /// The lists of named parts that a document has.
  private static let balancerParts = [
    "backendAddressPools", "frontendIPConfigurations", "inboundNatPools", "inboundNatRules", "loadBalancingRules",
    "outboundRules", "probes",
  ]
  private static let gatewayParts = [
    "authenticationCertificates", "backendAddressPools", "backendHttpSettingsCollection", "backendSettingsCollection",
    "frontendIPConfigurations", "frontendPorts", "gatewayIPConfigurations", "httpListeners", "listeners",
    "loadDistributionPolicies", "privateLinkConfigurations", "probes", "redirectConfigurations", "requestRoutingRules",
    "rewriteRuleSets", "routingRules", "sslCertificates", "sslProfiles", "trustedClientCertificates",
    "trustedRootCertificates", "urlPathMaps",
  ]

  /// What the provider adds to parts that leave it out.
  private static let defaults: [String: [(String, Value)]] = [
    "frontendIPConfigurations": [("privateIPAllocationMethod", "Dynamic")],
    "backendHttpSettingsCollection": [
      ("cookieBasedAffinity", "Disabled"), ("requestTimeout", 30), ("pickHostNameFromBackendAddress", false),
    ],
    "httpListeners": [("hostNames", []), ("requireServerNameIndication", false)],
  ]

  /// Gives every part its id, type and state, and checks that all that is named by id is there.
  private static func settleParts(_ draft: inout Draft, _ lists: [String], _ cloud: SimulatedCloud) throws(Refusal) {
    var known: Set<String> = []
    for list in lists {
      var settled: [Value] = []
      for var part in draft.body["properties", list]?.elements ?? [] {
        guard let name = part["name"]?.stringValue, !name.isEmpty else {
          throw Refusal(
            400, "InvalidRequestFormat", "Every element of '\(list)' needs a name.", target: "properties." + list)
        }
        let id = "\(draft.id)/\(list)/\(name)"
        guard known.insert(ResourceIDs.key(id)).inserted else {
          throw Refusal(
            400, "DuplicateResourceName",
            "Resource \(draft.id) has two child resources with the same name (\(name)).")
        }
        part["id"] = .string(id)
        part["type"] = .string("\(draft.type.name)/\(list)")
        part["properties", "provisioningState"] = "Succeeded"
        for (member, value) in defaults[list] ?? [] { part.fill("properties", member, with: value) }
        settled.append(part)
      }
      draft.body["properties", list] = .tuple(settled)
    }
    for list in lists {
      for part in draft.body["properties", list]?.elements ?? [] {
        try checkReferences(in: part["properties"] ?? [:], of: draft, known, cloud)
      }
    }
  }

  private static func checkReferences(
    in value: Value, of draft: Draft, _ known: Set<String>, _ cloud: SimulatedCloud
  ) throws(Refusal) {
    for element in value.elements ?? [] { try checkReferences(in: element, of: draft, known, cloud) }
    guard let members = value.members else { return }
    if let id = members["id"]?.stringValue {
      let key = ResourceIDs.key(id)
      let isOwn = key.hasPrefix(draft.key + "/")
      // Of other resources, only what is simulated can be looked for.
      let isForeign = !isOwn && ResourceTarget(id: id).flatMap { Catalogue.type(of: $0.typeKey) } == nil
      guard isForeign || (isOwn ? known.contains(key) : cloud.state[key] != nil) else {
        throw NetworkProvider.missing(id, from: draft.id)
      }
    }
    for inner in members.values { try checkReferences(in: inner, of: draft, known, cloud) }
  }

  // MARK: - Bodies

  private static let balancerSchema = Schema(
    """
    location: string required
    tags{}: string
    etag: any readOnly
    extendedLocation: any
    sku
      name: Basic|Standard|Gateway
      tier: Regional|Global
    properties
      resourceGuid: any readOnly
      provisioningState: any readOnly
      scope: Public|Private
      backendAddressPools[]: @part
      frontendIPConfigurations[]
        id: string
        name: string
        type: string
        etag: any readOnly
        zones[]: string
        properties: any
      inboundNatPools[]: @part
      inboundNatRules[]: @part
      loadBalancingRules[]: @part
      outboundRules[]: @part
      probes[]: @part
    """,
    tables: [
      "part": Schema(
        """
        id: string
        name: string
        type: string
        etag: any readOnly
        properties: any
        """)
    ])
}
