import Values

/// The contracts of agent pools, alone or within the body of their cluster.
enum AgentPools {
  /// What can't be changed after creation.
  static let immutable = [
    "vmSize", "osDiskSizeGB", "osDiskType", "kubeletDiskType", "maxPods", "osType", "vnetSubnetID", "podSubnetID",
    "availabilityZones", "enableNodePublicIP", "nodePublicIPPrefixID", "scaleSetPriority", "scaleSetEvictionPolicy",
    "spotMaxPrice", "gpuInstanceProfile", "enableFIPS", "enableEncryptionAtHost", "enableUltraSSD", "kubeletConfig",
    "linuxOSConfig", "creationData", "proximityPlacementGroupID", "hostGroupID", "capacityReservationGroupID", "type",
    "workloadRuntime", "gpuProfile",
  ]

  private static let spotTaint = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule"

  /// The counts that only an autoscaler has go with it where they are no longer said.
  static func dropBounds(from pool: inout Value, said: Value?) {
    guard pool["enableAutoScaling"] != true else { return }
    for name in ["minCount", "maxCount"] where said?[name].isAbsent ?? true { pool[name] = nil }
  }

  static func prepare(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    guard let cluster = cloud.state[draft.target.parentKey] else { throw .noParent(draft.target) }
    try ManagedClusters.checkRunning(cluster)
    if ["Failed", "Deleting"].contains(cluster.state) {
      throw Refusal(
        409, "OperationNotAllowed",
        "Operation is not allowed on the agent pool while its managed cluster is in state \(cluster.state ?? "").")
    }
    var properties = draft.body["properties"] ?? [:]
    // A PUT states the whole of what users attach to nodes; what it leaves out is gone.
    if draft.call.method == "PUT" {
      for name in ["tags", "nodeLabels", "nodeTaints"] where draft.request["properties", name].isAbsent {
        properties[name] = nil
      }
    }
    dropBounds(from: &properties, said: draft.request["properties"])
    try checkMove(from: draft.existing?.body["properties"], to: properties)
    try complete(
      &properties, name: draft.target.name, cluster: cluster.body, subscription: draft.target.subscription ?? "",
      path: "properties", cloud)
    if draft.existing?.body["properties", "mode"] == "System", properties["mode"] != "System",
      isLastSystemPool(draft.key, cloud)
    {
      throw lastSystemPool(draft.target.name)
    }
    if draft.isNew, cloud.state.below(cluster.key).filter({ $0.type == draft.type.name }).count >= 100 {
      throw Refusal(400, "MaxAgentPoolCountReached", "A cluster can have 100 agent pools at most.").unwrapped
    }
    try VCPUQuotas(
      subscription: draft.target.subscription ?? "", location: cluster.body["location"]?.stringValue ?? ""
    ).check([properties], inPlaceOf: draft.key, of: draft.target.name, cloud)
    draft.body["properties"] = properties
  }

