import Values

/// What AKS refuses in the body of a cluster since its parts don't go together, as its documentation has it.
enum ManagedClusterCombinations {
  /// - Parameter pools: the pools in what was sent; nil where it says nothing of them.
  static func check(_ body: Value, pools: Value?) throws(Refusal) {
    var properties = body["properties"] ?? [:]
    properties["agentPoolProfiles"] = pools
    try checkIdentities(properties, identity: body["identity", "type"]?.stringValue ?? "None")
    try checkAccess(properties, identity: body["identity", "type"]?.stringValue ?? "None")
    if let network = properties["networkProfile"] { try checkNetwork(network, properties) }
    if properties["nodeProvisioningProfile", "mode"] == "Auto" { try checkProvisioning(properties) }
    if properties["metricsProfile", "costAnalysis", "enabled"] == true,
      body["sku", "tier"] != "Standard", body["sku", "tier"] != "Premium"
    {
      throw invalid("metricsProfile.costAnalysis", "Cost analysis needs the tier Standard or Premium.")
    }
    if properties["supportPlan"] == "AKSLongTermSupport", body["sku", "tier"] != "Premium" {
      throw invalid("supportPlan", "AKSLongTermSupport needs the tier Premium.")
    }
    if properties["autoUpgradeProfile", "upgradeChannel"] == "node-image",
      let channel = properties["autoUpgradeProfile", "nodeOSUpgradeChannel"]?.stringValue, channel != "NodeImage"
    {
      throw invalid(
        "autoUpgradeProfile.nodeOSUpgradeChannel", "With the upgrade channel node-image it must be NodeImage.")
    }
  }

  /// Outbound addresses come from one source: one that is asked for takes the place of what was there.
  static func settleOutbound(_ draft: inout Draft) {
    let sources = ["managedOutboundIPs", "outboundIPs", "outboundIPPrefixes"]
    let asked = sources.filter { !draft.request["properties", "networkProfile", "loadBalancerProfile", $0].isAbsent }
    guard asked.count == 1 else { return }
    for source in sources where source != asked[0] {
      guard draft.body["properties", "networkProfile", "loadBalancerProfile", source] != nil else { continue }
      draft.body["properties", "networkProfile", "loadBalancerProfile", source] = nil
    }
  }

  private static func invalid(_ path: String, _ reason: String) -> Refusal {
    ContainerServiceProvider.invalid("properties." + path, reason)
  }

  private static func checkIdentities(_ properties: Value, identity: String) throws(Refusal) {
    // The server answers the identity of the nodes in every body, so only one of somebody's own counts.
    guard let kubelet = properties["identityProfile", "kubeletidentity", "resourceId"]?.stringValue,
      !kubelet.lowercased().contains("/resourcegroups/mc_"), identity.lowercased() != "userassigned",
      !isInNodeGroup(kubelet, properties)
    else { return }
    throw Refusal(
      400, "CustomKubeletIdentityOnlySupportedOnUserAssignedMSICluster",
      "Custom kubelet identity is only supported on clusters with a user-assigned identity.",
      target: "properties.identityProfile"
    ).unwrapped
  }

  private static func isInNodeGroup(_ id: String, _ properties: Value) -> Bool {
    guard let group = properties["nodeResourceGroup"]?.stringValue else { return false }
    return id.lowercased().contains("/resourcegroups/\(group.lowercased())/")
  }

