import Resources
import Values

/// Which versions of Kubernetes a cluster and its pools can go to, and which can be beside each other.
///
/// AKS refuses all that is told here, a change with `OperationNotAllowed` and two versions that are too far apart with
/// `NodePoolMcVersionIncompatible`: <https://learn.microsoft.com/azure/aks/upgrade-aks-control-plane> and
/// <https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/aks-upgrade-blocked>.
enum KubernetesVersionRules {
  /// How many minor versions nodes may be behind the control plane.
  private static let skewMax = 3

  // MARK: Clusters

  /// What the spec alone says of a cluster and its default pool.
  static func problems(with cluster: GivenArguments, _ pool: GivenArguments?) -> [ArgumentProblem] {
    guard let pool, let control = KubernetesRelease(cluster.text("kubernetes_version")),
      let nodes = KubernetesRelease(pool.text("orchestrator_version"))
    else { return [] }
    return skew(of: nodes, from: control).map {
      [$0.problem(at: pool.path.appending(.member("orchestrator_version")))]
    } ?? []
  }

  /// What AKS refuses of a change of a cluster.
  static func refusals(from prior: Value, to planned: Value) -> [ArgumentProblem] {
    let (old, new) = (GivenArguments(prior), GivenArguments(planned))
    var problems: [ArgumentProblem] = []
    let running = KubernetesRelease(old.text("current_kubernetes_version") ?? old.text("kubernetes_version"))
    if let running, new.text("kubernetes_version") != old.text("kubernetes_version"),
      let wanted = KubernetesRelease(new.text("kubernetes_version"))
    {
      if wanted.isOlder(than: running) {
        problems.append(
          downgrade(
            .argument("kubernetes_version"), of: "The cluster", from: running, to: wanted,
            hint: new.has("automatic_upgrade_channel")
              ? "AKS upgrades the cluster by itself, as `automatic_upgrade_channel` says: leave `kubernetes_version` out, or "
                + "set it to \"\(running.text)\""
              : "set `kubernetes_version` to \"\(running.text)\" or to a newer one"))
      } else if running.minorsOlder(than: wanted) > 1 {
        problems.append(
          ArgumentProblem(
            at: .argument("kubernetes_version"), "Kubernetes version skipped",
            detail:
              "The cluster runs Kubernetes \(running.text), and AKS upgrades a control plane by one minor version "
              + "at a time: it refuses \(wanted.text).",
            hint:
              "set `kubernetes_version` to \"\(running.next)\" first, and go on from there; only from a version that "
              + "AKS no longer supports it goes to the oldest one that it does"
          ).unless(answeredAt: "upgradeProfiles/default") { offers(wanted, in: $0) })
      }
    }
    guard let before = old.block("default_node_pool"), let after = new.block("default_node_pool"),
      before.text("name") == after.text("name"), let nodes = KubernetesRelease(before.text("orchestrator_version"))
    else { return problems }
    problems += self.refusals(from: before, to: after)
    // The control plane goes first, while the nodes are still what they were.
    if problems.isEmpty, let wanted = KubernetesRelease(new.text("kubernetes_version")),
      new.text("kubernetes_version") != old.text("kubernetes_version"),
      let skew = skew(of: nodes, from: wanted)
    {
      problems.append(skew.problem(at: .argument("kubernetes_version")))
    }
    return problems
  }

  /// Whether AKS says that the control plane can go to a version: what it no longer supports can skip to the oldest that
  /// it does.
  private static func offers(_ wanted: KubernetesRelease, in profile: Value) -> Bool {
    let control = profile[member: "properties"]?[member: "controlPlaneProfile"]
    return (control?[member: "upgrades"]?.elements ?? []).contains { upgrade in
      guard let offered = KubernetesRelease(upgrade[member: "kubernetesVersion"]?.stringValue) else { return false }
      return offered.minorsOlder(than: wanted) == 0 && !offered.isOlder(than: wanted) && !wanted.isOlder(than: offered)
    }
  }

  // MARK: Pools

  /// What AKS refuses of a change of a pool, be it the default one.
  static func refusals(from prior: GivenArguments, to planned: GivenArguments) -> [ArgumentProblem] {
    guard let running = KubernetesRelease(prior.text("orchestrator_version")),
      let wanted = KubernetesRelease(planned.text("orchestrator_version")), wanted.isOlder(than: running)
    else { return [] }
    return [
      downgrade(
        planned.path.appending(.member("orchestrator_version")), of: "The pool", from: running, to: wanted,
        hint:
          "set `orchestrator_version` to \"\(running.text)\" or to a newer one; a pool that is made anew can have any "
          + "version that the control plane goes with")
    ]
  }

  /// Pools beside their clusters, where the spec has both.
  static func contradictions(among resources: PlannedResources) -> [(id: String, problem: ArgumentProblem)] {
    resources[kind: "azurerm_kubernetes_cluster_node_pool"].compactMap { pool in
      guard let parent = pool.planned[member: "kubernetes_cluster_id"]?.stringValue, let cluster = resources[parent],
        pool.isChanged || cluster.isChanged, let control = control(of: cluster)
      else { return nil }
      let wanted = KubernetesRelease(pool.planned[member: "orchestrator_version"]?.stringValue)
      if pool.isChanged, let wanted, let skew = skew(of: wanted, from: control) {
        return (pool.id, skew.problem(at: .argument("orchestrator_version")))
      }
      // The control plane goes first, while the nodes are still what they were.
      guard cluster.isChanged, let prior = pool.prior,
        let nodes = KubernetesRelease(prior[member: "orchestrator_version"]?.stringValue),
        let skew = skew(of: nodes, from: control, called: "`\(pool.id.split(separator: "/").last ?? "")`")
      else { return nil }
      return (cluster.id, skew.problem(at: .argument("kubernetes_version")))
    }
  }

  /// What the control plane is to run: to the patch where that stays.
  private static func control(of cluster: PlannedResource) -> KubernetesRelease? {
    let planned = GivenArguments(cluster.planned)
    return KubernetesRelease(planned.text("current_kubernetes_version") ?? planned.text("kubernetes_version"))
  }

  // MARK: Messages

  private static func downgrade(
    _ path: ValuePath, of what: String, from running: KubernetesRelease, to wanted: KubernetesRelease, hint: String
  ) -> ArgumentProblem {
    ArgumentProblem(
      at: path, "Kubernetes version goes down",
      detail: "\(what) runs Kubernetes \(running.text), and AKS takes no version back: it refuses \(wanted.text).",
      hint: hint)
  }

  /// Two versions that can't be beside each other.
  private struct Skew {
    let detail: String
    let hint: String

    func problem(at path: ValuePath) -> ArgumentProblem {
      ArgumentProblem(at: path, "Kubernetes versions too far apart", detail: detail, hint: hint)
    }
  }

  private static func skew(
    of nodes: KubernetesRelease, from control: KubernetesRelease, called pool: String? = nil
  ) -> Skew? {
    let name = pool.map { "the pool \($0)" } ?? "the pool"
    if control.isOlder(than: nodes) {
      return Skew(
        detail: "Nodes can't be newer than the control plane: that is to run Kubernetes \(control.text), and \(name) "
          + "\(nodes.text).", hint: "upgrade the cluster first")
    }
    guard nodes.minorsOlder(than: control) > skewMax else { return nil }
    return Skew(
      detail: "Nodes can be \(skewMax) minor versions behind the control plane: that is to run Kubernetes "
        + "\(control.text), and \(name) runs \(nodes.text).",
      hint: "set the pool's `orchestrator_version` to \"\(control.minorVersion(steps: skewMax))\" or a newer one first")
  }
}
