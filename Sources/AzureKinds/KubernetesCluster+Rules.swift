import Resources
import Values

/// What holds between the cluster's arguments, and what a plan has to know besides.
extension KubernetesCluster {
  static func problems(with cluster: Value) -> [ArgumentProblem] {
    let pool = cluster[member: "default_node_pool"]?[0] ?? .null(.dynamic)
    return namingProblems(with: cluster) + nodeGroupProblems(with: cluster) + dependencyProblems(with: cluster)
      + NodePoolRules.problems(with: pool, at: .argument("default_node_pool").appending(.index(0)))
  }

  private static func namingProblems(with cluster: Value) -> [ArgumentProblem] {
    let plain = cluster[member: "dns_prefix"] ?? .null(.string)
    let inZone = cluster[member: "dns_prefix_private_cluster"] ?? .null(.string)
    guard plain.isNull == inZone.isNull, plain.isKnown, inZone.isKnown else { return [] }
    return [
      ArgumentProblem(
        at: .argument("dns_prefix"), "Invalid combination of arguments",
        detail: "Exactly one of `dns_prefix` and `dns_prefix_private_cluster` must be set.")
    ]
  }

  /// Azure puts the node group's name together from three others, and takes no more than 80 characters.
  private static func nodeGroupProblems(with cluster: Value) -> [ArgumentProblem] {
    guard cluster[member: "node_resource_group"]?.isNull ?? true,
      let group = cluster[member: "resource_group_name"]?.stringValue, let name = cluster[member: "name"]?.stringValue,
      let location = cluster[member: "location"]?.stringValue
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

  /// What needs something else of the cluster. Azure would say so after minutes.
  private static func dependencyProblems(with cluster: Value) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    func isOff(_ name: String) -> Bool {
      guard let value = cluster[member: name], value.isKnown else { return false }
      return value.boolValue == false
    }
    for name in ["workload_identity_enabled", "ai_toolchain_operator_enabled"]
    where cluster[member: name]?.boolValue == true && isOff("oidc_issuer_enabled") {
      problems.append(
        ArgumentProblem(
          at: .argument(name), "Invalid combination of arguments", detail: "`\(name)` needs the cluster's OIDC issuer.",
          hint: "set `oidc_issuer_enabled = true`"))
    }
    let gatewayAPI = gatewayAPIInstallation(in: cluster)
    let mesh = cluster[member: "service_mesh_profile"] ?? .null(.dynamic)
    let routing = cluster[member: "web_app_routing"] ?? .null(.dynamic)
    if gatewayAPI?.stringValue == "Standard", mesh.isKnown, routing.isKnown, (mesh.elements ?? []).isEmpty,
      (routing.elements ?? []).isEmpty
    {
      problems.append(
        ArgumentProblem(
          at: .argument("ingress_profile"), "Invalid combination of arguments",
          detail: "The Gateway API needs something in the cluster that implements it, such as the Istio service mesh.",
          hint: "add a `service_mesh_profile` block"))
    }
    if cluster[member: "cost_analysis_enabled"]?.boolValue == true,
      let tier = cluster[member: "sku_tier"], tier.isNull || tier.stringValue == "Free"
    {
      problems.append(
        ArgumentProblem(
          at: .argument("cost_analysis_enabled"), "Invalid combination of arguments",
          detail: "`cost_analysis_enabled` needs a paid tier.", hint: "set `sku_tier = \"Standard\"`"))
    }
    return problems
  }

  private static func gatewayAPIInstallation(in cluster: Value) -> Value? {
    cluster[member: "ingress_profile"]?[0]?[member: "gateway_api"]?[0]?[member: "installation"]
  }

  static func refined(_ planned: Value, prior: Value?, arguments: Value) -> Value {
    guard var cluster = planned.members, let pools = cluster["default_node_pool"],
      case .list(let elements, of: let type) = pools.unmarked, let pool = elements.first
    else { return planned }
    let refined = NodePoolRules.refined(
      pool, prior: prior?[member: "default_node_pool"]?[0],
      arguments: arguments[member: "default_node_pool"]?[0] ?? .null(.dynamic))
    cluster["default_node_pool"] = Value.list([refined], of: type).marked(pools.marks)
    // A Gateway API that is "Disabled" is the same as none.
    if let live = prior?[member: "ingress_profile"], live.elements?.isEmpty == true,
      gatewayAPIInstallation(in: planned)?.stringValue == "Disabled"
    {
      cluster["ingress_profile"] = live
    }
    return Value.object(cluster).marked(planned.marks)
  }
}