  private static func checkAccess(_ properties: Value, identity: String) throws(Refusal) {
    let access = properties["apiServerAccessProfile"] ?? [:]
    let isPrivate = access["enablePrivateCluster"] == true
    let zone = access["privateDNSZone"]?.stringValue
    let hasOwnZone = zone.map { !["system", "none"].contains($0.lowercased()) } ?? false
    if !isPrivate, zone != nil {
      throw invalid("apiServerAccessProfile.privateDNSZone", "A private DNS zone needs a private cluster.")
    }
    if !isPrivate, access["enablePrivateClusterPublicFQDN"] == true {
      throw invalid("apiServerAccessProfile.enablePrivateClusterPublicFQDN", "It needs a private cluster.")
    }
    if isPrivate, access["authorizedIPRanges"]?.elements?.isEmpty == false {
      throw invalid("apiServerAccessProfile.authorizedIPRanges", "Private clusters can't have authorized IP ranges.")
    }
    if hasOwnZone, identity.lowercased() == "systemassigned" {
      throw invalid(
        "apiServerAccessProfile.privateDNSZone", "A custom private DNS zone needs a user-assigned identity.")
    }
    if properties["fqdnSubdomain"]?.stringValue != nil, !hasOwnZone {
      throw invalid("fqdnSubdomain", "It needs a private cluster with a custom private DNS zone.")
    }
    if access["subnetId"]?.stringValue != nil, access["enableVnetIntegration"] != true {
      throw invalid("apiServerAccessProfile.subnetId", "It needs API server VNet integration.")
    }
    if properties["disableLocalAccounts"] == true, properties["aadProfile", "managed"] != true {
      throw invalid("disableLocalAccounts", "Local accounts can be disabled only with managed Entra ID integration.")
    }
    if properties["aadProfile", "managed"] == true, properties["enableRBAC"] == false {
      throw invalid("aadProfile", "Entra ID integration needs Kubernetes RBAC.")
    }
  }

  private static func checkNetwork(_ network: Value, _ properties: Value) throws(Refusal) {
    func text(_ name: String) -> String? { network[name]?.stringValue?.lowercased() }
    let isAzure = text("networkPlugin") == "azure"
    let isOverlay = text("networkPluginMode") == "overlay"
    if isOverlay, !isAzure { throw invalid("networkProfile.networkPluginMode", "Overlay needs the plugin azure.") }
    if text("networkMode") != nil, !isAzure {
      throw invalid("networkProfile.networkMode", "It needs the plugin azure.")
    }
    if text("networkPolicy") == "azure", !isAzure {
      throw invalid("networkProfile.networkPolicy", "Azure network policy needs the plugin azure.")
    }
    let isCilium = text("networkDataplane") == "cilium"
    if text("networkPolicy") == "cilium", !isCilium {
      throw invalid("networkProfile.networkPolicy", "The policy cilium needs the data plane cilium.")
    }
    if isCilium, let policy = text("networkPolicy"), policy != "cilium", policy != "none" {
      throw invalid("networkProfile.networkPolicy", "The data plane cilium needs the policy cilium.")
    }
    let hasPodSubnet = (properties["agentPoolProfiles"]?.elements ?? []).contains {
      $0["podSubnetID"]?.stringValue != nil
    }
    if isCilium, !isAzure || !isOverlay && !hasPodSubnet && properties["agentPoolProfiles"] != nil {
      throw invalid("networkProfile.networkDataplane", "Cilium needs Azure CNI with an overlay or a pod subnet.")
    }
    if network["advancedNetworking", "security", "enabled"] == true, !isCilium {
      throw invalid("networkProfile.advancedNetworking.security", "It needs the data plane cilium.")
    }
    let ways = ["managedOutboundIPs", "outboundIPs", "outboundIPPrefixes"].filter {
      network["loadBalancerProfile", $0]?.members?.isEmpty == false
    }
    if ways.count > 1 {
      throw invalid("networkProfile.loadBalancerProfile", "\(ways.joined(separator: ", ")) exclude each other.")
    }
  }

  private static func checkProvisioning(_ properties: Value) throws(Refusal) {
    let network = properties["networkProfile"] ?? [:]
    guard network["networkPlugin"]?.stringValue?.lowercased() == "azure",
      network["networkPluginMode"]?.stringValue?.lowercased() == "overlay"
    else {
      throw invalid("nodeProvisioningProfile.mode", "Node auto-provisioning needs Azure CNI Overlay.")
    }
    if (properties["agentPoolProfiles"]?.elements ?? []).contains(where: { $0["enableAutoScaling"] == true }) {
      throw invalid(
        "nodeProvisioningProfile.mode", "Node auto-provisioning excludes pools with the cluster autoscaler.")
    }
  }
}
