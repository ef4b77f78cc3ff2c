import Values

/// What AKS itself puts into the body of a cluster.
enum ManagedClusterDefaults {
  /// Whether AKS decides most of a cluster by itself: Microsoft's examples of such clusters say neither the prefix of its
  /// name nor its pools.
  static func isAutomatic(_ body: Value) -> Bool {
    body["sku", "name"] == "Automatic"
  }

  /// What an automatic cluster has that others are asked for.
  static func addAutomatic(to body: inout Value) {
    if isAutomatic(body) { body.fill("properties", "apiServerAccessProfile", "enableVnetIntegration", with: true) }
  }

  /// The pools of an automatic cluster that names none.
  static let automaticPools: Value = [
    ["name": "systempool", "mode": "System", "count": 3, "vmSize": "Standard_D4ds_v5", "osType": "Linux"]
  ]

  static func add(to draft: inout Draft) {
    draft.body.fill("kind", with: "Base")
    draft.body.fill("sku", "name", with: "Base")
    draft.body.fill("sku", "tier", with: "Free")
    let isPrivate = draft.body["properties", "apiServerAccessProfile", "enablePrivateCluster"] == true
    var properties = draft.body["properties"] ?? [:]
    let group =
      "MC_\(ResourceTarget(id: draft.id)?.group ?? "")_\(draft.target.name)_\(draft.body["location"]?.stringValue ?? "")"
    properties.fill("nodeResourceGroup", with: .string(String(group.prefix(80))))
    properties.fill("powerState", with: ["code": "Running"])
    properties.fill("windowsProfile", "adminUsername", with: "azureuser")
    properties.fill("windowsProfile", "enableCSIProxy", with: true)
    properties["windowsProfile", "adminPassword"] = nil
    properties.fill("servicePrincipalProfile", "clientId", with: "msi")
    properties["servicePrincipalProfile", "secret"] = nil
    properties.fill("enableRBAC", with: true)
    properties.fill("supportPlan", with: "KubernetesOfficial")
    properties.fill("maxAgentPools", with: 100)
    properties.fill("apiServerAccessProfile", "disableRunCommand", with: false)
    properties.fill("apiServerAccessProfile", "enablePrivateCluster", with: false)
    properties.fill("apiServerAccessProfile", "enablePrivateClusterPublicFQDN", with: .bool(isPrivate))
    properties.fill("autoUpgradeProfile", "upgradeChannel", with: "none")
    properties.fill("autoUpgradeProfile", "nodeOSUpgradeChannel", with: "NodeImage")
    properties.fill("disableLocalAccounts", with: false)
    properties.fill("securityProfile", with: [:])
    for driver in ["diskCSIDriver", "fileCSIDriver", "snapshotController"] {
      properties.fill("storageProfile", driver, "enabled", with: true)
    }
    properties.fill("oidcIssuerProfile", "enabled", with: false)
    properties.fill("workloadAutoScalerProfile", with: [:])
    properties.fill("metricsProfile", "costAnalysis", "enabled", with: false)
    properties.fill("nodeProvisioningProfile", "mode", with: "Manual")
    properties.fill("nodeProvisioningProfile", "defaultNodePools", with: "Auto")
    properties.fill("bootstrapProfile", "artifactSource", with: "Direct")
    properties.fill("resourceUID", with: .string(Identifiers.hex(for: draft.uid, count: 24)))
    if properties["serviceMeshProfile", "mode"] == "Istio" {
      properties.fill("serviceMeshProfile", "istio", "revisions", with: ["asm-1-28"])
      properties.fill("serviceMeshProfile", "istio", "components", with: [:])
    }
    addNetwork(to: &properties, draft)
    draft.body["properties"] = properties
  }

  private static func addNetwork(to properties: inout Value, _ draft: Draft) {
    var network = properties["networkProfile"] ?? [:]
    network.fill("networkPlugin", with: "kubenet")
    let plugin = network["networkPlugin"]?.stringValue?.lowercased()
    network.fill("networkPolicy", with: "none")
    network.fill("networkDataplane", with: "azure")
    network.fill("loadBalancerSku", with: "standard")
    network.fill("outboundType", with: "loadBalancer")
    network.fill("serviceCidr", with: network["serviceCidrs"]?[0] ?? "10.0.0.0/16")
    network.fill("dnsServiceIP", with: "10.0.0.10")
    network.fill("serviceCidrs", with: .tuple([network["serviceCidr"] ?? .null(.dynamic)]))
    network.fill("ipFamilies", with: ["IPv4"])
    if plugin == "kubenet" || network["networkPluginMode"] == "overlay" {
      network.fill("podCidr", with: network["podCidrs"]?[0] ?? "10.244.0.0/16")
      network.fill("podCidrs", with: .tuple([network["podCidr"] ?? .null(.dynamic)]))
    }
    if network["outboundType"] == "loadBalancer" {
      let sources = ["managedOutboundIPs", "outboundIPs", "outboundIPPrefixes"]
      if sources.allSatisfy({ network["loadBalancerProfile", $0].isAbsent }) {
        network["loadBalancerProfile", "managedOutboundIPs"] = ["count": 1]
      }
      network.fill("loadBalancerProfile", "backendPoolType", with: "nodeIPConfiguration")
      if network["loadBalancerProfile", "backendPoolType"]?.stringValue?.lowercased() == "nodeipconfiguration" {
        // The provider answers in another case than its documentation has.
        network["loadBalancerProfile", "backendPoolType"] = "nodeIPConfiguration"
      }
      let group = properties["nodeResourceGroup"]?.stringValue ?? ""
      let count = network["loadBalancerProfile", "managedOutboundIPs", "count"]?.intValue ?? 0
      let addresses = (0..<count).map { index -> Value in
        let id =
          "/subscriptions/\(draft.target.subscription ?? "")/resourceGroups/\(group)/providers/Microsoft.Network"
          + "/publicIPAddresses/" + draft.guid("outbound \(index)")
        return ["id": .string(id)]
      }
      if count > 0 { network["loadBalancerProfile", "effectiveOutboundIPs"] = .tuple(addresses) }
    }
    properties["networkProfile"] = network
  }

