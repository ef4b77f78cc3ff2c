import Resources
import Values

/// What holds between the arguments about identities and the way to the API server.
extension KubernetesCluster {
  static func accessProblems(with cluster: GivenArguments) -> [ArgumentProblem] {
    identityProblems(with: cluster) + loginProblems(with: cluster) + privateProblems(with: cluster)
  }

  private static func identityProblems(with cluster: GivenArguments) -> [ArgumentProblem] {
    var problems = cluster.exclusive("identity", "service_principal")
    if cluster.lacks("identity"), cluster.lacks("service_principal") {
      problems.append(
        cluster.missing(
          "identity", "A cluster acts with an identity, or as an application.",
          hint: "add an `identity` block, such as one with `type = \"SystemAssigned\"`"))
    }
    let identity = cluster.block("identity")
    if let identity {
      if identity.text("type") == "UserAssigned", identity.lacks("identity_ids") {
        problems.append(identity.missing("identity_ids", "A user-assigned identity is one that `identity_ids` names."))
      }
      if identity.text("type") == "SystemAssigned", identity.has("identity_ids") {
        problems.append(
          identity.clash(
            "identity_ids", "`identity_ids` is for user-assigned identities.",
            hint: "leave it out, or set "
              + "`type = \"UserAssigned\"`"))
      }
      if let ids = identity["identity_ids"].elements, ids.count > 1 {
        problems.append(identity.invalid("identity_ids", "A cluster acts with one identity; there are \(ids.count)."))
      }
    }
    if let kubelet = cluster.block("kubelet_identity") {
      let names = ["client_id", "object_id", "user_assigned_identity_id"]
      if names.contains(where: kubelet.has) {
        problems += names.filter(kubelet.lacks).map { name in
          kubelet.missing(
            name, "An identity for the nodes is given by all three of its ids, and `\(name)` is not set.")
        }
      }
      if names.contains(where: kubelet.has), cluster["identity"].isKnown,
        identity?.isNone(of: "UserAssigned", at: "type") ?? true
      {
        problems.append(
          cluster.clash(
            "kubelet_identity",
            "An identity of one's own for the nodes needs a cluster that acts with a user-assigned one.",
            hint: "set `type = \"UserAssigned\"` in the `identity` block"))
      }
    }
    return problems
  }

  /// The id of the identity that the nodes of a live cluster act with, where that is one of the user's own: AKS makes one in
  /// the nodes' group.
  static func ownKubeletIdentity(of cluster: Value) -> String? {
    guard let id = cluster[member: "kubelet_identity"]?[0]?.text("user_assigned_identity_id"), !id.isEmpty,
      let group = cluster.text("node_resource_group")
    else { return nil }
    return id.lowercased().contains("/resourcegroups/\(group.lowercased())/") ? nil : id
  }

  /// What nodes act with stays as it is, and an identity of the user's own takes a cluster that acts with one.
  static func identityRefusals(from prior: Value, to planned: Value) -> [ArgumentProblem] {
    guard let own = ownKubeletIdentity(of: prior), ownKubeletIdentity(of: planned) != nil,
      let type = planned.block("identity")?.text("type"), type != "UserAssigned"
    else { return [] }
    return [
      ArgumentProblem(
        at: .argument("identity").appending(.index(0)).appending(.member("type")), "Change can't be made",
        detail: "The nodes act with \(own), which stays so, and AKS has that only where the cluster acts with a "
          + "user-assigned identity, too.",
        hint: "keep `type = \"UserAssigned\"`, or make the cluster anew with `--replace`")
    ]
  }

  private static func loginProblems(with cluster: GivenArguments) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let login = "azure_active_directory_role_based_access_control"
    if cluster.isOn("local_account_disabled"), cluster.lacks(login) {
      problems.append(
        cluster.clash(
          "local_account_disabled", "Without local accounts, nobody gets in unless Entra ID lets them.",
          hint: "add an `\(login)` block"))
    }
    if cluster.has(login), cluster["role_based_access_control_enabled"].boolValue == false {
      problems.append(
        cluster.clash(
          login, "Login with Entra ID needs Kubernetes' own roles.",
          hint: "leave out `role_based_access_control_enabled`"))
    }
    return problems
  }

  /// A cluster whose API server has a private address only.
  private static func privateProblems(with cluster: GivenArguments) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let access = cluster.block("api_server_access_profile")
    if cluster.isOff("private_cluster_enabled") {
      if cluster.isOn("private_cluster_public_fqdn_enabled") {
        problems.append(onlyPrivate("private_cluster_public_fqdn_enabled", cluster))
      }
      for name in ["private_dns_zone_id", "dns_prefix_private_cluster"] where cluster.has(name) {
        problems.append(onlyPrivate(name, cluster))
      }
    } else if cluster.isOn("private_cluster_enabled"), let access, access.has("authorized_ip_ranges") {
      problems.append(
        access.clash(
          "authorized_ip_ranges", "The API server of a private cluster has no public address that these could reach."))
    }
    let zone = cluster.text("private_dns_zone_id")
    let hasOwnZone = zone.map { !["system", "none"].contains($0.lowercased()) } ?? false
    if cluster.has("dns_prefix_private_cluster"), cluster["private_dns_zone_id"].isKnown, !hasOwnZone {
      problems.append(
        cluster.clash(
          "dns_prefix_private_cluster", "It is a name in a private DNS zone of one's own.",
          hint: "set `private_dns_zone_id` to the zone's id, or use `dns_prefix`"))
    }
    if hasOwnZone, cluster.block("identity")?.text("type") == "SystemAssigned" {
      problems.append(
        cluster.clash(
          "private_dns_zone_id",
          "A private DNS zone of one's own needs an identity that may write to it before the "
            + "cluster is there.", hint: "use a user-assigned identity"))
    }
    if let access, access.has("subnet_id"), access.isOff("virtual_network_integration_enabled") {
      problems.append(
        access.clash(
          "subnet_id", "The API server has an address in a subnet only if it is in the cluster's network.",
          hint: "set `virtual_network_integration_enabled = true`"))
    }
    return problems
  }

  private static func onlyPrivate(_ name: String, _ cluster: GivenArguments) -> ArgumentProblem {
    cluster.clash(name, "`\(name)` is for private clusters.", hint: "set `private_cluster_enabled = true`")
  }
}
