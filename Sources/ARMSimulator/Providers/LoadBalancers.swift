import Values

/// Load balancers: one document each, in which the pools and the NAT rules are resources of their own.
enum LoadBalancers {
  static let types = [balancer, pool, natRule]

  static let balancerType = "Microsoft.Network/loadBalancers"

  private static let balancer: ResourceType = {
    var type = NetworkProvider.type(balancerType) { balancerSchema }
    type.create = .asynchronous(.seconds(10), .operation)
    type.immutable = [["sku", "name"], ["sku", "tier"]]
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      if NetworkProvider.keepingAllButTags(&draft) { return }
      draft.body.fill("sku", "name", with: "Standard")
      draft.body.fill("sku", "tier", with: "Regional")
      draft.body.fill("properties", "resourceGuid", with: .string(draft.guid("balancer")))
      try checkFrontends(of: draft)
      for segment in childSegments {
        draft.children += try NetworkProvider.takeChildren(segment, of: &draft).map { child in
          Draft.Child(name: child.name, properties: completed(child.properties, segment), segment: segment)
        }
      }
      let children = draft.children.map { "\(draft.id)/\($0.segment ?? "")/\($0.name)" }
      try NamedParts.settle(&draft, parts, adding: defaults, besides: children, cloud)
      settleFrontends(of: &draft)
      settlePools(of: &draft)
    }
    NetworkProvider.hold(
      .init(segment: "backendAddressPools", type: pool.name), .init(segment: "inboundNatRules", type: natRule.name),
      in: &type
    ) { _, body, _ in
      for list in ["frontendIPConfigurations", "probes"] {
        body["properties", list] = .tuple(
          (body["properties", list]?.elements ?? []).map { part in
            var part = part
            part["properties"] = showing(users(of: part["id"]?.stringValue ?? "", in: body), in: part["properties"])
            return part
          })
      }
    }
    return type
  }()

  // MARK: - Children

  private static let childSegments = ["backendAddressPools", "inboundNatRules"]

  private static let pool = child("backendAddressPools") { NetworkProvider.childSchema(poolProperties) }
  private static let natRule = child("inboundNatRules") { NetworkProvider.childSchema(natRuleProperties) }

  private static func child(_ segment: String, _ schema: @escaping @Sendable () -> Schema) -> ResourceType {
    var type = NetworkProvider.childType("\(balancerType)/\(segment)", schema)
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      guard let balancer = cloud.state[draft.target.parentKey] else { throw .noParent(draft.target) }
      draft.body["properties"] = completed(draft.body["properties"] ?? [:], segment)
      let known = partIDs(of: balancer, cloud)
      try NamedParts.checkReferences(in: draft.body["properties"] ?? [:], of: balancer.id, known, cloud)
    }
    type.hooks.checkDeletion = { child, _, cloud throws(Refusal) in
      guard let parent = ResourceTarget(id: child.id)?.parentKey, let balancer = cloud.state[parent] else { return }
      let users = users(of: child.id, in: whole(balancer, cloud)).flatMap(\.ids)
      guard users.isEmpty else {
        throw Refusal(
          400, "InUseByOther",
          "Resource \(child.id) cannot be deleted because it is in use by the following resources: "
            + users.joined(separator: ", ") + ".")
      }
    }
    type.hooks.shown = { child, body, _, cloud in
      guard let parent = ResourceTarget(id: child.id)?.parentKey, let balancer = cloud.state[parent] else {
        return body
      }
      var body = body
      let whole = whole(balancer, cloud)
      body["properties"] = showing(users(of: child.id, in: whole), in: body["properties"])
      showPorts(of: child.id, in: &body, by: whole["properties", "inboundNatRules"]?.elements ?? [])
      return body
    }
    return type
  }

  /// The body of a load balancer with its children in it.
  private static func whole(_ balancer: StoredResource, _ cloud: SimulatedCloud) -> Value {
    var body = balancer.body
    for segment in childSegments {
      let children = cloud.state.below(balancer.key).filter { $0.type == "\(balancerType)/\(segment)" }
      body["properties", segment] = .tuple(
        children.map { ["id": .string($0.id), "properties": $0.body["properties"] ?? [:]] })
    }
    return body
  }

  private static func partIDs(of balancer: StoredResource, _ cloud: SimulatedCloud) -> Set<String> {
    let body = whole(balancer, cloud)
    return Set(
      (parts + childSegments).flatMap { body["properties", $0]?.elements ?? [] }
        .compactMap { $0["id"]?.stringValue.map(ResourceIDs.key) })
  }

  /// The rules that name a part, by the lists that they stand in.
  private static func users(of id: String, in body: Value) -> [(list: String, ids: [String])] {
    ["inboundNatRules", "loadBalancingRules", "outboundRules"].compactMap { list in
      let users = (body["properties", list]?.elements ?? []).filter { names($0["properties"] ?? [:], id) }
      return users.isEmpty ? nil : (list, users.compactMap { $0["id"]?.stringValue })
    }
  }

  private static func names(_ value: Value, _ id: String) -> Bool {
    if value["id"]?.stringValue.map(ResourceIDs.key) == ResourceIDs.key(id) { return true }
    return (value.elements ?? value.members?.values.map { $0 } ?? []).contains { names($0, id) }
  }

  private static func showing(_ users: [(list: String, ids: [String])], in properties: Value?) -> Value {
    var properties = properties ?? [:]
    for (list, ids) in users { properties[list] = .tuple(ids.map { ["id": .string($0)] }) }
    return properties
  }

  /// NAT rules for a pool give each of its addresses a port of their own, one after another from the first of their
  /// range on, as the pool's addresses show.
  private static func showPorts(of pool: String, in body: inout Value, by rules: [Value]) {
    let addresses = body["properties", "loadBalancerBackendAddresses"]?.elements ?? []
    let own = rules.filter { names($0["properties", "backendAddressPool"] ?? .null(.dynamic), pool) }
    guard !addresses.isEmpty, !own.isEmpty else { return }
    body["properties", "loadBalancerBackendAddresses"] = .tuple(
      addresses.enumerated().map { index, address in
        var address = address
        address["properties", "inboundNatRulesPortMapping"] = .tuple(
          own.map { rule in
            let start = rule["properties", "frontendPortRangeStart"]?.intValue ?? 0
            return [
              "inboundNatRuleName": .string(rule["id"]?.stringValue?.split(separator: "/").last.map(String.init) ?? ""),
              "protocol": rule["properties", "protocol"] ?? "Tcp",
              "frontendPort": .number(start + index), "backendPort": rule["properties", "backendPort"] ?? 0,
            ]
          })
        return address
      })
  }

  // MARK: - Parts

  /// The lists of named parts that a document has, besides its children.
  private static let parts = [
    "frontendIPConfigurations", "inboundNatPools", "loadBalancingRules", "outboundRules", "probes",
  ]

  /// What the provider adds to parts that leave it out.
  private static let defaults: [String: [(String, Value)]] = [
    "frontendIPConfigurations": [("privateIPAllocationMethod", "Dynamic")],
    "inboundNatRules": [("enableFloatingIP", false), ("enableTcpReset", false), ("idleTimeoutInMinutes", 4)],
    "loadBalancingRules": [
      ("enableFloatingIP", false), ("enableTcpReset", false), ("idleTimeoutInMinutes", 4),
      ("loadDistribution", "Default"), ("disableOutboundSnat", false),
    ],
    "outboundRules": [("enableTcpReset", false), ("idleTimeoutInMinutes", 4)],
    "probes": [
      ("intervalInSeconds", 15), ("numberOfProbes", 2), ("probeThreshold", 1),
      ("noHealthyBackendsBehavior", "AllProbedDown"),
    ],
  ]

  private static func completed(_ given: Value, _ segment: String) -> Value {
    var properties = given
    for (member, value) in defaults[segment] ?? [] { properties.fill(member, with: value) }
    return properties
  }

  private static func checkFrontends(of draft: Draft) throws(Refusal) {
    let frontends = draft.body["properties", "frontendIPConfigurations"]?.elements ?? []
    if frontends.isEmpty, draft.existing?.body["properties", "frontendIPConfigurations"]?.elements?.isEmpty == false {
      throw Refusal(
        400, "DeletingAllFrontendsNotSupported", "Deleting all frontendIPConfigs from load balancer is not supported.",
        target: "properties.frontendIPConfigurations")
    }
    let before = draft.existing?.body["properties", "frontendIPConfigurations"]?.elements ?? []
    for frontend in frontends {
      let name = frontend["name"]?.stringValue ?? ""
      let sources = ["subnet", "publicIPAddress", "publicIPPrefix"].filter { frontend["properties", $0] != nil }
      guard sources.count == 1 else {
        throw Refusal(
          400, "LoadBalancerFrontendNeedsOneAddress",
          "Frontend \(name) of \(draft.id) must have exactly one of subnet, publicIPAddress and publicIPPrefix.",
          target: "properties.frontendIPConfigurations")
      }
      if let old = before.first(where: { $0["name"] == frontend["name"] }),
        CanonicalZones.of(old) != CanonicalZones.of(frontend)
      {
        throw Refusal(
          400, "ResourceAvailabilityZonesCannotBeModified",
          "Frontend \(name) of \(draft.id) has availability zones that cannot be changed.",
          target: "properties.frontendIPConfigurations")
      }
    }
  }

  private enum CanonicalZones {
    static func of(_ part: Value) -> [String] { (part["zones"]?.elements ?? []).compactMap(\.stringValue).sorted() }
  }

  /// Private frontends get an address.
  private static func settleFrontends(of draft: inout Draft) {
    var frontends = draft.body["properties", "frontendIPConfigurations"]?.elements ?? []
    for index in frontends.indices where frontends[index]["properties", "subnet"] != nil {
      frontends[index].fill("properties", "privateIPAddress", with: .string("10.0.0.\(index + 4)"))
      frontends[index].fill("properties", "privateIPAddressVersion", with: "IPv4")
    }
    draft.body["properties", "frontendIPConfigurations"] = .tuple(frontends)
  }

  /// Rules show their pool by itself and in a list.
  private static func settlePools(of draft: inout Draft) {
    var rules = draft.body["properties", "loadBalancingRules"]?.elements ?? []
    for index in rules.indices {
      if let pool = rules[index]["properties"]?["backendAddressPool"], !pool.isNull {
        rules[index]["properties", "backendAddressPools"] = [pool]
      } else if let pools = rules[index]["properties"]?["backendAddressPools"]?.elements, pools.count == 1 {
        rules[index]["properties", "backendAddressPool"] = pools[0]
      }
    }
    draft.body["properties", "loadBalancingRules"] = .tuple(rules)
  }

  // MARK: - Bodies, after Azure's published types of api-version 2025-01-01

  private static let tables: [String: Schema] = [
    "reference": Schema(
      """
      id: string
      """)
  ]

  private static let poolProperties = Schema(
    """
    location: string
    tunnelInterfaces[]
      port: int
      identifier: int
      protocol: None|Native|VXLAN
      type: None|Internal|External
    loadBalancerBackendAddresses[]
      name: string
      properties
        virtualNetwork: @reference
        subnet: @reference
        ipAddress: string
        networkInterfaceIPConfiguration: any readOnly
        loadBalancerFrontendIPConfiguration: @reference
        inboundNatRulesPortMapping: any readOnly
        adminState: None|Up|Down
    backendIPConfigurations: any readOnly
    loadBalancingRules: any readOnly
    outboundRule: any readOnly
    outboundRules: any readOnly
    inboundNatRules: any readOnly
    provisioningState: any readOnly
    drainPeriodInSeconds: int
    virtualNetwork: @reference
    syncMode: Automatic|Manual
    """, tables: tables)

  private static let natRuleProperties = Schema(
    """
    frontendIPConfiguration: @reference
    backendIPConfiguration: any readOnly
    protocol: Udp|Tcp|All
    frontendPort: int 0...65535
    backendPort: int 0...65535
    idleTimeoutInMinutes: int 4...30
    enableFloatingIP: bool
    enableTcpReset: bool
    frontendPortRangeStart: int 0...65535
    frontendPortRangeEnd: int 0...65535
    backendAddressPool: @reference
    provisioningState: any readOnly
    """, tables: tables)

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
      backendAddressPools[]: @pool
      frontendIPConfigurations[]
        id: string
        name: string
        type: string
        etag: any readOnly
        zones[]: string
        properties
          inboundNatRules: any readOnly
          inboundNatPools: any readOnly
          outboundRules: any readOnly
          loadBalancingRules: any readOnly
          privateIPAddress: string
          privateIPAllocationMethod: Static|Dynamic
          privateIPAddressVersion: IPv4|IPv6
          subnet: @reference
          publicIPAddress: @reference
          publicIPPrefix: @reference
          gatewayLoadBalancer: @reference
          provisioningState: any readOnly
      inboundNatPools[]
        id: string
        name: string
        type: string
        etag: any readOnly
        properties: any
      inboundNatRules[]: @natRule
      loadBalancingRules[]
        id: string
        name: string
        type: string
        etag: any readOnly
        properties
          frontendIPConfiguration: @reference
          backendAddressPool: @reference
          backendAddressPools[]: @reference
          probe: @reference
          protocol: Udp|Tcp|All|Quic required
          loadDistribution: Default|SourceIP|SourceIPProtocol
          frontendPort: int 0...65534 required
          backendPort: int 0...65535
          idleTimeoutInMinutes: int 4...100
          enableFloatingIP: bool
          enableTcpReset: bool
          disableOutboundSnat: bool
          enableConnectionTracking: bool
          provisioningState: any readOnly
      outboundRules[]
        id: string
        name: string
        type: string
        etag: any readOnly
        properties
          allocatedOutboundPorts: int 0...64000
          frontendIPConfigurations[]: @reference
          backendAddressPool: @reference
          protocol: Tcp|Udp|All required
          enableTcpReset: bool
          idleTimeoutInMinutes: int 4...120
          provisioningState: any readOnly
      probes[]
        id: string
        name: string
        type: string
        etag: any readOnly
        properties
          loadBalancingRules: any readOnly
          protocol: Http|Tcp|Https required
          port: int 1...65535 required
          intervalInSeconds: int 5...2147483646
          noHealthyBackendsBehavior: AllProbedDown|AllProbedUp
          numberOfProbes: int
          probeThreshold: int 1...100
          requestPath: string
          provisioningState: any readOnly
    """,
    tables: tables.merging([
      "pool": NetworkProvider.partSchema(poolProperties), "natRule": NetworkProvider.partSchema(natRuleProperties),
    ]) { first, _ in first })
}
