import Resources
import Values

/// When a pool has to be made anew, and what that means for what runs on it.
extension NodePoolRules {
  /// AKS moves nodes between these distributions in place, and between no others.
  private static let exchangeable: Set = ["Ubuntu", "Ubuntu2204", "Ubuntu2404", "AzureLinux", "AzureLinux3"]

  static let distributionNeedsRotation = Replacement.when(
    reason: "it isn't between Ubuntu and Azure Linux"
  ) { old, new in
    ![old, new].allSatisfy { $0.stringValue.map(exchangeable.contains) ?? true }
  }

  static let timeoutNeedsRotation = Replacement.when(reason: "there was a timeout and it is 0") { old, new in
    (old.intValue ?? 0) != 0 && new.intValue == 0
  }

  static let removalNeedsRotation = Replacement.when(reason: "it is removed") { old, new in
    !old.isNull && new.isNull
  }

  /// What a rotation of a pool means, by what it is to be.
  static func hazards(of pool: Value) -> [String] {
    let size = pool[member: "vm_size"]?.stringValue ?? "its size"
    let count = pool[member: "node_count"]?.intValue
    let nodes = count.map { $0 == 1 ? "another node of \(size)" : "another \($0) nodes of \(size)" }
    return [
      "AKS drains nothing when a pool is deleted: what runs on it ends, twice, and starts again where there is room",
      "quota and capacity are needed for \(nodes ?? "as many more nodes of \(size)") while both pools are there",
    ]
  }
}
