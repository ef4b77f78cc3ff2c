import Values

/// Private endpoints with the network interfaces that Azure makes for them, and their groups of DNS zones.
enum PrivateEndpoints {
  static let types = [endpoint, zoneGroup, interface]

  static let endpointType = "Microsoft.Network/privateEndpoints"
  private static let interfaceType = "Microsoft.Network/networkInterfaces"

  private static let endpoint: ResourceType = {
    var type = NetworkProvider.type(endpointType) { endpointSchema }
    type.create = .asynchronous(.seconds(45), .operation)
    type.immutable = [["properties", "subnet", "id"], ["properties", "customNetworkInterfaceName"]]
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      if NetworkProvider.keepingAllButTags(&draft) { return }
      var subnet: Value = ["subnet": draft.body["properties", "subnet"] ?? .null(.dynamic)]
      try NetworkProvider.settleReference(
        &subnet, "subnet", to: NetworkProvider.subnetType, from: draft.id, cloud)
      guard let subnet = subnet["subnet"], !subnet.isNull else {
        throw Refusal(
          400, "PrivateEndpointMustHaveSubnet", "The private endpoint \(draft.id) needs a subnet.",
          target: "properties.subnet")
      }
      draft.body["properties", "subnet"] = subnet
      try connect(&draft, cloud)
      let chosen = draft.body["properties", "customNetworkInterfaceName"]?.stringValue ?? ""
      let card = chosen.isEmpty ? "\(draft.target.name).nic.\(draft.guid("card"))" : chosen
      let scope = draft.target.scope
      draft.body["properties", "networkInterfaces"] = [
        ["id": .string("\(scope)/providers/\(interfaceType)/\(card)")]
      ]
      draft.body.fill("properties", "resourceGuid", with: .string(draft.guid("endpoint")))
      draft.body.fill("properties", "customNetworkInterfaceName", with: "")
      draft.body.fill("properties", "ipConfigurations", with: [])
      draft.body.fill("properties", "customDnsConfigs", with: [])
      draft.body.fill("properties", "ipVersionType", with: "IPv4")
      draft.body.fill("properties", "isIPv6EnabledPrivateEndpoint", with: false)
    }
    type.hooks.accepted = { draft, cloud in
      guard let id = draft.body["properties", "networkInterfaces"]?.elements?.first?["id"]?.stringValue else { return }
      let subnet = draft.body["properties", "subnet"]
      let address = address(of: draft.target.key, in: subnet?["id"]?.stringValue ?? "", cloud)
      cloud.place(
        id: id, type: interfaceType,
        body: [
          "location": draft.body["location"] ?? .null(.dynamic),
          "properties": [
            "provisioningState": "Succeeded", "resourceGuid": .string(draft.guid("card")),
            "privateEndpoint": ["id": .string(draft.id)], "nicType": "Standard",
            "ipConfigurations": [
              [
                "name": "privateEndpointIpConfig", "id": .string(id + "/ipConfigurations/privateEndpointIpConfig"),
                "properties": [
                  "privateIPAddress": .string(address), "privateIPAllocationMethod": "Dynamic", "primary": true,
                  "subnet": subnet ?? .null(.dynamic),
                  "provisioningState": "Succeeded",
                ],
              ]
            ],
          ],
        ], at: draft.call.now)
    }
    type.hooks.completed = { endpoint, cloud in
      let card = endpoint.body["properties", "networkInterfaces"]?.elements?.first?["id"]?.stringValue ?? ""
      let address = cloud.state[ResourceIDs.key(card)]?
        .body["properties", "ipConfigurations"]?.elements?.first?["properties"]?["privateIPAddress"]
      endpoint.body["properties", "customDnsConfigs"] = .tuple(
        hosts(of: endpoint.body, cloud).map { host in
          ["fqdn": .string(host), "ipAddresses": .tuple(address.map { [$0] } ?? [])]
        })
    }
    type.hooks.removed = { endpoint, cloud in
      let card = endpoint.body["properties", "networkInterfaces"]?.elements?.first?["id"]?.stringValue ?? ""
      if let card = cloud.state[ResourceIDs.key(card)] { cloud.remove(card) }
    }
    return type
  }()

  /// A free address of a subnet for the interface of an endpoint. It goes by the endpoint's id: the order in which a
  /// client's parallel requests come is chance, so it must not show.
  private static func address(of endpoint: String, in subnet: String, _ cloud: SimulatedCloud) -> String {
    let texts = VirtualNetworks.ranges(of: cloud.state[ResourceIDs.key(subnet)]?.body["properties"] ?? [:])
    guard let range = texts.lazy.compactMap(AddressRange.init).first, range.usable > 0 else { return "10.0.0.4" }
    let taken = Set(
      cloud.state.all(of: interfaceType).compactMap { other -> String? in
        let configuration = other.body["properties", "ipConfigurations"]?.elements?.first?["properties"]
        guard ResourceIDs.key(configuration?["subnet", "id"]?.stringValue ?? "") == ResourceIDs.key(subnet) else {
          return nil
        }
        return configuration?["privateIPAddress"]?.stringValue
      })
    let start = Int(Identifiers.hex(for: "address \(endpoint)", count: 8), radix: 16) ?? 0
    let addresses = (0..<range.usable).lazy.map { range.usableAddress((start + $0) % range.usable) }
    return addresses.first { !taken.contains($0) } ?? range.usableAddress(start % range.usable)
  }

  /// The public names of what an endpoint leads to.
  private static func hosts(of endpoint: Value, _ cloud: SimulatedCloud) -> [String] {
    let lists = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"]
    let connections = lists.flatMap { endpoint["properties", $0]?.elements ?? [] }
    return connections.compactMap { connection in
      let id = connection["properties"]?["privateLinkServiceId"]?.stringValue ?? ""
      guard let target = cloud.state[ResourceIDs.key(id)] else { return nil }
      let part = connection["properties"]?["groupIds"]?.elements?.first?.stringValue ?? ""
      if let url = target.body["properties", "primaryEndpoints", part]?.stringValue {
        return String(url.split(separator: "/").last ?? "")
      }
      let names = ["fullyQualifiedDomainName", "loginServer", "privateFQDN"]
      return names.lazy.compactMap { target.body["properties", $0]?.stringValue }.first ?? target.name
    }
  }

  /// Fills the states of the connections, whose targets must be there: those that are made by hand wait for approval.
  private static func connect(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    var count = 0
    for (list, state) in [
      ("privateLinkServiceConnections", "Approved"), ("manualPrivateLinkServiceConnections", "Pending"),
    ] {
      var settled: [Value] = []
      for var connection in draft.body["properties", list]?.elements ?? [] {
        let id = connection["properties"]?["privateLinkServiceId"]?.stringValue ?? ""
        guard cloud.state[ResourceIDs.key(id)] != nil else { throw NetworkProvider.missing(id, from: draft.id) }
        let name = connection["name"]?.stringValue ?? ""
        connection["id"] = .string("\(draft.id)/\(list)/\(name)")
        connection["type"] = .string("\(endpointType)/\(list)")
        connection["etag"] = .string("W/\"\(draft.guid("connection \(name)"))\"")
        connection["properties", "provisioningState"] = "Succeeded"
        connection.fill(
          "properties", "privateLinkServiceConnectionState",
          with: [
            "status": .string(state), "description": state == "Approved" ? "Auto-Approved" : "Awaiting approval",
            "actionsRequired": "None",
          ])
        settled.append(connection)
      }
      draft.body["properties", list] = .tuple(settled)
      count += settled.count
    }
    guard count > 0 else {
      throw Refusal(
        400, "PrivateEndpointMustHaveConnection", "The private endpoint \(draft.id) needs a connection.",
        target: "properties.privateLinkServiceConnections")
    }
  }

  private static let zoneGroup: ResourceType = {
    var type = NetworkProvider.childType(endpointType + "/privateDnsZoneGroups") { zoneGroupSchema }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      var settled: [Value] = []
      for var config in draft.body["properties", "privateDnsZoneConfigs"]?.elements ?? [] {
        let id = config["properties"]?["privateDnsZoneId"]?.stringValue ?? ""
        guard let zone = cloud.state[ResourceIDs.key(id)] else { throw NetworkProvider.missing(id, from: draft.id) }
        config["properties", "privateDnsZoneId"] = .string(zone.id)
        let name = config["name"]?.stringValue ?? ""
        config["id"] = .string("\(draft.id)/privateDnsZoneConfigs/\(name)")
        let endpoint = cloud.state[draft.target.parentKey]?.body ?? [:]
        config["properties", "recordSets"] = .tuple(
          (endpoint["properties", "customDnsConfigs"]?.elements ?? []).map { record($0, in: zone.name) })
        settled.append(config)
      }
      draft.body["properties", "privateDnsZoneConfigs"] = .tuple(settled)
    }
    return type
  }()

  /// The record of one of the endpoint's names in a zone.
  private static func record(_ config: Value, in zone: String) -> Value {
    let label = String((config["fqdn"]?.stringValue ?? "").prefix { $0 != "." })
    return [
      "recordType": "A", "recordSetName": .string(label), "fqdn": .string("\(label).\(zone)"), "ttl": 10,
      "provisioningState": "Succeeded", "ipAddresses": config["ipAddresses"] ?? [],
    ]
  }

  /// Interfaces are made by what needs them and can only be read here.
  private static let interface: ResourceType = {
    var type = NetworkProvider.type(interfaceType) { interfaceSchema }
    type.hooks.busy = { target, method, _ in .notAllowed(method, target.key) }
    return type
  }()

  // MARK: - Bodies, after Azure's published types of api-version 2025-01-01

  private static let endpointSchema = Schema(
    """
    etag: any readOnly
    extendedLocation
      name: string
      type: EdgeZone|
    location: string
    properties
      applicationSecurityGroups[]
        etag: any readOnly
        id: string
        location: string
        name: any readOnly
        properties: any readOnly
        tags{}: string
        type: any readOnly
      resourceGuid: any readOnly
      ipVersionType: IPv4|IPv6|DualStack
      isIPv6EnabledPrivateEndpoint: any readOnly
      customDnsConfigs[]
        fqdn: string
        ipAddresses[]: string
      customNetworkInterfaceName: string
      ipConfigurations[]
        etag: any readOnly
        name: string
        properties
          groupId: string
          memberName: string
          privateIPAddress: string
        type: any readOnly
      manualPrivateLinkServiceConnections[]
        etag: any readOnly
        id: string
        name: string
        properties
          groupIds[]: string
          privateLinkServiceConnectionState
            actionsRequired: string
            description: string
            status: string
          privateLinkServiceId: string
          provisioningState: any readOnly
          requestMessage: string
        type: any readOnly
      networkInterfaces: any readOnly
      privateLinkServiceConnections[]
        etag: any readOnly
        id: string
        name: string
        properties
          groupIds[]: string
          privateLinkServiceConnectionState
            actionsRequired: string
            description: string
            status: string
          privateLinkServiceId: string
          provisioningState: any readOnly
          requestMessage: string
        type: any readOnly
      provisioningState: any readOnly
      subnet
        id: string
    tags{}: string
    """)

  private static let zoneGroupSchema = Schema(
    """
    etag: any readOnly
    properties
      privateDnsZoneConfigs[]
        id: any readOnly
        name: string
        properties
          privateDnsZoneId: string
          recordSets: any readOnly
      provisioningState: any readOnly
    """)

  private static let interfaceSchema = Schema(
    """
    location: string
    tags{}: string
    etag: any readOnly
    properties: any
    """)
}
