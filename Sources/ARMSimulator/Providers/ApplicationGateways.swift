import Values

/// Application gateways: one document each.
enum ApplicationGateways {
  static let type: ResourceType = {
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
      try NamedParts.settle(&draft, parts, adding: defaults, cloud)
      var pools = draft.body["properties", "backendAddressPools"]?.elements ?? []
      for index in pools.indices { pools[index].fill("properties", "backendAddresses", with: []) }
      draft.body["properties", "backendAddressPools"] = .tuple(pools)
    }
    return type
  }()

  /// The lists of named parts that a document has.
  private static let parts = [
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
}
