import Resources
import Values

/// What azurerm has up to version 3 and says in another place by now.
extension KubernetesCluster {
  /// The taint that keeps everything from the default pool but what the cluster itself needs.
  static let criticalAddonsOnly = "CriticalAddonsOnly=true:NoSchedule"

  /// Taints of the default pool. azurerm 4.0 did away with them, since AKS may refuse others than the one that
  /// `only_critical_addons_enabled` stands for; those stay as they are given.
  static let formerTaints = Argument("node_taints", .set(.string), .optional, at: "/nodeTaints", as: otherTaints)
    .retired(
      "azurerm has only `only_critical_addons_enabled` for taints of the default pool from version 4.0 on, and AKS may "
        + "refuse others there."
    )
    .with { $0.schema.successor = "only_critical_addons_enabled" }
    .described("Kubernetes taints of the nodes.")

  private static let otherTaints = Codec(
    encode: { $0 },
    decode: { taints in
      let others = (taints.elements ?? []).filter { $0.stringValue != criticalAddonsOnly }
      return others.isEmpty ? .null(.dynamic) : .tuple(others)
    }
  )
  .leaving([])

  /// The arguments with what former ones say.
  static func inferred(from arguments: Value) -> Value {
    arguments.taking("api_server_authorized_ip_ranges", into: "api_server_access_profile") { ranges, profile in
      guard case .block(_, let schema) = apiServerAccess.schema.content, case .list(let type) = profile.type,
        profile.isKnown
      else { return nil }
      let given = profile[0] ?? schema.object { .null($0.type) }
      guard var members = given.members, members["authorized_ip_ranges"]?.isNull != false else { return nil }
      members["authorized_ip_ranges"] = ranges
      return .list([.object(members)], of: type)
    }
    .changing(inBlocks: ["default_node_pool"]) { pool in
      guard pool["only_critical_addons_enabled"]?.isNull == true, let taints = pool["node_taints"],
        let texts = taints.elements?.map(\.stringValue), !texts.isEmpty, !texts.contains(nil)
      else { return }
      let isOnly = texts.allSatisfy { $0 == criticalAddonsOnly }
      if !isOnly, texts.contains(criticalAddonsOnly) { return }
      pool["only_critical_addons_enabled"] = .bool(isOnly)
      if isOnly { pool["node_taints"] = .null(taints.type) }
    }
  }

  static func formerProblems(with arguments: GivenArguments) -> [ArgumentProblem] {
    var problems = arguments.value.problem(
      of: "api_server_authorized_ip_ranges", beside: "api_server_access_profile.authorized_ip_ranges")
    if let pool = arguments.block("default_node_pool"), pool.has("node_taints"),
      pool.isOn("only_critical_addons_enabled")
        || (pool["node_taints"].elements ?? []).contains(.string(criticalAddonsOnly))
    {
      problems.append(
        pool.clash(
          "node_taints",
          "A pool with the taint of `only_critical_addons_enabled` is for nothing else, and needs no others.",
          hint: "keep one of the two"))
    }
    return problems
  }
}
