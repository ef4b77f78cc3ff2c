import Resources
import Values

/// What holds between the cluster's arguments, and what a plan has to know besides.
extension KubernetesCluster {
  static func problems(with arguments: Value) -> [ArgumentProblem] {
    let cluster = GivenArguments(arguments)
    let pool = cluster.block("default_node_pool")
    var problems =
      formerProblems(with: cluster) + namingProblems(with: cluster) + nodeGroupProblems(with: cluster)
      + accessProblems(with: cluster)
    problems += networkProblems(with: cluster, pool) + addOnProblems(with: cluster, pool)
    problems += maintenanceProblems(with: cluster) + KubernetesVersionRules.problems(with: cluster, pool)
    if let pool { problems += NodePoolRules.problems(with: pool, isDefault: true) }
    return problems
  }

  private static func namingProblems(with cluster: GivenArguments) -> [ArgumentProblem] {
    guard cluster["dns_prefix"].isNull == cluster["dns_prefix_private_cluster"].isNull, cluster["dns_prefix"].isKnown,
      cluster["dns_prefix_private_cluster"].isKnown
    else { return [] }
    return [
      cluster.clash("dns_prefix", "Exactly one of `dns_prefix` and `dns_prefix_private_cluster` must be set.")
    ]
  }

  /// Azure puts the node group's name together from three others, and takes no more than 80 characters.
  private static func nodeGroupProblems(with cluster: GivenArguments) -> [ArgumentProblem] {
    guard cluster["node_resource_group"].isNull, let group = cluster.text("resource_group_name"),
      let name = cluster.text("name"), let location = cluster.text("location")
    else { return [] }
    let made = "MC_\(group)_\(name)_\(Comparison.location.canonical(.string(location)).stringValue ?? location)"
    guard made.count > 80 else { return [] }
    return [
      ArgumentProblem(
        at: .argument("name"), "Name too long",
        detail:
          "The group for the cluster's nodes would be called `\(made)`; that is \(made.count) characters, and Azure "
          + "takes 80.",
        hint: "set `node_resource_group` to a shorter name")
    ]
  }

  // MARK: Add-ons and tiers

