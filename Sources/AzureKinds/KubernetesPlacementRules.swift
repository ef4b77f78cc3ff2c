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

  /// What a subnet of one's own has to have for a way out, and what gives it that.
  private static let ways = [
    "userAssignedNATGateway": (what: "NAT gateway", kind: "azurerm_subnet_nat_gateway_association"),
    "userDefinedRouting": (what: "route table", kind: "azurerm_subnet_route_table_association"),
  ]

  /// AKS refuses a subnet without with `SubnetNotAssociatedWithNATGateway` and
  /// `ExistingRouteTableNotAssociatedWithSubnet`. Only of a new subnet is known that nobody else has given it one.
  private static func wayOut(
    of network: GivenArguments, _ id: String, _ resources: PlannedResources
  ) -> [ArgumentProblem] {
    guard let type = network.text("outbound_type"), let way = ways[type], let subnet = resources[id],
      subnet.prior == nil, !subnet.planned.isGiven("route_table_id_wo"),
      !resources[kind: way.kind].contains(where: { association in
        association.arguments.text("subnet_id").map { $0.lowercased() == id.lowercased() } ?? true
      })
    else { return [] }
    return [
      network.missing(
        "outbound_type",
        "With `outbound_type = \"\(type)\"` nodes reach out through the \(way.what) of their subnet, and "
          + "`\(SubnetRules.name(of: id))` has none.",
        hint: "add an `\(way.kind)`, and have the cluster wait for it with `depends_on`")
    ]
  }
}
