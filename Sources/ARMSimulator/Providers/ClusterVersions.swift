import Values

/// The versions of Kubernetes and of the service mesh that the simulated AKS offers, and what can be upgraded to what.
enum ClusterVersions {
  static let questions: [String: Questions.Answering] = [
    "GET microsoft.containerservice/locations/kubernetesversions": { _, _, cloud throws(Refusal) in
      let supported = KubernetesVersion.minors.filter { $0 >= cloud.oldestKubernetes }
      return Answer(200, ["values": .tuple(supported.map { minorBody($0, cloud) })])
    },
    "GET microsoft.containerservice/locations/meshrevisionprofiles": { call, target, _ throws(Refusal) in
      try oneOrAll(call, target) { ["meshRevisions": .tuple(MeshRevision.all.map(\.body))] }
    },
    "GET microsoft.containerservice/managedclusters/meshupgradeprofiles": { call, target, cloud throws(Refusal) in
      let cluster = try cluster(target, cloud)
      return try oneOrAll(call, target) { meshUpgrade(cluster) }
    },
    "GET microsoft.containerservice/managedclusters/upgradeprofiles": { call, target, cloud throws(Refusal) in
      Answer(200, named(call, target, clusterUpgrade(try cluster(target, cloud), cloud)))
    },
    "GET microsoft.containerservice/managedclusters/agentpools/upgradeprofiles": {
      call, target, cloud throws(Refusal) in
      guard let pool = cloud.state[target.parentKey] else { throw .noParent(target) }
      return Answer(200, named(call, target, poolUpgrade(pool, in: try cluster(target, cloud), cloud)))
    },
    "GET microsoft.containerservice/managedclusters/availableagentpoolversions": {
      call, target, cloud throws(Refusal) in
      let control = version(of: try cluster(target, cloud))
      let versions = KubernetesVersion.all.filter { $0 <= control }
      return Answer(
        200,
        named(
          call, target,
          [
            "agentPoolVersions": .tuple(
              versions.map { ["kubernetesVersion": .string($0.text), "default": .bool($0 == control)] })
          ]))
    },
  ]

  private static func cluster(_ target: ResourceTarget, _ cloud: SimulatedCloud) throws(Refusal) -> StoredResource {
    let segments = target.key.split(separator: "/")
    let end = segments.firstIndex(of: "managedclusters").map { $0 + 2 } ?? 0
    guard let cluster = cloud.state[segments.prefix(end).map { "/" + $0 }.joined()] else {
      throw .noResource(target)
    }
    return cluster
  }

  private static func named(_ call: Call, _ target: ResourceTarget, _ properties: Value) -> Value {
    [
      "id": .string(call.path), "name": .string(target.isCollection ? "default" : target.name),
      "type": .string(target.namespace + "/" + target.types.joined(separator: "/")), "properties": properties,
    ]
  }

  /// The profile of Istio, alone or in a list of one.
  private static func oneOrAll(_ call: Call, _ target: ResourceTarget, _ properties: () -> Value) throws(Refusal)
    -> Answer
  {
    var profile = named(call, target, properties())
    profile["name"] = "istio"
    guard target.isCollection else {
      guard target.name.lowercased() == "istio" else { throw .noResource(target) }
      return Answer(200, profile)
    }
    profile["id"] = .string(call.path + "/istio")
    return Answer(200, ["value": [profile]])
  }

  // MARK: - Kubernetes

  private static func version(of cluster: StoredResource) -> KubernetesVersion {
    let text = cluster.body["properties", "currentKubernetesVersion"]?.stringValue
    return text.flatMap(KubernetesVersion.init) ?? .standard
  }

  private static func upgrades(
    from version: KubernetesVersion, upTo newest: KubernetesVersion? = nil, _ cloud: SimulatedCloud
  ) -> [Value] {
    version.upgrades(supportedFrom: cloud.oldestKubernetes)
      .filter { other in newest.map { other <= $0 } ?? true }.map { .string($0.text) }
  }

  private static func minorBody(_ minor: Int, _ cloud: SimulatedCloud) -> Value {
    let patches = KubernetesVersion.all.filter { $0.minor == minor }
    return [
      "version": .string("1.\(minor)"), "isPreview": .null(.dynamic),
      "isDefault": minor == KubernetesVersion.standard.minor ? true : .null(.dynamic),
      "capabilities": ["supportPlan": ["KubernetesOfficial", "AKSLongTermSupport"]],
      "patchVersions": .object(Members(patches.map { ($0.text, ["upgrades": .tuple(upgrades(from: $0, cloud))]) })),
    ]
  }

  private static func clusterUpgrade(_ cluster: StoredResource, _ cloud: SimulatedCloud) -> Value {
    func profile(_ version: KubernetesVersion, _ upgrades: [Value]) -> Value {
      [
        "kubernetesVersion": .string(version.text), "osType": "Linux",
        "upgrades": .tuple(upgrades.map { ["kubernetesVersion": $0] }),
      ]
    }
    let control = version(of: cluster)
    let pools = cloud.state.below(cluster.key).filter { $0.type == ContainerServiceProvider.poolType }
    return [
      "controlPlaneProfile": profile(control, upgrades(from: control, cloud)),
      "agentPoolProfiles": .tuple(
        pools.map { pool in
          let text = pool.body["properties", "currentOrchestratorVersion"]?.stringValue
          let version = text.flatMap(KubernetesVersion.init) ?? control
          var body = profile(version, upgrades(from: version, cloud))
          body["name"] = .string(pool.name)
          return body
        }),
    ]
  }

  private static func poolUpgrade(_ pool: StoredResource, in cluster: StoredResource, _ cloud: SimulatedCloud) -> Value
  {
    let control = version(of: cluster)
    let text = pool.body["properties", "currentOrchestratorVersion"]?.stringValue
    let version = text.flatMap(KubernetesVersion.init) ?? control
    return [
      "kubernetesVersion": .string(version.text), "osType": pool.body["properties", "osType"] ?? "Linux",
      "upgrades": .tuple(upgrades(from: version, upTo: control, cloud).map { ["kubernetesVersion": $0] }),
      "latestNodeImageVersion": pool.body["properties", "nodeImageVersion"] ?? .null(.dynamic),
    ]
  }

  // MARK: - Mesh

  private static func meshUpgrade(_ cluster: StoredResource) -> Value {
    let revisions = cluster.body["properties", "serviceMeshProfile", "istio", "revisions"]?.elements ?? []
    let current = revisions.compactMap(\.stringValue).compactMap(MeshRevision.init).last
    return current?.body ?? [:]
  }
}

/// A revision of the Istio add-on, `asm-1-28` for instance.
struct MeshRevision: Sendable {
  /// The minor versions of Istio that are offered.
  private static let offered = 26...29

  private let minor: Int

  static let all = offered.map(MeshRevision.init(minor:))

  private init(minor: Int) {
    self.minor = minor
  }

  /// Nil for what isn't offered.
  init?(_ text: String) {
    guard text.hasPrefix("asm-1-"), let minor = Int(text.dropFirst(6)), Self.offered.contains(minor) else { return nil }
    self.minor = minor
  }

  var text: String { "asm-1-\(minor)" }

  /// The revision with those that it can be upgraded to and the versions of Kubernetes that it works with.
  var body: Value {
    let newer = Self.all.filter { $0.minor > minor && $0.minor <= minor + 2 }
    return [
      "revision": .string(text), "upgrades": .tuple(newer.map { .string($0.text) }),
      "compatibleWith": [
        ["name": "kubernetes", "versions": .tuple(KubernetesVersion.minors.map { .string("1.\($0)") })]
      ],
    ]
  }
}