  /// Checks the properties of a pool and adds what the provider does; `path` is where they stand in the body.
  static func complete(
    _ pool: inout Value, name: String, cluster: Value, subscription: String, path: String, _ cloud: SimulatedCloud
  ) throws(Refusal) {
    pool.fill("mode", with: "User")
    pool.fill("osType", with: "Linux")
    pool.fill("vmSize", with: "Standard_DS2_v2")
    let isSpot = pool["scaleSetPriority"] == "Spot"
    try checkSize(pool, cluster)
    try checkScale(&pool, path)
    if pool["osType"] == "Windows", name.count > 6 {
      throw ContainerServiceProvider.invalid(
        path + ".name", "The name of a Windows pool can have 6 characters at most.")
    }
    if isSpot, pool["mode"] == "System" {
      throw ContainerServiceProvider.invalid(path + ".mode", "A Spot pool can't be a System pool.")
    }
    if let maxPods = pool["maxPods"]?.intValue, !(10...250).contains(maxPods) {
      throw ContainerServiceProvider.invalid(path + ".maxPods", "\(maxPods) is not from 10 to 250.")
    }
    for zone in pool["availabilityZones"]?.elements ?? [] where !["1", "2", "3"].contains(zone) {
      throw Refusal(
        400, "AvailabilityZoneNotSupported",
        "Preflight validation check for resource(s) for container service failed. The zone(s) "
          + "'\(zone.stringValue ?? "")' for resource '\(name)' is not supported.", target: path + ".availabilityZones"
      ).unwrapped
    }
    try checkUpgrade(pool, isSpot: isSpot)
    if let distribution = pool["osSKU"]?.stringValue, let system = pool["osType"]?.stringValue,
      distribution.hasPrefix("Windows") != (system == "Windows")
    {
      throw Refusal(
        400, "InvalidOSSKU",
        "OSSKU='\(distribution)' is invalid, details: OSSKU '\(distribution)' is not supported "
          + "for OSType '\(system)'.", target: path + ".osSKU"
      ).unwrapped
    }
    try checkVersion(&pool, name: name, cluster: cluster, path: path, supportedFrom: cloud.oldestKubernetes)
    if pool["tags", "EnableManagedGPUExperience"]?.stringValue?.lowercased() == "true",
      !Features.isRegistered(
        "ManagedGPUExperiencePreview", of: "Microsoft.ContainerService", in: subscription, cloud)
    {
      throw Features.notRegistered("ManagedGPUExperiencePreview", of: "Microsoft.ContainerService")
    }
    addDefaults(&pool, cluster: cluster, isSpot: isSpot)
  }

  private static func checkSize(_ pool: Value, _ cluster: Value) throws(Refusal) {
    let size = pool["vmSize"]?.stringValue ?? ""
    guard !VirtualMachineSize.isOffered(size) else { return }
    throw Refusal(
      400, "BadRequest",
      "The VM size of \(size) is not allowed in your subscription in location "
        + "'\(cluster["location"]?.stringValue ?? "")'. The available VM sizes are "
        + "'\(VirtualMachineSize.all.map { $0.name.lowercased() }.sorted().joined(separator: ","))'. For more details, "
        + "please visit https://aka.ms/cpu-quota"
    ).unwrapped
  }

  private static func checkScale(_ pool: inout Value, _ path: String) throws(Refusal) {
    let minimum = pool["minCount"]?.intValue
    let maximum = pool["maxCount"]?.intValue
    let lowest = pool["mode"] == "System" ? 1 : 0
    pool.fill("enableAutoScaling", with: false)
    if pool["enableAutoScaling"] == true {
      guard let minimum, let maximum else {
        throw ContainerServiceProvider.invalid(
          path + ".enableAutoScaling", "minCount and maxCount are required when autoscaling is enabled.")
      }
      guard (lowest...1000).contains(minimum), maximum <= 1000, minimum <= maximum else {
        throw ContainerServiceProvider.invalid(
          path + ".minCount",
          "minCount (\(minimum)) and maxCount (\(maximum)) must be from \(lowest) to 1000, and "
            + "minCount not above maxCount.")
      }
      // The autoscaler brings the count into its bounds.
      let count = pool["count"]?.intValue ?? minimum
      pool["count"] = .number(min(max(count, minimum), maximum))
    } else if minimum != nil || maximum != nil {
      throw ContainerServiceProvider.invalid(
        path + ".minCount", "minCount and maxCount must not be set when autoscaling is disabled.")
    }
    pool.fill("count", with: .number(1))
    let count = pool["count"]?.intValue ?? 1
    guard (lowest...1000).contains(count) else {
      throw ContainerServiceProvider.invalid(path + ".count", "\(count) is not from \(lowest) to 1000.")
    }
  }

