import Values

/// The contracts of managed clusters.
enum ManagedClusters {
  static func prepare(_ draft: inout Draft, _ cloud: inout SimulatedCloud) throws(Refusal) {
    if draft.call.method == "PATCH", let existing = draft.existing {
      // AKS lets a PATCH change tags, and nothing else.
      let tags = draft.body["tags"]
      draft.body = existing.body
      draft.body["tags"] = tags
    }
    try checkRunning(draft.existing)
    draft.body["properties", "agentPoolProfiles"] = nil
    try checkIdentity(&draft, cloud)
    try checkVersion(&draft, supportedFrom: cloud.oldestKubernetes)
    ManagedClusterDefaults.addAutomatic(to: &draft.body)
    try checkNames(draft, cloud)
    try checkAddOns(draft, cloud)
    ManagedClusterCombinations.settleOutbound(&draft)
    try ManagedClusterCombinations.check(draft.body, pools: draft.request["properties", "agentPoolProfiles"])
    ManagedClusterDefaults.add(to: &draft)
    // A PATCH changes tags only and says nothing of pools.
    if draft.call.method == "PUT" {
      let pools = try pools(of: draft, cloud)
      draft.pools = pools
      try ManagedClusterNetworks.check(
        draft.body["properties", "networkProfile"] ?? [:], pools: pools.map(\.properties), cloud)
      try VCPUQuotas(subscription: draft.target.subscription ?? "", location: draft.body["location"]?.stringValue ?? "")
        .check(pools.map(\.properties), inPlaceOf: draft.key + "/agentpools/", of: draft.target.name, cloud)
      if pools.contains(where: { $0.properties["enableAutoScaling"] == true }) {
        ManagedClusterDefaults.addAutoScaler(to: &draft)
      }
    }
  }

  // MARK: - Checks

  private static func checkIdentity(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    let type = draft.body["identity", "type"]?.stringValue ?? "None"
    let clientID = draft.body["properties", "servicePrincipalProfile", "clientId"]?.stringValue
    switch type.lowercased() {
    case "systemassigned":
      draft.body["identity"] = [
        "type": "SystemAssigned", "principalId": .string(draft.guid("principal")),
        "tenantId": .string(Identifiers.tenant),
      ]
    case "userassigned":
      let given = draft.body["identity", "userAssignedIdentities"]?.names ?? []
      guard !given.isEmpty else {
        throw ContainerServiceProvider.invalid("identity", "A UserAssigned identity needs userAssignedIdentities.")
      }
      var found = Members()
      for id in given {
        guard let identity = cloud.state[ResourceIDs.key(id)],
          identity.type == "Microsoft.ManagedIdentity/userAssignedIdentities"
        else {
          throw Refusal(
            400, "FailedIdentityOperation", "The identity '\(id)' could not be found.", target: "identity"
          ).unwrapped
        }
        found[id] = [
          "principalId": identity.body["properties", "principalId"] ?? .null(.dynamic),
          "clientId": identity.body["properties", "clientId"] ?? .null(.dynamic),
        ]
      }
      draft.body["identity"] = ["type": "UserAssigned", "userAssignedIdentities": .object(found)]
    case "none" where clientID != nil && clientID != "msi": break
    default:
      throw ContainerServiceProvider.invalid(
        "identity", "'\(type)' isn't possible without a service principal; use SystemAssigned or UserAssigned.")
    }
  }

  /// - Parameter oldest: the oldest minor version that AKS supports.
  private static func checkVersion(_ draft: inout Draft, supportedFrom oldest: Int) throws(Refusal) {
    // The Azure CLI sends an empty text for the version that Azure takes by itself.
    if draft.body["properties", "kubernetesVersion"] == "" { draft.body["properties", "kubernetesVersion"] = nil }
    draft.body.fill("properties", "kubernetesVersion", with: .string(KubernetesVersion.standard.text))
    let text = draft.body["properties", "kubernetesVersion"]?.stringValue ?? ""
    guard let wanted = KubernetesVersion(text) else { throw KubernetesVersion.unsupported(text) }
    if let old = draft.existing?.body["properties", "currentKubernetesVersion"]?.stringValue,
      let current = KubernetesVersion(old)
    {
      guard wanted == current || current.upgrades(supportedFrom: oldest).contains(wanted) else {
        throw current.refusal(of: wanted, supportedFrom: oldest, target: "properties.kubernetesVersion")
      }
    } else if wanted.minor < oldest {
      throw KubernetesVersion.unsupported(text)
    }
    draft.body["properties", "currentKubernetesVersion"] = .string(wanted.text)
  }