  /// All of the autoscaler's settings, which the server shows as soon as one pool scales by itself.
  static func addAutoScaler(to draft: inout Draft) {
    let texts = [
      ("balance-similar-node-groups", "false"), ("expander", "random"), ("max-empty-bulk-delete", "10"),
      ("max-graceful-termination-sec", "600"), ("max-node-provision-time", "15m"),
      ("max-total-unready-percentage", "45"), ("new-pod-scale-up-delay", "0s"), ("ok-total-unready-count", "3"),
      ("scale-down-delay-after-add", "10m"), ("scale-down-delay-after-delete", "10s"),
      ("scale-down-delay-after-failure", "3m"), ("scale-down-unneeded-time", "10m"),
      ("scale-down-unready-time", "20m"), ("scale-down-utilization-threshold", "0.5"), ("scan-interval", "10s"),
      ("skip-nodes-with-local-storage", "false"), ("skip-nodes-with-system-pods", "true"),
    ]
    let flags = [
      ("daemonset-eviction-for-empty-nodes", false), ("daemonset-eviction-for-occupied-nodes", true),
      ("ignore-daemonsets-utilization", false),
    ]
    for (name, text) in texts { draft.body.fill("properties", "autoScalerProfile", name, with: .string(text)) }
    for (name, flag) in flags { draft.body.fill("properties", "autoScalerProfile", name, with: .bool(flag)) }
  }

  static func addLateMembers(to cluster: inout StoredResource) {
    var properties = cluster.body["properties"] ?? [:]
    let location = cluster.body["location"]?.stringValue ?? ""
    let prefix =
      (properties["dnsPrefix"] ?? properties["fqdnSubdomain"])?.stringValue?.lowercased() ?? cluster.name.lowercased()
    let host = prefix + "-" + Identifiers.hex(for: cluster.uid + "fqdn", count: 8)
    properties.fill("fqdn", with: .string("\(host).hcp.\(location).azmk8s.io"))
    properties.fill("azurePortalFQDN", with: .string("\(host).portal.hcp.\(location).azmk8s.io"))
    if properties["apiServerAccessProfile", "enablePrivateCluster"] == true {
      properties.fill("privateFQDN", with: .string("\(host).privatelink.\(location).azmk8s.io"))
    }
    let subscription = ResourceTarget(id: cluster.id)?.subscription ?? ""
    let group = "/subscriptions/\(subscription)/resourceGroups/\(properties["nodeResourceGroup"]?.stringValue ?? "")"
    let identities = group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"
    let kubelet = cluster.guid("kubelet")
    properties.fill(
      "identityProfile", "kubeletidentity",
      with: [
        "resourceId": .string(identities + cluster.name + "-agentpool"),
        "clientId": .string(Identifiers.guid(for: kubelet + "client")),
        "objectId": .string(Identifiers.guid(for: kubelet + "principal")),
      ])
    if properties["oidcIssuerProfile", "enabled"] == true {
      properties.fill(
        "oidcIssuerProfile", "issuerURL",
        with: .string(
          "https://\(location).oic.prod-aks.azure.com/\(Identifiers.tenant)/\(cluster.guid("issuer"))/"))
    }
    for name in properties["addonProfiles"]?.names ?? [] {
      guard properties["addonProfiles", name, "enabled"] == true else { continue }
      properties.fill("addonProfiles", name, "config", with: .null(.dynamic))
      let purpose = cluster.guid("addon " + name)
      properties.fill(
        "addonProfiles", name, "identity",
        with: [
          "resourceId": .string(identities + name.lowercased() + "-" + cluster.name),
          "clientId": .string(Identifiers.guid(for: purpose + "client")),
          "objectId": .string(Identifiers.guid(for: purpose + "principal")),
        ])
    }
    cluster.body["properties"] = properties
  }
}
