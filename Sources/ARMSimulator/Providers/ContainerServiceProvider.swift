import Values

/// Managed clusters and their agent pools.
enum ContainerServiceProvider {
  static let types = [cluster, pool, maintenance]

  static let clusterType = "Microsoft.ContainerService/managedClusters"
  static let poolType = "Microsoft.ContainerService/managedClusters/agentPools"

  private static let versions = APIVersions(
    "2017-08-31", "2019-10-01", "2020-11-01", "2022-11-01", "2023-11-01", "2024-01-01", "2024-02-01", "2024-05-01",
    "2024-09-01", "2025-01-01", "2025-02-01", "2025-03-01", "2025-05-01", "2025-06-02-preview", "2025-07-01",
    "2025-08-01", "2025-10-01", "2026-02-01", "2026-04-01", "2026-06-01", "2026-08-01")

  /// The api-version from which unknown members are refused.
  private static let strictSince = "2024-01-01"

  private static let cluster: ResourceType = {
    var type = ResourceType(clusterType, versions)
    type.shownType = "Microsoft.ContainerService/ManagedClusters"
    type.schema = { ManagedClusterSchema.cluster }
    type.refusesUnknownSince = strictSince
    type.putMerges = true
    type.isValidName = { isValidName($0, lengthMax: 63, others: "-_") }
    type.create = .asynchronous(.seconds(300), .operation)
    type.update = .asynchronous(.seconds(120), .operation)
    type.delete = .asynchronous(.seconds(300), .both)
    type.etag = .topLevel
    type.immutable = [
      ["properties", "dnsPrefix"], ["properties", "fqdnSubdomain"], ["properties", "nodeResourceGroup"],
      ["properties", "enableRBAC"], ["properties", "diskEncryptionSetID"],
      ["properties", "networkProfile", "serviceCidr"], ["properties", "networkProfile", "dnsServiceIP"],
      ["properties", "networkProfile", "loadBalancerSku"], ["properties", "networkProfile", "ipFamilies"],
      ["properties", "networkProfile", "podCidr"], ["properties", "networkProfile", "podCidrs"],
      ["properties", "networkProfile", "serviceCidrs"],
      ["properties", "apiServerAccessProfile", "enablePrivateCluster"],
      ["properties", "apiServerAccessProfile", "privateDNSZone"], ["properties", "linuxProfile", "adminUsername"],
      ["properties", "linuxProfile", "ssh"], ["properties", "windowsProfile", "adminUsername"],
      ["properties", "networkProfile", "networkMode"], ["extendedLocation"],
    ]
    type.hooks.refusal = refusal
    type.hooks.immutableRefusal = immutableRefusal
    type.hooks.busy = { target, method, cloud in
      // A deletion takes the place of whatever runs.
      method == "DELETE" ? nil : busy(clusterKey: target.key, cloud)
    }
    type.hooks.prepare = { draft, cloud throws(Refusal) in try ManagedClusters.prepare(&draft, &cloud) }
    type.hooks.accepted = { draft, cloud in ManagedClusters.accepted(draft, &cloud) }
    type.hooks.completed = { cluster, cloud in ManagedClusters.completed(&cluster, &cloud) }
    type.hooks.deletionAccepted = { cluster, cloud in
      for var pool in cloud.state.below(cluster.key) where pool.type == poolType {
        pool.state = "Deleting"
        cloud.state[pool.key] = pool
      }
    }
    type.hooks.removed = { cluster, cloud in
      guard let name = cluster.body["properties", "nodeResourceGroup"]?.stringValue,
        let subscription = ResourceTarget(id: cluster.id)?.subscription,
        let group = cloud.group(name, in: subscription)
      else { return }
      cloud.remove(group)
    }
    type.hooks.shown = { cluster, body, call, cloud in ManagedClusters.shown(cluster, body, call, cloud) }
    type.hooks.actions = [
      "listclusterusercredential": { cluster, _, cloud throws(Refusal) in
        try ManagedClusters.credential("clusterUser", cluster)
      },
      "listclustermonitoringusercredential": { cluster, _, cloud throws(Refusal) in
        try ManagedClusters.credential("clusterMonitoringUser", cluster)
      },
      "listclusteradmincredential": { cluster, _, cloud throws(Refusal) in
        guard cluster.body["properties", "disableLocalAccounts"] != true else {
          throw Refusal(
            400, "BadRequest",
            "Getting static credential is not allowed because this cluster is set to disable "
              + "local accounts."
          ).unwrapped
        }
        return try ManagedClusters.credential("clusterAdmin", cluster)
      },
      "start": { cluster, call, cloud throws(Refusal) in
        try ManagedClusters.setPower("Running", "Starting", cluster, call, &cloud)
      },
      "stop": { cluster, call, cloud throws(Refusal) in
        try ManagedClusters.setPower("Stopped", "Stopping", cluster, call, &cloud)
      },
      "abort": { cluster, call, cloud throws(Refusal) in ManagedClusters.abort(cluster, call, &cloud) },
      "rotateclustercertificates": { cluster, call, cloud throws(Refusal) in
        try ManagedClusters.setPower("Running", "RotatingClusterCertificates", cluster, call, &cloud)
      },
    ]
    return type
  }()

