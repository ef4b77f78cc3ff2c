import Values

/// The contracts of virtual networks and their subnets.
enum VirtualNetworks {
  static let network: ResourceType = {
    var type = NetworkProvider.type(NetworkProvider.networkType, lengths: 2...64) { networkSchema }
    type.hooks.prepare = { draft, cloud throws(Refusal) in try prepareNetwork(&draft, cloud) }
    NetworkProvider.hold(
      .init(segment: "subnets", type: NetworkProvider.subnetType),
      .init(segment: "virtualNetworkPeerings", type: VirtualNetworkPeerings.peeringType, isWritten: false), in: &type)
    type.hooks.checkDeletion = { network, _, cloud throws(Refusal) in
      for subnet in subnets(of: network.key, cloud) { try checkUnused(subnet, cloud) }
    }
    return type
  }()

  static let subnet: ResourceType = {
    var type = NetworkProvider.childType(NetworkProvider.subnetType) {
      NetworkProvider.childSchema(subnetProperties)
    }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      guard let network = cloud.state[draft.target.parentKey] else { throw .noParent(draft.target) }
      let others = subnets(of: network.key, cloud).filter { $0.key != draft.key }
      let properties = try settled(
        draft.body["properties"] ?? [:], name: draft.target.name, id: draft.id, in: network.body,
        among: others.map { ($0.name, $0.body["properties"] ?? [:]) }, cloud)
      draft.body = ["properties": properties]
    }
    type.hooks.checkDeletion = { subnet, _, cloud throws(Refusal) in try checkUnused(subnet, cloud) }
    return type
  }()

  private static func subnets(of key: String, _ cloud: SimulatedCloud) -> [StoredResource] {
    cloud.state.below(key).filter { $0.type == NetworkProvider.subnetType }
  }

  // MARK: - Networks

  private static func prepareNetwork(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    if NetworkProvider.keepingAllButTags(&draft) { return }
    let given = try NetworkProvider.takeChildren("subnets", of: &draft)
    guard !prefixes(draft.body["properties", "addressSpace", "addressPrefixes"]).isEmpty else {
      throw Refusal(
        400, "InvalidRequestFormat", "A virtual network needs at least one address prefix.",
        target: "properties.addressSpace")
    }
    // A body without a subnet takes that away: what still uses it keeps the whole write from happening.
    for subnet in subnets(of: draft.key, cloud)
    where !given.contains(where: { $0.name.lowercased() == subnet.name.lowercased() }) {
      try checkUnused(subnet, cloud)
    }
    var before: [(name: String, properties: Value)] = []
    for child in given {
      let properties = try settled(
        child.properties, name: child.name, id: "\(draft.id)/subnets/\(child.name)", in: draft.body, among: before,
        cloud)
      before.append((child.name, properties))
      draft.children.append(Draft.Child(name: child.name, properties: properties))
    }
    draft.body.fill("properties", "resourceGuid", with: .string(draft.guid("network")))
    draft.body.fill("properties", "dhcpOptions", with: ["dnsServers": []])
    // Peerings are resources of their own, which a write of the network leaves as they are.
    draft.body["properties", "virtualNetworkPeerings"] = nil
    draft.body.fill("properties", "enableDdosProtection", with: false)
    draft.body.fill("properties", "privateEndpointVNetPolicies", with: "Disabled")
  }

  // MARK: - Subnets

  /// The properties of a subnet with what the provider adds.
  private static func settled(
    _ given: Value, name: String, id: String, in network: Value, among others: [(name: String, properties: Value)],
    _ cloud: SimulatedCloud
  ) throws(Refusal) -> Value {
    var properties = given
    try checkRanges(of: properties, name: name, in: network, among: others)
    // The answer has one prefix by itself.
    if let list = properties["addressPrefixes"]?.elements, list.count == 1 {
      properties["addressPrefix"] = list[0]
      properties["addressPrefixes"] = nil
    } else if properties["addressPrefixes"]?.elements?.isEmpty == false {
      properties["addressPrefix"] = nil
    }
    try NetworkProvider.settleReference(
      &properties, "networkSecurityGroup", to: NetworkProvider.groupType, from: id, cloud)
    try NetworkProvider.settleReference(&properties, "routeTable", to: NetworkProvider.tableType, from: id, cloud)
    try NetworkProvider.settleReference(&properties, "natGateway", to: NetworkProvider.gatewayType, from: id, cloud)
    properties["serviceEndpoints"] = .tuple(
      (properties["serviceEndpoints"]?.elements ?? []).map { endpoint in
        var endpoint = endpoint
        endpoint["provisioningState"] = "Succeeded"
        endpoint.fill("locations", with: [network["location"] ?? "centralus"])
        return endpoint
      })
    properties["delegations"] = .tuple(
      (properties["delegations"]?.elements ?? []).map { delegation in
        var delegation = delegation
        let name = delegation["name"]?.stringValue ?? ""
        delegation["id"] = .string("\(id)/delegations/\(name)")
        delegation["type"] = "Microsoft.Network/virtualNetworks/subnets/delegations"
        delegation["properties", "provisioningState"] = "Succeeded"
        delegation["properties", "actions"] = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
        return delegation
      })
    properties.fill("privateEndpointNetworkPolicies", with: "Disabled")
    properties.fill("privateLinkServiceNetworkPolicies", with: "Enabled")
    properties.fill("defaultOutboundAccess", with: true)
    return properties
  }

  private static func prefixes(_ value: Value?) -> [String] {
    (value?.elements ?? []).compactMap(\.stringValue)
  }

  /// The address prefixes of a subnet, from its properties.
  static func ranges(of properties: Value) -> [String] {
    let list = prefixes(properties["addressPrefixes"])
    return list.isEmpty ? [properties["addressPrefix"]?.stringValue].compactMap { $0 } : list
  }

  private static func checkRanges(
    of properties: Value, name: String, in network: Value, among others: [(name: String, properties: Value)]
  ) throws(Refusal) {
    let own = ranges(of: properties)
    guard !own.isEmpty else {
      throw Refusal(
        400, "InvalidRequestFormat", "The subnet '\(name)' needs an address prefix.",
        target: "properties.addressPrefix")
    }
    let space = prefixes(network["properties", "addressSpace", "addressPrefixes"]).compactMap(AddressRange.init)
    for text in own where !text.contains(":") {
      guard let range = AddressRange(text) else {
        throw Refusal(
          400, "InvalidCIDRNotation",
          "The address prefix \(text) in resource \(name) is not formatted correctly. It "
            + "should follow CIDR notation, for example 10.0.0.0/24.")
      }
      guard space.contains(where: { $0.contains(range) }) else {
        throw Refusal(
          400, "NetcfgInvalidSubnet",
          "Subnet '\(name)' is not valid because its IP address range is outside the IP "
            + "address range of virtual network '\(network["name"]?.stringValue ?? "")'.")
      }
      for other in others
      where ranges(of: other.properties).compactMap(AddressRange.init).contains(where: range.overlaps) {
        throw Refusal(
          400, "NetcfgSubnetRangesOverlap",
          "Subnet '\(name)' is not valid because its IP address range "
            + "overlaps with that of an existing subnet in virtual network '\(network["name"]?.stringValue ?? "")'.")
      }
    }
  }

  /// Nodes, private endpoints and servers keep their subnet from going.
  private static func checkUnused(_ subnet: StoredResource, _ cloud: SimulatedCloud) throws(Refusal) {
    let users =
      cloud.resources(of: ContainerServiceProvider.poolType, naming: subnet.key, at: "properties", "vnetSubnetID")
      + cloud.resources(of: PrivateEndpoints.endpointType, naming: subnet.key, at: "properties", "subnet")
      + cloud.resources(
        of: PostgreSQLProvider.serverType, naming: subnet.key, at: "properties", "network",
        "delegatedSubnetResourceId")
    let places = Frontends.ids(naming: subnet.key, as: "subnet", cloud)
    guard let first = (users.map(\.id) + places).first else { return }
    throw Refusal(
      400, "InUseSubnetCannotBeDeleted",
      "Subnet \(subnet.name) is in use by \(first) and cannot be deleted. In order to delete the subnet, delete all "
        + "the resources within the subnet. See aka.ms/deletesubnet.")
  }

  // MARK: - Bodies

  private static let subnetTables: [String: Schema] = [
    "reference": Schema(
      """
      id: string
      """),
    "endpoint": Schema(
      """
      service: string
      locations[]: string
      networkIdentifier: any
      provisioningState: any readOnly
      """),
    "delegation": Schema(
      """
      id: string
      name: string
      type: string
      etag: any readOnly
      properties
        serviceName: string
        actions: any readOnly
        provisioningState: any readOnly
      """),
  ]

  private static let subnetProperties = Schema(
    """
    addressPrefix: string
    addressPrefixes[]: string
    networkSecurityGroup: @reference
    routeTable: @reference
    natGateway: @reference
    serviceEndpoints[]: @endpoint
    serviceEndpointPolicies[]: @reference
    ipAllocations[]: @reference
    ipamPoolPrefixAllocations[]
      pool: @reference
      numberOfIpAddresses: string
      allocatedAddressPrefixes: any readOnly
    delegations[]: @delegation
    privateEndpointNetworkPolicies: Enabled|Disabled|NetworkSecurityGroupEnabled|RouteTableEnabled
    privateLinkServiceNetworkPolicies: Enabled|Disabled
    sharingScope: Tenant|DelegatedServices
    defaultOutboundAccess: bool
    ipConfigurations: any readOnly
    purpose: any readOnly
    provisioningState: any readOnly
    """, tables: subnetTables)

  private static let networkSchema = Schema(
    """
    location: string required
    tags{}: string
    etag: any readOnly
    extendedLocation: any
    properties
      resourceGuid: any readOnly
      provisioningState: any readOnly
      addressSpace
        addressPrefixes[]: string
        ipamPoolPrefixAllocations: any
      dhcpOptions
        dnsServers[]: string
      flowTimeoutInMinutes: int 4...30
      virtualNetworkPeerings[]: any
      subnets[]: @subnet
      enableDdosProtection: bool
      enableVmProtection: bool
      ddosProtectionPlan
        id: string
      bgpCommunities
        virtualNetworkCommunity: string
        regionalCommunity: any readOnly
      encryption
        enabled: bool
        enforcement: DropUnencrypted|AllowUnencrypted
      ipAllocations: any
      flowLogs: any readOnly
      privateEndpointVNetPolicies: Disabled|Basic
    """, tables: ["subnet": NetworkProvider.partSchema(subnetProperties)])
}

