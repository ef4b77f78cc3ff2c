import Resources
import Values

/// What a spec would say of a live cluster or pool.
extension KubernetesCluster {
  /// The attributes of a cluster without what Azure makes up of others where nobody says it.
  static func imported(_ attributes: Value) -> Value {
    guard var cluster = attributes.members else { return attributes }
    let group = cluster["node_resource_group"]?.stringValue?.lowercased() ?? ""
    if ownKubeletIdentity(of: attributes) == nil { cluster["kubelet_identity"] = .null(.dynamic) }
    let parts = ["resource_group_name", "name", "location"].map { cluster[$0]?.stringValue ?? "" }
    if group == "mc_\(parts[0])_\(parts[1])_\(parts[2].filter { $0 != " " })".lowercased() {
      cluster["node_resource_group"] = .null(.string)
    }
    // A cluster without an identity acts as an application, and can't be said without the secret of that.
    if cluster["identity"]?.elements?.isEmpty != false {
      cluster["service_principal"] = changing(cluster["service_principal"]) { application in
        guard var members = application.members else { return application }
        members["client_secret"] = .unknown(.string)
        return .object(members)
      }
    }
    cluster["default_node_pool"] = changing(cluster["default_node_pool"], importedPool)
    cluster["network_profile"] = changing(cluster["network_profile"]) { profile in
      guard var network = profile.members else { return profile }
      // With one range, the list says it once more.
      for (list, single) in [("pod_cidrs", "pod_cidr"), ("service_cidrs", "service_cidr")]
      where network[list]?.elements?.count == 1 && network[single]?.isNull == false {
        network[list] = .null(.list(.string))
      }
      if network["ip_versions"]?.elements == [.string("IPv4")] { network["ip_versions"] = .null(.list(.string)) }
      return .object(network)
    }
    return .object(cluster)
  }

  /// The attributes of a pool; how many nodes it has is for the autoscaler to say where there is one.
  @Sendable static func importedPool(_ attributes: Value) -> Value {
    guard var pool = attributes.members, pool["auto_scaling_enabled"]?.boolValue == true else { return attributes }
    pool["node_count"] = .null(.number)
    return .object(pool)
  }

  private static func changing(_ blocks: Value?, _ change: (Value) -> Value) -> Value {
    .tuple((blocks?.elements ?? []).map(change))
  }
}
