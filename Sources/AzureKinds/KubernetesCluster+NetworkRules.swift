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

  private static func addressProblems(with network: GivenArguments) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let (dns, services) = (network.text("dns_service_ip"), network.text("service_cidr"))
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

/// A range of IPv4 addresses, as `10.0.0.0/16` says it.
struct IPv4Range {
  let first: UInt32
  private let count: UInt64

  /// Nil for anything else, an IPv6 range included.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = Self.address(String(parts[0])), let bits = Int(parts[1]),
      (0...32).contains(bits)
    else { return nil }
    count = 1 << UInt64(32 - bits)
    first = UInt32(UInt64(address) / count * count)
  }

  static func address(_ text: String) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard parts.count == 4 else { return nil }
    var address: UInt32 = 0
    for part in parts {
      guard let part else { return nil }
      address = address << 8 | UInt32(part)
    }
    return address
  }

  func contains(_ address: UInt32) -> Bool { address >= first && UInt64(address - first) < count }
}
