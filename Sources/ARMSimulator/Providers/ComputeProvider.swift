import Values

/// Sizes of virtual machines in a region, and the quotas that bound their use.
enum ComputeProvider {
  static let questions: [String: Questions.Answering] = [
    "GET microsoft.compute/skus": { call, target, _ throws(Refusal) in
      let filter = call.parameter("$filter")?.lowercased() ?? ""
      let wanted = Locations.all.sorted().filter { filter.isEmpty || filter.contains("'\($0)'") }
      return Lists.page(call, wanted.flatMap { location in VirtualMachineSize.all.map { sku($0, in: location) } })
    },
    "GET microsoft.compute/locations/vmsizes": { call, _, _ throws(Refusal) in
      Lists.page(
        call,
        VirtualMachineSize.all.map { size in
          [
            "name": .string(size.name), "numberOfCores": .number(size.processors), "osDiskSizeInMB": 1_047_552,
            "resourceDiskSizeInMB": 0, "memoryInMB": .number(size.memoryGB * 1024), "maxDataDiskCount": 8,
          ]
        })
    },
    "GET microsoft.compute/locations/usages": { call, target, cloud throws(Refusal) in
      let location = Locations.normalized(target.names.first ?? "")
      let quotas = VCPUQuotas(subscription: target.subscription ?? "", location: location)
      return Lists.page(
        call,
        ([VCPUQuotas.regional, VCPUQuotas.spot] + VirtualMachineSize.families).map { family in
          [
            "unit": "Count", "currentValue": .number(quotas.used(family, cloud)),
            "limit": .number(quotas.limit(family, cloud)),
            "name": ["value": .string(family), "localizedValue": .string(VCPUQuotas.title(family))],
          ]
        })
    },
  ]

  private static func sku(_ size: VirtualMachineSize, in location: String) -> Value {
    func capability(_ name: String, _ value: String) -> Value { ["name": .string(name), "value": .string(value)] }
    let words = size.name.split(separator: "_")
    var capabilities = [
      capability("vCPUs", String(size.processors)), capability("vCPUsAvailable", String(size.processors)),
      capability("MemoryGB", String(size.memoryGB)), capability("PremiumIO", "True"),
      capability("EphemeralOSDiskSupported", "True"),
      capability("CpuArchitectureType", "x64"), capability("LowPriorityCapable", "True"),
    ]
    if size.accelerators > 0 { capabilities.append(capability("GPUs", String(size.accelerators))) }
    return [
      "resourceType": "virtualMachines", "name": .string(size.name), "tier": "Standard",
      "size": .string(words.dropFirst().joined(separator: "_")), "family": .string(size.family),
      "locations": [.string(location)],
      "locationInfo": [["location": .string(location), "zones": ["1", "2", "3"], "zoneDetails": []]],
      "capabilities": .tuple(capabilities), "restrictions": [],
    ]
  }
}

/// How many virtual processors a subscription may use in a region, in all and of each family.
struct VCPUQuotas: Sendable {
  /// The names of the two limits that aren't of a family.
  static let regional = "cores"
  static let spot = "lowPriorityCores"

  /// What there is where nothing was set: more than any test needs.
  private static let plenty = 100_000

  let subscription: String
  let location: String

  static func key(_ location: String, _ family: String) -> String { "\(location):\(family)".lowercased() }

  static func title(_ family: String) -> String {
    switch family {
    case regional: "Total Regional vCPUs"
    case spot: "Total Regional Low-priority vCPUs"
    default: family + " vCPUs"
    }
  }

  func limit(_ family: String, _ cloud: SimulatedCloud) -> Int {
    cloud.quotas[Self.key(location, family)] ?? Self.plenty
  }

  /// The processors in use, by pools whose keys don't begin with the given one.
  func used(_ family: String, _ cloud: SimulatedCloud, butNot excluded: String? = nil) -> Int {
    let clusters = cloud.state.all(of: ContainerServiceProvider.clusterType).filter {
      $0.body["location"]?.stringValue == location
        && ResourceTarget(id: $0.id)?.subscription?.lowercased() == subscription.lowercased()
    }
    return clusters.flatMap { cloud.state.below($0.key) }.filter { pool in
      pool.type == ContainerServiceProvider.poolType && !(excluded.map { pool.key.hasPrefix($0) } ?? false)
    }.reduce(0) { $0 + Self.processors(of: $1.body["properties"] ?? [:], counting: family) }
  }

  /// The processors of a pool that count against a limit.
  private static func processors(of pool: Value, counting family: String) -> Int {
    guard let size = VirtualMachineSize.named(pool["vmSize"]?.stringValue ?? "") else { return 0 }
    let isSpot = pool["scaleSetPriority"] == "Spot"
    let counts = isSpot ? family == spot : family == regional || family == size.family
    return counts ? (pool["count"]?.intValue ?? 0) * size.processors : 0
  }

  /// Refuses pools for which the quota isn't enough; those whose keys begin with the given one are counted anew.
  func check(_ pools: [Value], inPlaceOf excluded: String, of what: String, _ cloud: SimulatedCloud) throws(Refusal) {
    guard !cloud.quotas.isEmpty else { return }
    for family in [Self.regional, Self.spot] + VirtualMachineSize.families {
      let requested = pools.reduce(0) { $0 + Self.processors(of: $1, counting: family) }
      guard requested > 0 else { continue }
      let remaining = limit(family, cloud) - used(family, cloud, butNot: excluded)
      guard requested > remaining else { continue }
      throw Refusal(
        400, "InsufficientVCPUQuota",
        "Preflight validation check for resource(s) for container service \(what) failed. Message: Insufficient "
          + "\(family == Self.regional ? "regional " : "")vcpu quota requested \(requested), remaining "
          + "\(max(0, remaining))\(family == Self.regional ? "" : " for family \(family)") for region \(location). If you "
          + "want to increase the quota, please follow this instruction: "
          + "https://learn.microsoft.com/azure/quotas/view-quotas. Surge nodes would also consume vcpu quota, please "
          + "consider use smaller maxSurge or use maxUnavailable to proceed upgrade without surge nodes, details: "
          + "aka.ms/aks/maxUnavailable."
      ).unwrapped
    }
  }
}