  private static let pool: ResourceType = {
    var type = ResourceType(poolType, versions)
    type.schema = { AgentPoolSchema.pool }
    type.refusesUnknownSince = strictSince
    type.putMerges = true
    type.location = .none
    type.isTracked = false
    type.hasSystemData = false
    type.isValidName = { name in
      (1...12).contains(name.count) && name.first.map { ("a"..."z").contains($0) } ?? false
        && name.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
    }
    type.create = .asynchronous(.seconds(180), .operation)
    type.update = .asynchronous(.seconds(90), .operation)
    type.delete = .asynchronous(.seconds(180), .both)
    type.etag = .inProperties
    type.immutable = AgentPools.immutable.map { ["properties", $0] }
    type.hooks.refusal = refusal
    type.hooks.immutableRefusal = immutableRefusal
    // The GPU provisioner knows by these words that a pool is gone.
    type.hooks.missing = { target in
      Refusal(404, "NotFound", "Agent Pool not found: '\(target.name)'.").unwrapped
    }
    type.hooks.busy = { target, _, cloud in busy(clusterKey: target.parentKey, cloud) }
    type.hooks.prepare = { draft, cloud throws(Refusal) in try AgentPools.prepare(&draft, cloud) }
    type.hooks.checkDeletion = { pool, _, cloud throws(Refusal) in try AgentPools.checkDeletion(pool, cloud) }
    type.hooks.shown = { _, body, call, _ in AgentPoolSchema.pool.visible(body, version: call.apiVersion ?? "") }
    return type
  }()

  private static let maintenance: ResourceType = {
    var type = ResourceType(clusterType + "/maintenanceConfigurations", versions)
    type.schema = {
      Schema(
        """
        properties
          timeInWeek: any
          notAllowedTime: any
          maintenanceWindow
            schedule: any required
            durationHours: int 4...24 required
            utcOffset: string
            startDate: string
            startTime: string required
            notAllowedDates: any
        """)
    }
    type.location = .none
    type.isTracked = false
    type.hasState = false
    type.isValidName = {
      ["default", "aksmanagedautoupgradeschedule", "aksmanagednodeosupgradeschedule"].contains($0.lowercased())
    }
    type.refusesUnknownSince = strictSince
    type.hooks.refusal = refusal
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      let window = draft.body["properties", "maintenanceWindow"]
      let isDefault = draft.target.name.lowercased() == "default"
      guard isDefault == (window == nil) else {
        throw invalid(
          "properties.maintenanceWindow", "'\(draft.target.name)' has \(isDefault ? "none" : "to have one").")
      }
      if window == nil { return }
      draft.body.fill("properties", "maintenanceWindow", "utcOffset", with: "+00:00")
      draft.body.fill(
        "properties", "maintenanceWindow", "startDate", with: .string(String(draft.call.now.text().prefix(10))))
    }
    return type
  }()

  // MARK: - Contracts of both

  /// A cluster carries out one operation at a time, its own or one of a pool's.
  static func busy(clusterKey: String, _ cloud: SimulatedCloud) -> Refusal? {
    guard let operation = cloud.state.runningOperations(onOrBelow: clusterKey).first else { return nil }
    let resource = cloud.state[operation.resource]
    let state = resource?.state ?? "Updating"
    let what =
      operation.resource == clusterKey
      ? "operation (\(state))" : "agentpool operation (\(resource?.name ?? "") - \(state))"
    return Refusal(
      409, "OperationNotAllowed",
      "Operation is not allowed: Another \(what) is in progress, please wait for it to finish before starting a new "
        + "operation. See https://aka.ms/aks-pending-operation for more details")
  }

  static func invalid(_ path: String, _ reason: String) -> Refusal {
    Refusal(
      400, "InvalidParameter", "The value of parameter \(path) is invalid. Error details: \(reason)", target: path
    ).unwrapped
  }

  static func immutableRefusal(_ path: String) -> Refusal {
    Refusal(400, "PropertyChangeNotAllowed", "Changing property '\(path)' is not allowed.", target: path).unwrapped
  }

  private static func refusal(_ violation: Schema.Violation) -> Refusal {
    switch violation {
    case .unknown(let name, _):
      Refusal(
        400, "UnmarshalError",
        "UnmarshalEntity encountered error: json: unknown field \"\(name)\" Check that the field is in the right "
          + "location, is spelled correctly, and is supported in the API version. "
          + "Visit aka.ms/aks/apiversions for more API version information.."
      ).unwrapped
    case .mismatch(let path, let expected, let found):
      Refusal(
        400, "UnmarshalError",
        "UnmarshalEntity encountered error: json: cannot unmarshal \(found) into field \(path) of type \(expected)."
      ).unwrapped
    case .notOneOf(let allowed, let path, let value):
      invalid(path, "'\(value)' is not supported. Allowed values: \(allowed.joined(separator: ", ")).")
    case .outOfRange(let range, let path, let value):
      invalid(path, "\(value) is not from \(range.lowerBound) to \(range.upperBound).")
    case .badLength, .noMatch: Refusal.standard(violation).unwrapped
    case .missing(let path):
      Refusal(
        400, "InvalidParameter", "Required parameter \(path) is missing (null).", target: path
      ).unwrapped
    }
  }

  static func isValidName(_ name: String, lengthMax: Int, others: String) -> Bool {
    func isPlain(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber)
    }
    return (1...lengthMax).contains(name.count) && name.first.map(isPlain) ?? false
      && name.last.map(isPlain) ?? false && name.allSatisfy { isPlain($0) || others.contains($0) }
  }
}
