import Values

/// What lies above resources: the tenant, its subscriptions and the cloud's own description.
enum Tenant {
  static func tenants() -> Answer {
    let tenant = Identifiers.tenant
    return Answer(
      200,
      [
        "value": [
          [
            "id": .string("/tenants/" + tenant), "tenantId": .string(tenant), "displayName": "Simulated",
            "tenantCategory": "Home", "countryCode": "US", "defaultDomain": "simulated.onmicrosoft.com",
          ]
        ]
      ])
  }

  /// The subscriptions named at the start, else those in use, else one to begin with.
  static func subscriptions(_ cloud: SimulatedCloud) -> Answer {
    let found = subscriptionIDs(cloud)
    return Answer(200, ["value": .tuple(found.map(body)), "count": countBody(found.count)])
  }

  static func subscriptionIDs(_ cloud: SimulatedCloud) -> [String] {
    var found = Set(cloud.settings.subscriptions.map { $0.lowercased() })
    if found.isEmpty {
      found = Set(
        cloud.state.resources.keys.compactMap { key in
          let segments = key.split(separator: "/", maxSplits: 2)
          return segments.count > 1 && segments[0] == "subscriptions" ? String(segments[1]) : nil
        })
    }
    if found.isEmpty { found = [Identifiers.subscription] }
    return found.sorted()
  }

  static func subscription(_ subscription: String, _ call: Call) throws(Refusal) -> Answer {
    guard call.method == "GET" else { throw .notAllowed(call.method, call.path) }
    return Answer(200, body(subscription))
  }

  private static func countBody(_ count: Int) -> Value { ["type": "Total", "value": .number(count)] }

  static func body(_ subscription: String) -> Value {
    [
      "id": .string("/subscriptions/" + subscription), "authorizationSource": "RoleBased", "managedByTenants": [],
      "subscriptionId": .string(subscription), "tenantId": .string(Identifiers.tenant), "displayName": "Simulated",
      "state": "Enabled",
      "subscriptionPolicies": [
        "locationPlacementId": "Public_2014-09-01", "quotaId": "PayAsYouGo_2014-09-01", "spendingLimit": "Off",
      ],
    ]
  }

  /// What clients ask of a cloud that they don't know: everything is here. In the version of 2019 it is a list of clouds.
  static func metadata(_ call: Call) -> Answer {
    let here = Value.string(call.origin + "/")
    let cloud: Value = [
      "name": "Simulated", "portal": here, "graph": here, "graphAudience": here, "microsoftGraphResourceId": here,
      "resourceManager": here, "gallery": here,
      "authentication": [
        "loginEndpoint": here, "audiences": [here], "tenant": "common", "identityProvider": "AAD",
      ],
      "suffixes": [
        "storage": "core.windows.net", "keyVaultDns": "vault.azure.net", "acrLoginServer": "azurecr.io",
      ],
    ]
    return Answer(200, call.apiVersion == "2019-05-01" ? [cloud] : cloud)
  }
}