/// A range of IPv4 addresses in CIDR notation.
struct AddressRange {
  private let first: UInt32
  private let length: Int

  init?(_ text: String) {
    let sides = text.split(separator: "/", omittingEmptySubsequences: false)
    let bytes = sides[0].split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard sides.count == 2, bytes.count == 4, !bytes.contains(nil), let length = Int(sides[1]),
      (0...32).contains(length)
    else { return nil }
    let address = bytes.reduce(0 as UInt32) { $0 << 8 | UInt32($1 ?? 0) }
    self.length = length
    first = address & Self.mask(length)
    if first != address { return nil }
  }

  private static func mask(_ length: Int) -> UInt32 { length == 0 ? 0 : ~0 << UInt32(32 - length) }

  func contains(_ other: AddressRange) -> Bool {
    other.length >= length && other.first & Self.mask(length) == first
  }

  func overlaps(_ other: AddressRange) -> Bool { contains(other) || other.contains(self) }

  /// How many addresses of a subnet with this range others than Azure may have: it keeps the first four and the last.
  var usable: Int { max((1 << (32 - length)) - 5, 0) }

  /// One of these, by its number from 0.
  func usableAddress(_ number: Int) -> String {
    let address = first + UInt32(number + 4)
    return [24, 16, 8, 0].map { String(address >> $0 & 0xff) }.joined(separator: ".")
  }
}