  /// What needs something else of the cluster. Azure would say so after minutes.
  private static func addOnProblems(with cluster: GivenArguments, _ pool: GivenArguments?) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    for name in ["workload_identity_enabled", "ai_toolchain_operator_enabled"]
    where cluster.isOn(name) && cluster.isOff("oidc_issuer_enabled") {
      problems.append(
        cluster.clash(
          name, "`\(name)` needs the cluster's OIDC issuer.", hint: "set `oidc_issuer_enabled = true`"))
    }
    if gatewayAPIInstallation(in: cluster.value)?.stringValue == "Standard", cluster.lacks("service_mesh_profile"),
      cluster.lacks("web_app_routing")
    {
      problems.append(
        cluster.clash(
          "ingress_profile",
          "The Gateway API needs something in the cluster that implements it, such as the Istio service mesh.",
          hint: "add a `service_mesh_profile` block"))
    }
    if cluster.isOn("cost_analysis_enabled"), cluster.isNone(of: "Standard", "Premium", at: "sku_tier") {
      problems.append(
        cluster.clash(
          "cost_analysis_enabled", "`cost_analysis_enabled` needs a paid tier.", hint: "set `sku_tier = \"Standard\"`"))
    }
    problems += tierProblems(with: cluster)
    if let gateway = cluster.block("ingress_application_gateway") {
      let names = ["gateway_id", "subnet_cidr", "subnet_id"]
      problems += gateway.exclusive("gateway_id", "subnet_cidr", "subnet_id")
      if names.allSatisfy(gateway.lacks) {
        problems.append(
          gateway.missing(
            "gateway_id",
            "An application gateway is one that is there, or one to make in a subnet: one of `gateway_id`, "
              + "`subnet_cidr` and `subnet_id` must be set."))
      }
    }
    if let mesh = cluster.block("service_mesh_profile"), let revisions = mesh["revisions"].elements, revisions.count > 2
    {
      problems.append(mesh.invalid("revisions", "There are two revisions at most, during a canary upgrade."))
    }
    if let bootstrap = cluster.block("bootstrap_profile"), bootstrap.has("container_registry_id"),
      bootstrap.isNone(of: "Cache", at: "artifact_source")
    {
      problems.append(
        bootstrap.clash("container_registry_id", "A registry is used with `artifact_source = \"Cache\"`."))
    }
    if let routing = cluster.block("web_app_routing") {
      let ids = (routing["dns_zone_ids"].elements ?? []).compactMap(\.stringValue)
      problems += ids.filter { !isZone($0) }.prefix(1).map { id in
        routing.invalid("dns_zone_ids", "Each is the id of a DNS zone, public or private; one is \"\(id)\".")
      }
    }
    if let authorities = cluster["custom_ca_trust_certificates_base64"].elements, authorities.count > 10 {
      problems.append(
        cluster.invalid(
          "custom_ca_trust_certificates_base64", "There are 10 certificates at most; there are \(authorities.count)."))
    }
    return problems + provisioningProblems(with: cluster, pool)
  }

  private static func isZone(_ id: String) -> Bool {
    let types = id.lowercased().split(separator: "/").dropLast()
    return types.suffix(2).elementsEqual(["microsoft.network", "dnszones"])
      || types.suffix(2).elementsEqual(["microsoft.network", "privatednszones"])
  }

  private static func tierProblems(with cluster: GivenArguments) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let isPremium = cluster.text("sku_tier") == "Premium"
    let isLongTerm = cluster.text("support_plan") == "AKSLongTermSupport"
    if isPremium, !isLongTerm, cluster["support_plan"].isKnown {
      problems.append(
        cluster.clash(
          "sku_tier", "The tier Premium is the one with long-term support.",
          hint: "set `support_plan = \"AKSLongTermSupport\"`, or the tier to Standard"))
    }
    if isLongTerm, !isPremium, cluster["sku_tier"].isKnown {
      problems.append(
        cluster.clash(
          "support_plan", "Long-term support needs the tier Premium.", hint: "set `sku_tier = \"Premium\"`"))
    }
    if cluster.text("automatic_upgrade_channel") == "node-image",
      let channel = cluster.text("node_os_upgrade_channel"), channel != "NodeImage"
    {
      problems.append(
        cluster.clash(
          "node_os_upgrade_channel",
          "With `automatic_upgrade_channel = \"node-image\"`, nodes get their updates as images."))
    }
    return problems
  }

  /// Node auto-provisioning makes and removes nodes itself.
  private static func provisioningProblems(with cluster: GivenArguments, _ pool: GivenArguments?) -> [ArgumentProblem] {
    guard let provisioning = cluster.block("node_provisioning_profile"), provisioning.text("mode") == "Auto" else {
      return []
    }
    var problems: [ArgumentProblem] = []
    if pool?.isOn("auto_scaling_enabled") == true {
      problems.append(
        provisioning.clash(
          "mode",
          "A cluster with node auto-provisioning can't have pools that scale by themselves, and its default "
            + "pool does.", hint: "set `auto_scaling_enabled = false`"))
    }
    if let network = cluster.block("network_profile") {
      if network.isNone(of: "azure", at: "network_plugin") || network.isNone(of: "overlay", at: "network_plugin_mode") {
        problems.append(
          provisioning.clash(
            "mode",
            "Node auto-provisioning needs `network_plugin = \"azure\"` with `network_plugin_mode = \"overlay\"`."))
      }
    } else if cluster.lacks("network_profile") {
      problems.append(
        provisioning.clash(
          "mode", "Node auto-provisioning needs Azure CNI, and without a `network_profile` a new cluster has kubenet.",
          hint:
            "add a `network_profile` block with `network_plugin = \"azure\"` and `network_plugin_mode = \"overlay\"`"))
    }
    return problems
  }

  static func gatewayAPIInstallation(in cluster: Value) -> Value? {
    cluster[member: "ingress_profile"]?[0]?[member: "gateway_api"]?[0]?[member: "installation"]
  }

  // MARK: Planning

  static func refined(_ planned: Value, prior: Value?, arguments: Value) -> Value {
    guard var cluster = planned.members, let pools = cluster["default_node_pool"],
      case .list(let elements, of: let type) = pools.unmarked, let pool = elements.first
    else { return planned }
    let refined = NodePoolRules.refined(
      pool, prior: prior?[member: "default_node_pool"]?[0],
      arguments: arguments[member: "default_node_pool"]?[0] ?? .null(.dynamic))
    cluster["default_node_pool"] = Value.list([refined], of: type).marked(pools.marks)
    cluster["network_profile"] = cluster["network_profile"].map { withOneSource($0, arguments: arguments) }
    // A Gateway API that is "Disabled" is the same as none.
    if let live = prior?[member: "ingress_profile"], live.elements?.isEmpty == true,
      gatewayAPIInstallation(in: planned)?.stringValue == "Disabled"
    {
      cluster["ingress_profile"] = live
    }
    return Value.object(cluster).marked(planned.marks)
  }

  /// Outbound addresses come from one source: one's own take the place of those that AKS made.
  private static func withOneSource(_ network: Value, arguments: Value) -> Value {
    let place = ValuePath([.index(0), .member("load_balancer_profile"), .index(0)])
    let given = GivenArguments(arguments).block("network_profile")?.block("load_balancer_profile")
    guard let given, given.has("outbound_ip_address_ids") || given.has("outbound_ip_prefix_ids"),
      given.lacks("managed_outbound_ip_count")
    else { return network }
    return ["managed_outbound_ip_count", "managed_outbound_ipv6_count"].reduce(network) { network, name in
      network.replacing(place.appending(.member(name)), with: .null(.number))
    }
  }
}