  /// How nodes are upgraded: by more of them or by missing some, and spot nodes by neither.
  private static func checkUpgrade(_ pool: Value, isSpot: Bool) throws(Refusal) {
    let surge = pool["upgradeSettings", "maxSurge"]?.stringValue
    let missing = pool["upgradeSettings", "maxUnavailable"]?.stringValue
    let (hasSurge, hasMissing) = ((surge ?? "0") != "0", (missing ?? "0") != "0")
    if isSpot, hasSurge {
      throw ContainerServiceProvider.invalid("agentPoolProfile.upgrade.maxSurge", "Spot pools can't set max surge.")
    }
    if isSpot, hasMissing {
      throw ContainerServiceProvider.invalid(
        "agentPoolProfile.upgradeSettings.maxUnavailable", "Spot pools can't set maxUnavailable.")
    }
    if hasSurge && hasMissing || surge == "0" && missing == "0" {
      throw ContainerServiceProvider.invalid(
        "agentPoolProfile.upgradeSettings.maxUnavailable", "Exactly one of maxSurge and maxUnavailable must be above 0."
      )
    }
  }

  /// The distributions between which nodes can be moved by an upgrade of their image.
  private static let movable: Set = ["ubuntu", "ubuntu2204", "ubuntu2404", "azurelinux", "azurelinux3"]

  static func checkMove(from old: Value?, to new: Value) throws(Refusal) {
    guard let before = old?["osSKU"]?.stringValue?.lowercased(), let after = new["osSKU"]?.stringValue?.lowercased(),
      before != after, !movable.contains(before) || !movable.contains(after)
    else { return }
    throw ContainerServiceProvider.immutableRefusal("properties.osSKU")
  }

  private static func checkVersion(
    _ pool: inout Value, name: String, cluster: Value, path: String, supportedFrom oldest: Int
  ) throws(Refusal) {
    let control = cluster["properties", "currentKubernetesVersion"]?.stringValue ?? KubernetesVersion.standard.text
    // The Azure CLI sends an empty text for the version of the control plane.
    if pool["orchestratorVersion"] == "" { pool["orchestratorVersion"] = nil }
    pool.fill("orchestratorVersion", with: .string(control))
    let text = pool["orchestratorVersion"]?.stringValue ?? control
    guard let version = KubernetesVersion(text) else {
      throw KubernetesVersion.unsupported(text, code: "AgentPoolK8sVersionNotSupported")
    }
    if let controlPlane = KubernetesVersion(control) {
      try checkSkew(of: version, from: controlPlane, target: path + ".orchestratorVersion")
    }
    // What it runs now is still there.
    if let old = pool["currentOrchestratorVersion"]?.stringValue.flatMap({ KubernetesVersion($0) }), version < old {
      throw old.refusal(of: version, supportedFrom: oldest, target: path + ".orchestratorVersion")
    }
    pool["currentOrchestratorVersion"] = .string(version.text)
  }

  /// How many minor versions nodes may be behind the control plane.
  private static let skewMax = 3

  /// Nodes are no newer than the control plane, and not much older.
  static func checkSkew(of nodes: KubernetesVersion, from control: KubernetesVersion, target: String) throws(Refusal) {
    let reason: String
    if nodes.minor > control.minor || control < nodes {
      reason =
        "Minor version of node pool version \(nodes.minor) is bigger than control plane version \(control.minor)."
    } else if control.minor - nodes.minor > skewMax {
      reason =
        "Minor version of node pool cannot be more than \(skewMax) versions less than control plane's version. Minor "
        + "version of node pool is \(nodes.minor) and control plane is \(control.minor)."
    } else {
      return
    }
    throw Refusal(
      400, "NodePoolMcVersionIncompatible",
      "Node pool version \(nodes.text) and control plane version \(control.text) are incompatible. \(reason) For more "
        + "information, please check https://aka.ms/aks/UpgradeVersionRules", target: target
    ).unwrapped
  }