  private static func checkNames(_ draft: Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    let prefix = draft.body["properties", "dnsPrefix"]?.stringValue
    let isPrivate = draft.body["properties", "fqdnSubdomain"]?.stringValue != nil
    guard let prefix else {
      if isPrivate || ManagedClusterDefaults.isAutomatic(draft.body) { return }
      throw Refusal(
        400, "InvalidParameter", "Required parameter properties.dnsPrefix is missing (null).",
        target: "properties.dnsPrefix"
      ).unwrapped
    }
    guard ContainerServiceProvider.isValidName(prefix, lengthMax: 54, others: "-") else {
      throw ContainerServiceProvider.invalid(
        "properties.dnsPrefix",
        "'\(prefix)' must have 1 to 54 letters, digits and hyphens, with none of the latter at "
          + "its ends.")
    }
    guard draft.isNew, let group = draft.body["properties", "nodeResourceGroup"]?.stringValue else { return }
    guard group.count <= 80 else {
      throw ContainerServiceProvider.invalid("properties.nodeResourceGroup", "It can have 80 characters at most.")
    }
    if cloud.group(group, in: draft.target.subscription ?? "") != nil {
      throw ContainerServiceProvider.invalid(
        "properties.nodeResourceGroup", "The resource group '\(group)' exists already.")
    }
  }

  private static func checkAddOns(_ draft: Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    let body = draft.body
    let hasIssuer = body["properties", "oidcIssuerProfile", "enabled"] == true
    if draft.existing?.body["properties", "oidcIssuerProfile", "enabled"] == true, !hasIssuer {
      throw Refusal(
        400, "OIDCIssuerFeatureCannotBeDisabled", "OIDC issuer feature cannot be disabled.",
        target: "properties.oidcIssuerProfile"
      ).unwrapped
    }
    if body["properties", "securityProfile", "workloadIdentity", "enabled"] == true, !hasIssuer {
      throw ContainerServiceProvider.invalid(
        "properties.securityProfile.workloadIdentity", "Workload identity requires the OIDC issuer to be enabled.")
    }
    if body["properties", "aiToolchainOperatorProfile", "enabled"] == true, !hasIssuer {
      throw ContainerServiceProvider.invalid(
        "properties.aiToolchainOperatorProfile", "The AI toolchain operator requires the OIDC issuer to be enabled.")
    }
    let hasMesh = try checkMesh(body)
    let subscription = draft.target.subscription ?? ""
    if body["properties", "ingressProfile", "gatewayAPI", "installation"] == "Standard" {
      guard Features.isRegistered("ManagedGatewayAPIPreview", of: "Microsoft.ContainerService", in: subscription, cloud)
      else { throw Features.notRegistered("ManagedGatewayAPIPreview", of: "Microsoft.ContainerService") }
      let routing = body[
        "properties", "ingressProfile", "webAppRouting", "gatewayAPIImplementations", "appRoutingIstio", "mode"]
      guard hasMesh || routing == "Enabled" else {
        throw ContainerServiceProvider.invalid(
          "properties.ingressProfile.gatewayAPI",
          "The managed Gateway API needs an implementation: the Istio add-on or application routing with Istio.")
      }
    }
    if body["tags", "EnableManagedGPUExperience"]?.stringValue?.lowercased() == "true",
      !Features.isRegistered(
        "ManagedGPUExperiencePreview", of: "Microsoft.ContainerService", in: subscription, cloud)
    {
      throw Features.notRegistered("ManagedGPUExperiencePreview", of: "Microsoft.ContainerService")
    }
    if body["sku", "tier"] == "Premium", body["properties", "supportPlan"] != "AKSLongTermSupport" {
      throw ContainerServiceProvider.invalid("sku.tier", "Premium needs the support plan AKSLongTermSupport.")
    }
  }

  /// Whether the Istio add-on is on.
  private static func checkMesh(_ body: Value) throws(Refusal) -> Bool {
    guard body["properties", "serviceMeshProfile", "mode"] == "Istio" else { return false }
    let revisions = body["properties", "serviceMeshProfile", "istio", "revisions"]?.elements ?? []
    for revision in revisions.compactMap(\.stringValue) {
      guard MeshRevision(revision) != nil else {
        throw ContainerServiceProvider.invalid(
          "properties.serviceMeshProfile.istio.revisions",
          "'\(revision)' is not supported. Allowed values: "
            + MeshRevision.all.map(\.text).joined(separator: ", ") + ".")
      }
    }
    guard revisions.count <= 2 else {
      throw ContainerServiceProvider.invalid(
        "properties.serviceMeshProfile.istio.revisions", "There can be two revisions at most, during an upgrade.")
    }
    return true
  }

  // MARK: - Pools

