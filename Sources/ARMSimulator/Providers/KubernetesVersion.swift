import Values

/// A version of Kubernetes that the simulated AKS offers: `1.34` means its newest patch.
struct KubernetesVersion: Comparable, Sendable {
  let minor: Int
  let patch: Int

  static let standard = KubernetesVersion(minor: 34, patch: 2)
  private static let newestPatch = [31: 13, 32: 9, 33: 5, 34: 2, 35: 1]

  /// The minor versions of 1 that are offered, and all their versions, oldest first.
  static let minors = newestPatch.keys.sorted()
  static let all = minors.flatMap { minor in
    (0...(newestPatch[minor] ?? 0)).map { KubernetesVersion(minor: minor, patch: $0) }
  }

  private init(minor: Int, patch: Int) {
    self.minor = minor
    self.patch = patch
  }

  /// Nil for what isn't offered.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(parts.count), parts[0] == 1, let minor = parts[1],
      let newest = Self.newestPatch[minor]
    else { return nil }
    if parts.count == 2 {
      self.init(minor: minor, patch: newest)
    } else if let patch = parts[2], (0...newest).contains(patch) {
      self.init(minor: minor, patch: patch)
    } else {
      return nil
    }
  }

  var text: String { "1.\(minor).\(patch)" }

  static func < (left: KubernetesVersion, right: KubernetesVersion) -> Bool {
    (left.minor, left.patch) < (right.minor, right.patch)
  }

  /// What it can be upgraded to while AKS supports the minor versions from `oldest` on: newer patches, and those of the
  /// next minor version; what is no longer supported itself skips to the oldest that is (Microsoft Learn, "Upgrade an AKS
  /// cluster": minor versions can be skipped only on the way back to support).
  func upgrades(supportedFrom oldest: Int) -> [KubernetesVersion] {
    let last = Swift.max(minor + 1, oldest)
    return Self.all.filter { self < $0 && (oldest...last).contains($0.minor) }
  }

  /// That a cluster or a pool of this version can't go to another one.
  func refusal(of other: KubernetesVersion, supportedFrom oldest: Int, target: String) -> Refusal {
    let what = other < self ? "Downgrading" : "Upgrading"
    return Refusal(
      400, "OperationNotAllowed",
      "\(what) Kubernetes version \(text) to \(other.text) is not allowed. Available upgrades: "
        + "[\(upgrades(supportedFrom: oldest).reversed().map(\.text).joined(separator: " "))]. Please see "
        + "https://aka.ms/aks-supported-k8s-ver for version details.", target: target
    ).unwrapped
  }

  static func unsupported(_ text: String, code: String = "K8sVersionNotSupported") -> Refusal {
    Refusal(
      400, code,
      "Version \(text) is not supported in this region. Please use [az aks get-versions] command to get the supported "
        + "version list in this region. For more information, please check https://aka.ms/supported-version-list"
    ).unwrapped
  }
}
