import Resources
import Values

/// How a cluster lies in a network of the spec: its own ranges of addresses beside those of subnets, and its way out.
enum KubernetesPlacementRules {
  static func contradictions(among resources: PlannedResources) -> [(id: String, problem: ArgumentProblem)] {
    resources[kind: "azurerm_kubernetes_cluster"].filter(\.isChanged).flatMap { cluster in
      let given = GivenArguments(cluster.arguments)
      guard let subnet = given.block("default_node_pool")?.text("vnet_subnet_id"),
        given["network_profile"].isKnown
      else { return [(id: String, problem: ArgumentProblem)]() }
      let network = given.block("network_profile") ?? GivenArguments(.null(.dynamic), at: Self.place)
      let isNew = cluster.prior == nil
      return (overlaps(of: network, isNew: isNew, near: subnet, resources) + wayOut(of: network, subnet, resources))
        .map { (cluster.id, $0) }
    }
  }

  private static let place = ValuePath.argument("network_profile").appending(.index(0))

  // MARK: Ranges

  /// Ranges that a cluster has besides its nodes' addresses: what AKS takes where nobody says it, and for whom it is.
  /// <https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning>.
  private static let ranges = [
    (name: "service_cidr", list: "service_cidrs", usual: "10.0.0.0/16", whose: "The services'"),
    (name: "pod_cidr", list: "pod_cidrs", usual: "10.244.0.0/16", whose: "The pods'"),
  ]

  /// AKS refuses them with `ServiceCidrOverlapExistingSubnetsCidr` and `PodCidrOverlapExistingSubnetsCidr`.
  private static func overlaps(
    of network: GivenArguments, isNew: Bool, near subnet: String, _ resources: PlannedResources
  ) -> [ArgumentProblem] {
    let home = SubnetRules.network(of: subnet)
    let subnets = resources[kind: "azurerm_subnet"].filter { SubnetRules.network(of: $0.id) == home }
    return ranges.compactMap { name, list, usual, whose in
      // Without an overlay, pods have addresses of the subnet.
      if name == "pod_cidr", network.text("network_plugin") == "azure", network.lacks("network_plugin_mode") {
        return nil
      }
      let isUsual = isNew && network.lacks(name) && network.lacks(list)
      guard let range = (isUsual ? usual : network.text(name)).flatMap({ IPv4Range($0) }) else { return nil }
      for subnet in subnets {
        guard let other = SubnetRules.ranges(of: subnet.planned).first(where: range.overlaps) else { continue }
        return ArgumentProblem(
          at: network.path.appending(.member(name)), "Address ranges overlap",
          detail: "\(whose) addresses are \(range.text)\(isUsual ? ", since `\(name)` isn't set" : ""), and the subnet "
            + "`\(SubnetRules.name(of: subnet.id))` of the cluster's network has \(other.text).",
          hint: "set `\(name)` to a range that the network doesn't have")
      }
      return nil
    }
  }

  // MARK: The way out

  /// What leads out of a subnet of one's own.
  private struct Way {
    let what: String
    /// The kind that gives a subnet this way, and its argument that says what leads out.
    let association: String
    let argument: String
    /// The kind whose resources make that lead somewhere: their ids begin with its id.
    let ends: String
  }

  private static let ways = [
    "userAssignedNATGateway": Way(
      what: "NAT gateway", association: "azurerm_subnet_nat_gateway_association", argument: "nat_gateway_id",
      ends: "azurerm_nat_gateway_public_ip_association"),
    "userDefinedRouting": Way(
      what: "route table", association: "azurerm_subnet_route_table_association", argument: "route_table_id",
      ends: "azurerm_route"),
  ]

  /// AKS refuses a subnet without with `SubnetNotAssociatedWithNATGateway` and
  /// `ExistingRouteTableNotAssociatedWithSubnet`. Only of a new subnet is known that nobody else has given it one.
  private static func wayOut(
    of network: GivenArguments, _ id: String, _ resources: PlannedResources
  ) -> [ArgumentProblem] {
    guard let type = network.text("outbound_type"), let way = ways[type], let subnet = resources[id],
      subnet.prior == nil, !subnet.planned.isGiven("route_table_id_wo"),
      !resources[kind: way.association].contains(where: { association in
        association.arguments.text("subnet_id").map { $0.lowercased() == id.lowercased() } ?? true
      })
    else { return [] }
    return [
      network.missing(
        "outbound_type",
        "With `outbound_type = \"\(type)\"` nodes reach out through the \(way.what) of their subnet, and "
          + "`\(SubnetRules.name(of: id))` has none.", hint: "add an `\(way.association)`")
    ]
  }

  /// What gives the subnets of clusters or pools the way out that these count on: it comes first, or AKS refuses them, or
  /// their nodes find no way out.
  static func prerequisites(of users: [PlannedResource], _ resources: PlannedResources) -> [Prerequisite] {
    users.flatMap { user -> [Prerequisite] in
      let given = GivenArguments(user.arguments)
      let cluster = given.text("kubernetes_cluster_id").map { resources[$0]?.arguments ?? .null(.dynamic) }
      let nodes = cluster == nil ? given.block("default_node_pool") : given
      let network = GivenArguments(cluster ?? user.arguments).block("network_profile")
      guard let subnet = nodes?.text("vnet_subnet_id")?.lowercased(),
        let way = network?.text("outbound_type").flatMap({ ways[$0] })
      else { return [] }
      let associations = resources[kind: way.association].filter {
        $0.arguments.text("subnet_id")?.lowercased() == subnet
      }
      let gates = associations.compactMap { $0.arguments.text(way.argument)?.lowercased() }
      let ends = resources[kind: way.ends].filter { end in
        gates.contains { gate in ["/", "|"].contains { end.id.lowercased().hasPrefix(gate + $0) } }
      }
      return (associations + ends).map { Prerequisite($0.address, before: user.address) }
    }
  }
}
