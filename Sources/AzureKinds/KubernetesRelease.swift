/// A version of Kubernetes as specs and Azure say it: `1.34.2`, or `1.34` for the newest patch of a minor version.
struct KubernetesRelease {
  let text: String
  private let major: Int
  private let minor: Int
  /// Nil where Azure chooses.
  private let patch: Int?

  /// Nil for no text and for one that isn't a version.
  init?(_ text: String?) {
    guard let text, KubernetesCluster.isVersion(text) else { return nil }
    let numbers = text.split(separator: ".").compactMap { Int($0) }
    guard numbers.count >= 2 else { return nil }
    self.text = text
    (major, minor) = (numbers[0], numbers[1])
    patch = numbers.count > 2 ? numbers[2] : nil
  }

  /// Whether it is surely older; a version whose patch is open is neither older nor newer than others of its minor
  /// version.
  func isOlder(than other: KubernetesRelease) -> Bool {
    if (major, minor) != (other.major, other.minor) { return (major, minor) < (other.major, other.minor) }
    guard let patch, let others = other.patch else { return false }
    return patch < others
  }

  /// How many minor versions it is older; less than 0 where it is newer.
  func minorsOlder(than other: KubernetesRelease) -> Int {
    major == other.major ? other.minor - minor : (other.major - major) * 1000
  }

  /// The minor version that follows: `1.35` for `1.34.2`.
  var next: String { "\(major).\(minor + 1)" }

  /// The oldest minor version that another one `steps` behind this is.
  func minorVersion(steps: Int) -> String { "\(major).\(minor - steps)" }
}