  /// The pools of a cluster's body, checked and completed; those that exist must all be there, and no others.
  private static func pools(of draft: Draft, _ cloud: SimulatedCloud) throws(Refusal) -> [Draft.Pool] {
    let path = "properties.agentPoolProfiles"
    let given = draft.request["properties", "agentPoolProfiles"]
    let own =
      draft.isNew && ManagedClusterDefaults.isAutomatic(draft.body) ? ManagedClusterDefaults.automaticPools : nil
    guard let profiles = (given ?? own)?.elements, !profiles.isEmpty else {
      throw Refusal(400, "InvalidParameter", "Required parameter \(path) is missing (null).", target: path).unwrapped
    }
    let existing = cloud.state.below(draft.key).filter { $0.type == ContainerServiceProvider.poolType }
    var found: [Draft.Pool] = []
    for (index, profile) in profiles.enumerated() {
      let name = profile["name"]?.stringValue ?? ""
      let place = "\(path)[\(index)]"
      guard Catalogue.type(named: ContainerServiceProvider.poolType)?.isValidName(name) ?? false,
        !found.contains(where: { $0.name == name })
      else {
        throw ContainerServiceProvider.invalid(
          place + ".name",
          "'\(name)' must be unique, start with a lower-case letter and have up to 12 letters and "
            + "digits.")
      }
      let old = existing.first { $0.name == name }
      if !draft.isNew, old == nil {
        throw Refusal(
          400, "InvalidParameter",
          "A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through managed "
            + "cluster operations. For agent pool specific change, please use per agent pool operations: "
            + "https://aka.ms/agent-pool-rest-api", target: path
        ).unwrapped
      }
      var properties = AgentPoolSchema.properties.writable(profile)
      if let old, let before = old.body["properties"] {
        let said = properties
        properties = AgentPoolSchema.properties.merged(properties, onto: before)
        AgentPools.dropBounds(from: &properties, said: said)
        for member in AgentPools.immutable where !(before[member].isAbsent && properties[member].isAbsent) {
          guard before[member]?.isSame(as: properties[member]) ?? false else {
            throw ContainerServiceProvider.immutableRefusal("agentPoolProfile." + member)
          }
        }
      } else {
        properties = properties.withoutNulls
      }
      try AgentPools.complete(
        &properties, name: name, cluster: draft.body, subscription: draft.target.subscription ?? "", path: place, cloud)
      found.append(Draft.Pool(name: name, properties: properties))
    }
    for pool in existing where !found.contains(where: { $0.name == pool.name }) {
      throw Refusal(
        400, "InvalidParameter",
        "The agent pool '\(pool.name)' is missing. Removing agent pools from an existing cluster is not allowed "
          + "through managed cluster operations. For agent pool specific change, please use per agent pool operations: "
          + "https://aka.ms/agent-pool-rest-api", target: path
      ).unwrapped
    }
    guard found.contains(where: { $0.properties["mode"] == "System" }) else {
      throw ContainerServiceProvider.invalid(path, "There must be at least one System pool.")
    }
    return found
  }

  // MARK: - What comes with a cluster

  static func accepted(_ draft: Draft, _ cloud: inout SimulatedCloud) {
    for pool in draft.pools {
      let key = draft.key + "/agentpools/" + pool.name
      if var existing = cloud.state[key] {
        guard existing.body["properties"] != pool.properties else { continue }
        existing.body["properties"] = pool.properties
        existing.revision += 1
        existing.body["properties", "eTag"] = .string(existing.guid("etag \(existing.revision)"))
        existing.changed = draft.call.now
        cloud.state[key] = existing
      } else {
        var properties = pool.properties
        properties["provisioningState"] = "Creating"
        cloud.place(
          id: draft.id + "/agentPools/" + pool.name, type: ContainerServiceProvider.poolType,
          body: ["properties": properties], at: draft.call.now)
      }
    }
    placeNodeGroup(draft, &cloud)
  }

  /// The group of the nodes, with the identities that the cluster and its add-ons work under.
  private static func placeNodeGroup(_ draft: Draft, _ cloud: inout SimulatedCloud) {
    guard let name = draft.body["properties", "nodeResourceGroup"]?.stringValue else { return }
    let location = draft.body["location"] ?? .null(.dynamic)
    let group = "/subscriptions/\(draft.target.subscription ?? "")/resourceGroups/\(name)"
    var body: Value = [
      "location": location, "managedBy": .string(draft.id), "properties": ["provisioningState": "Succeeded"],
    ]
    body["tags"] = draft.body["tags"]
    cloud.place(id: group, type: "Microsoft.Resources/resourceGroups", body: body, at: draft.call.now)
    var identities = [(draft.target.name + "-agentpool", "kubelet")]
    if draft.body["properties", "aiToolchainOperatorProfile", "enabled"] == true {
      identities.append(("ai-toolchain-operator-" + draft.target.name, "ai-toolchain-operator"))
    }
    for (name, purpose) in identities {
      cloud.place(
        id: group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + name,
        type: "Microsoft.ManagedIdentity/userAssignedIdentities",
        body: ManagedIdentityProvider.identityBody(["location": location], uid: draft.guid(purpose)),
        at: draft.call.now)
    }
  }

