import Values

/// What AKS refuses of a cluster's addresses and of its way out, with the codes that it has for that.
///
/// The words for a DNS service outside of its range and for services over subnets are those of AKS's pages on
/// troubleshooting, those for a subnet without a gateway or a route table are what it answers.
enum ManagedClusterNetworks {
  /// - Parameters:
  ///   - network: the network profile, with what AKS fills in.
  ///   - pools: the properties of the cluster's pools.
  static func check(_ network: Value, pools: [Value], _ cloud: SimulatedCloud) throws(Refusal) {
    let services = try range("serviceCidr", shown: "serviceCIDR", of: network)
    let pods = try range("podCidr", shown: "podCIDR", of: network)
    try checkDNS(network, services)
    if let services, let pods, services.overlaps(pods) {
      throw refusal(
        "PodCidrOverlapServiceCidr",
        "The pod CIDR \(text("podCidr", of: network)) overlaps with the service CIDR \(text("serviceCidr", of: network)).",
        at: "podCIDR")
    }
    let homes = pools.compactMap { $0["vnetSubnetID"]?.stringValue }.map(ResourceIDs.key)
    for subnet in subnets(beside: homes, cloud) {
      for prefix in VirtualNetworks.ranges(of: subnet.body["properties"] ?? [:]) {
        guard let range = AddressRange(prefix) else { continue }
        if let services, services.overlaps(range) {
          throw refusal(
            "ServiceCidrOverlapExistingSubnetsCidr",
            "The specified service CIDR \(text("serviceCidr", of: network)) is conflicted with an existing subnet CIDR "
              + prefix, at: "serviceCIDR")
        }
        if let pods, pods.overlaps(range) {
          throw refusal(
            "PodCidrOverlapExistingSubnetsCidr",
            "The specified pod CIDR \(text("podCidr", of: network)) is conflicted with an existing subnet CIDR \(prefix)",
            at: "podCIDR")
        }
      }
    }
    try checkWayOut(network, homes: homes, isWithoutSubnet: homes.count < pools.count, cloud)
  }

  private static func text(_ name: String, of network: Value) -> String { network[name]?.stringValue ?? "" }

  private static func range(_ name: String, shown: String, of network: Value) throws(Refusal) -> AddressRange? {
    guard let text = network[name]?.stringValue else { return nil }
    guard let range = AddressRange(text) else { throw refusal("CidrStringParseError", "Cidr is invalid", at: shown) }
    return range
  }

  private static func checkDNS(_ network: Value, _ services: AddressRange?) throws(Refusal) {
    guard let address = network["dnsServiceIP"]?.stringValue else { return }
    guard let place = AddressRange(address + "/32") else {
      throw refusal("DnsServiceIpParseError", "The DNS service IP \(address) is invalid.", at: "dnsServiceIP")
    }
    guard services?.contains(place) ?? true else {
      throw refusal(
        "DnsServiceIpOutOfServiceCidr",
        "The DNS service IP \(address) is out of the range defined by service CIDR \(text("serviceCidr", of: network)).",
        at: "dnsServiceIP")
    }
  }

  /// All subnets of the networks that some subnets are in, those that aren't there left out.
  private static func subnets(beside homes: [String], _ cloud: SimulatedCloud) -> [StoredResource] {
    let networks = Set(homes.filter { cloud.state[$0] != nil }.compactMap { ResourceTarget(id: $0)?.parentKey })
    return networks.sorted().flatMap { cloud.state.below($0) }.filter { $0.type == NetworkProvider.subnetType }
  }

  private static func checkWayOut(
    _ network: Value, homes: [String], isWithoutSubnet: Bool, _ cloud: SimulatedCloud
  ) throws(Refusal) {
    let subnets = homes.compactMap { cloud.state[$0] }
    switch network["outboundType"]?.stringValue {
    case "userAssignedNATGateway":
      if isWithoutSubnet {
        throw refusal(
          "UserAssignedNATGatewayWithManagedVNetNotAllowed",
          "The outbound type userAssignedNATGateway needs a subnet of a custom virtual network for each agent pool.",
          at: "outboundType")
      }
      if let subnet = subnets.first(where: { $0.body["properties", "natGateway"].isAbsent }) {
        throw refusal(
          "SubnetNotAssociatedWithNATGateway",
          "Subnet '\(subnet.id)' must have a NAT gateway associated for outbound connection", at: "outboundType")
      }
    case "userDefinedRouting":
      if let subnet = subnets.first(where: { $0.body["properties", "routeTable"].isAbsent }) {
        throw refusal(
          "ExistingRouteTableNotAssociatedWithSubnet",
          "An existing route table has not been associated with subnet \(subnet.id). Please update the route table "
            + "association", at: "outboundType")
      }
    default: break
    }
  }

  private static func refusal(_ code: String, _ message: String, at member: String) -> Refusal {
    Refusal(400, code, message, target: "networkProfile." + member).unwrapped
  }
}