  private static func addDefaults(_ pool: inout Value, cluster: Value, isSpot: Bool) {
    let isWindows = pool["osType"] == "Windows"
    pool.fill("osDiskSizeGB", with: 128)
    pool.fill("osDiskType", with: .string(hasRoomForDisk(pool["vmSize"]?.stringValue ?? "") ? "Ephemeral" : "Managed"))
    pool.fill("kubeletDiskType", with: "OS")
    pool.fill("maxPods", with: .number(podsMax(cluster)))
    pool.fill("type", with: "VirtualMachineScaleSets")
    pool.fill("scaleDownMode", with: "Delete")
    pool.fill("powerState", with: ["code": "Running"])
    pool.fill("enableNodePublicIP", with: false)
    pool.fill("enableEncryptionAtHost", with: false)
    pool.fill("enableUltraSSD", with: false)
    pool.fill("osSKU", with: .string(isWindows ? "Windows2022" : "Ubuntu"))
    pool.fill(
      "nodeImageVersion",
      with: .string(isWindows ? "AKSWindows-2022-containerd-20348.4405.251112" : nodeImage(pool)))
    pool.fill("enableFIPS", with: false)
    pool.fill("securityProfile", "enableVTPM", with: false)
    pool.fill("securityProfile", "enableSecureBoot", with: false)
    pool.fill("tags", with: .null(.dynamic))
    guard isSpot else {
      let surge = pool["upgradeSettings", "maxSurge"]
      let unavailable = pool["upgradeSettings", "maxUnavailable"]
      if surge.isAbsent, unavailable.isAbsent || unavailable == "0" {
        pool["upgradeSettings", "maxSurge"] = "10%"
      }
      pool.fill("upgradeSettings", "maxUnavailable", with: "0")
      return
    }
    pool.fill("scaleSetEvictionPolicy", with: "Delete")
    pool.fill("spotMaxPrice", with: .number(-1))
    pool["nodeLabels", "kubernetes.azure.com/scalesetpriority"] = "spot"
    let taints = pool["nodeTaints"]?.elements ?? []
    if !taints.contains(.string(spotTaint)) { pool["nodeTaints"] = .tuple(taints + [.string(spotTaint)]) }
  }

  private static func nodeImage(_ pool: Value) -> String {
    switch pool["osSKU"]?.stringValue {
    case "AzureLinux", "AzureLinux3": "AKSAzureLinux-V3gen2-202511.07.0"
    case "Ubuntu2404": "AKSUbuntu-2404gen2containerd-202511.07.0"
    default: "AKSUbuntu-2204gen2containerd-202511.07.0"
    }
  }

  private static func podsMax(_ cluster: Value) -> Int {
    switch cluster["properties", "networkProfile", "networkPlugin"]?.stringValue {
    case "azure": cluster["properties", "networkProfile", "networkPluginMode"] == "overlay" ? 250 : 30
    case "none": 250
    default: 110
    }
  }

  /// Whether a VM size brings a local disk of its own that the standard node disk fits on: sizes of eight cores and
  /// more with a `d` among their features, or of the older series whose cache is large enough.
  private static func hasRoomForDisk(_ vmSize: String) -> Bool {
    let parts = vmSize.split(separator: "_")
    guard parts.count >= 2 else { return false }
    let family = parts[1].prefix { !$0.isNumber }
    let cores = Int(parts[1].dropFirst(family.count).prefix { $0.isNumber }) ?? 0
    let features = parts[1].dropFirst(family.count).drop { $0.isNumber }.lowercased()
    let isOld = parts.last == "v3" || parts.last == "v2"
    return cores >= 8 && features.contains("s") && (features.contains("d") || isOld)
  }

  // MARK: - System pools

  static func checkDeletion(_ pool: StoredResource, _ cloud: SimulatedCloud) throws(Refusal) {
    if pool.body["properties", "mode"] == "System", isLastSystemPool(pool.key, cloud) {
      throw lastSystemPool(pool.name)
    }
  }

  private static func isLastSystemPool(_ key: String, _ cloud: SimulatedCloud) -> Bool {
    let parent = ResourceTarget(id: key)?.parentKey ?? ""
    return !cloud.state.below(parent).contains { other in
      other.type == ContainerServiceProvider.poolType && other.key != key
        && other.body["properties", "mode"] == "System"
    }
  }

  private static func lastSystemPool(_ name: String) -> Refusal {
    Refusal(400, "BadRequest", "There has to be at least one system agent pool.", target: name).unwrapped
  }
}