  /// What is known only once the cluster runs.
  static func completed(_ cluster: inout StoredResource, _ cloud: inout SimulatedCloud) {
    ManagedClusterDefaults.addLateMembers(to: &cluster)
    for var pool in cloud.state.below(cluster.key) where pool.type == ContainerServiceProvider.poolType {
      guard pool.state != "Succeeded" else { continue }
      pool.state = "Succeeded"
      cloud.state[pool.key] = pool
    }
  }

  // MARK: - What clients see

  static func shown(_ cluster: StoredResource, _ body: Value, _ call: Call, _ cloud: SimulatedCloud) -> Value {
    var body = body
    let pools = cloud.state.below(cluster.key).filter { $0.type == ContainerServiceProvider.poolType }
    body["properties", "agentPoolProfiles"] = .tuple(
      pools.map { pool in
        var profile = pool.body["properties"] ?? [:]
        profile["name"] = .string(pool.name)
        return profile
      })
    let version = call.apiVersion ?? ""
    // Seen in that version on clusters that never had the add-on.
    if version.hasPrefix("2026-06-01"), body["properties", "azureMonitorProfile"] != nil {
      body["properties", "azureMonitorProfile", "containerInsights"] = [
        "enabled": false, "logAnalyticsWorkspaceResourceId": "",
      ]
    }
    return ManagedClusterSchema.cluster.visible(body, version: version)
  }

  // MARK: - Actions

  /// Starts or stops a cluster, which takes as long as an update.
  static func setPower(
    _ power: String, _ state: String, _ cluster: StoredResource, _ call: Call, _ cloud: inout SimulatedCloud
  ) throws(Refusal) -> Answer {
    if let refusal = ContainerServiceProvider.busy(clusterKey: cluster.key, cloud) { throw refusal }
    guard let type = Catalogue.type(named: cluster.type) else { throw .noRoute(call.path) }
    cloud.rewrite(cluster.key, at: call.now) { changed in
      changed.body["properties", "powerState"] = ["code": .string(power)]
      changed.state = state
    }
    let operation = cloud.start(.write, on: cluster, lasting: .seconds(120), call)
    return Answer(202, headers: cloud.pollHeaders(operation, .both, cluster, type, call))
  }

  /// Ends what runs on a cluster, which is left as it is.
  static func abort(_ cluster: StoredResource, _ call: Call, _ cloud: inout SimulatedCloud) -> Answer {
    let running = cloud.state.runningOperations(onOrBelow: cluster.key)
    cloud.cancelOperations(onOrBelow: cluster.key, at: call.now)
    for operation in running {
      cloud.rewrite(operation.resource, at: call.now) { $0.state = "Canceled" }
    }
    return Answer(204)
  }

  static func checkRunning(_ cluster: StoredResource?) throws(Refusal) {
    guard let cluster, cluster.body["properties", "powerState", "code"] == "Stopped" else { return }
    throw Refusal(
      409, "OperationNotAllowed",
      "managed cluster is in (Stopped) state, please start it first before other operations."
    ).unwrapped
  }

  /// A kubeconfig with credentials that open nothing.
  static func credential(_ name: String, _ cluster: StoredResource) throws(Refusal) -> Answer {
    guard let host = cluster.body["properties", "fqdn"]?.stringValue else {
      throw Refusal(
        409, "OperationNotAllowed", "The cluster '\(cluster.name)' is still being created and has no credentials yet.")
    }
    let place = "\(ResourceTarget(id: cluster.id)?.group ?? "")_\(cluster.name)"
    let user = "\(name)_\(place)"
    let key = Base64.text(Array("simulated key \(cluster.guid(name))".utf8))
    let certificate = Base64.text(Array("simulated certificate \(cluster.guid(name + " certificate"))".utf8))
    let authority = Base64.text(Array("simulated authority \(cluster.guid("authority"))".utf8))
    let config = """
      apiVersion: v1
      clusters:
      - cluster:
          certificate-authority-data: \(authority)
          server: https://\(host):443
        name: \(cluster.name)
      contexts:
      - context:
          cluster: \(cluster.name)
          user: \(user)
        name: \(cluster.name)
      current-context: \(cluster.name)
      kind: Config
      preferences: {}
      users:
      - name: \(user)
        user:
          client-certificate-data: \(certificate)
          client-key-data: \(key)
          token: \(Identifiers.hex(for: cluster.uid + name, count: 128))

      """
    return Answer(
      200, ["kubeconfigs": [["name": .string(name), "value": .string(Base64.text(Array(config.utf8)))]]])
  }
}
