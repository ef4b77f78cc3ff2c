import Resources
import Values

/// What holds between the arguments about the cluster's network.
extension KubernetesCluster {
  static func networkProblems(with cluster: GivenArguments, _ pool: GivenArguments?) -> [ArgumentProblem] {
    guard let network = cluster.block("network_profile") else { return [] }
    return pluginProblems(with: network, pool) + addressProblems(with: network)
      + outboundProblems(with: network, cluster, pool)
  }

  private static func pluginProblems(with network: GivenArguments, _ pool: GivenArguments?) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let isNotAzure = network.isNone(of: "azure", at: "network_plugin")
    let isOverlay = network.text("network_plugin_mode") == "overlay"
    let azureOnly = "set `network_plugin = \"azure\"`"
    if isOverlay, isNotAzure {
      problems.append(
        network.clash("network_plugin_mode", "Azure CNI Overlay is a mode of the plugin `azure`.", hint: azureOnly))
    }
    if network.has("network_mode"), isNotAzure {
      problems.append(network.clash("network_mode", "`network_mode` is for the plugin `azure`.", hint: azureOnly))
    }
    switch network.text("network_policy") {
    case "azure" where isNotAzure:
      problems.append(
        network.clash("network_policy", "Azure's network policies need the plugin `azure`.", hint: azureOnly))
    case "cilium" where network.isNone(of: "cilium", at: "network_data_plane"):
      problems.append(
        network.clash(
          "network_policy", "Cilium's network policies need its data plane.",
          hint: "set `network_data_plane = \"cilium\"`"))
    default: break
    }
    if network.text("network_data_plane") == "cilium" {
      if isNotAzure {
        problems.append(
          network.clash("network_data_plane", "Cilium's data plane needs the plugin `azure`.", hint: azureOnly))
      } else if !isOverlay, network["network_plugin_mode"].isKnown, pool?.lacks("pod_subnet_id") == true {
        problems.append(
          network.clash(
            "network_data_plane", "Cilium's data plane needs an overlay, or a subnet for the pods.",
            hint: "set `network_plugin_mode = \"overlay\"`, or `pod_subnet_id` of the default pool"))
      }
      if let policy = network.text("network_policy"), policy != "cilium" {
        problems.append(
          network.clash(
            "network_policy", "With Cilium's data plane, Cilium enforces network policies.",
            hint: "set `network_policy = \"cilium\"`"))
      }
    }
    if let advanced = network.block("advanced_networking") {
      if advanced.isOff("observability_enabled"), advanced.isOff("security_enabled") {
        problems.append(
          advanced.missing(
            "observability_enabled", "At least one of `observability_enabled` and `security_enabled` must be true.",
            hint: "leave out the block for neither"))
      }
      if advanced.isOn("security_enabled"), network.isNone(of: "cilium", at: "network_data_plane") {
        problems.append(
          advanced.clash(
            "security_enabled", "Policies by host name and protocol need Cilium's data plane.",
            hint: "set `network_data_plane = \"cilium\"`"))
      }
    }
    return problems
  }

  /// What neither services nor pods can have:
  /// <https://learn.microsoft.com/azure/aks/azure-cni-overlay#ip-address-planning>.
  private static let reservedRanges = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"]

  private static func addressProblems(with network: GivenArguments) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let list = network["service_cidrs"].elements?.compactMap(\.stringValue) ?? []
    let (dns, services) = (
      network.text("dns_service_ip"), network.text("service_cidr") ?? list.first { IPv4Range($0) != nil }
    )
    if network.has("dns_service_ip"), network.lacks("service_cidr"), network.lacks("service_cidrs") {
      problems.append(
        network.clash(
          "dns_service_ip", "It is one of the services' addresses, so these must be set, too.",
          hint: "set `service_cidr`"))
    }
    if network.has("service_cidr"), network.lacks("dns_service_ip") {
      problems.append(
        network.clash(
          "service_cidr", "The DNS service needs an address among these.",
          hint: "set `dns_service_ip`, for instance to the tenth address"))
    }
    // Where nobody says one, AKS takes the tenth address of the range that it takes where nobody says that.
    if network.lacks("service_cidr"), network.lacks("dns_service_ip"), let services,
      let range = IPv4Range(services), let usual = IPv4Range.address("10.0.0.10"), !range.contains(usual)
    {
      problems.append(
        network.clash(
          "service_cidrs", "The DNS service needs an address among these.",
          hint: "set `dns_service_ip`, for instance to the tenth address"))
    }
    if let dns, let services, let range = IPv4Range(services) {
      if let address = IPv4Range.address(dns), range.contains(address) {
        if address - range.first <= 1 {
          problems.append(
            network.invalid(
              "dns_service_ip", "The first addresses of \(services) are Kubernetes' own; it is \"\(dns)\".",
              hint: "use the tenth"))
        }
      } else {
        problems.append(network.invalid("dns_service_ip", "It must lie within \(services); it is \"\(dns)\"."))
      }
    }
    for name in ["service_cidr", "pod_cidr"] {
      guard let range = network.text(name).flatMap({ IPv4Range($0) }),
        let reserved = reservedRanges.lazy.compactMap({ IPv4Range($0) }).first(where: range.overlaps)
      else { continue }
      problems.append(
        network.invalid(
          name, "AKS keeps \(reserved.text) to itself, and \(range.text) overlaps with that.",
          hint: "choose another range"))
    }
    if let services = services.flatMap({ IPv4Range($0) }),
      let pods = network.text("pod_cidr").flatMap({ IPv4Range($0) }),
      services.overlaps(pods)
    {
      problems.append(
        network.clash(
          "pod_cidr",
          "Pods and services need addresses of their own, and \(pods.text) overlaps with \(services.text), "
            + "which is where services are."))
    }
    for name in ["pod_cidr", "pod_cidrs"]
    where network.has(name) && network.text("network_plugin") == "azure"
      && network.isNone(of: "overlay", at: "network_plugin_mode")
    {
      problems.append(
        network.clash(
          name, "With the plugin `azure` and no overlay, pods have addresses of the virtual network.",
          hint: "set `network_plugin_mode = \"overlay\"`, or leave it out"))
    }
    return problems
  }

  /// The ways to the internet, and what each is set by.
  private static func outboundProblems(
    with network: GivenArguments, _ cluster: GivenArguments, _ pool: GivenArguments?
  ) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let way = network.text("outbound_type")
    if let balancer = network.block("load_balancer_profile") {
      if way.map({ $0 != "loadBalancer" }) ?? false {
        problems.append(
          network.clash("load_balancer_profile", "It is for `outbound_type = \"loadBalancer\"`."))
      }
      if network.text("load_balancer_sku")?.lowercased() == "basic" {
        problems.append(network.clash("load_balancer_profile", "It is for the standard load balancer."))
      }
      problems += balancer.exclusive("managed_outbound_ip_count", "outbound_ip_address_ids", "outbound_ip_prefix_ids")
    }
    if network.has("nat_gateway_profile"), network.isNone(of: "managedNATGateway", at: "outbound_type") {
      problems.append(
        network.clash("nat_gateway_profile", "It is for `outbound_type = \"managedNATGateway\"`."))
    }
    if let way, ["userDefinedRouting", "userAssignedNATGateway"].contains(way), pool?.lacks("vnet_subnet_id") == true {
      problems.append(
        network.clash(
          "outbound_type", "`\(way)` is the way out of a subnet of one's own.",
          hint: "set `vnet_subnet_id` of the default pool"))
    }
    if way == "none",
      cluster.block("bootstrap_profile").map({ $0.isNone(of: "Cache", at: "artifact_source") })
        ?? cluster.lacks("bootstrap_profile")
    {
      problems.append(
        network.clash(
          "outbound_type", "Nodes without a way to the internet fetch what they need from a registry.",
          hint: "add a `bootstrap_profile` block with `artifact_source = \"Cache\"`"))
    }
    return problems
  }
}
