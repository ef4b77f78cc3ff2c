import NodeClaims
import Values

/// The way back from an agent pool to a claim.
extension NodeClaimMapping {
  /// Whether an agent pool is what a GPU provisioner makes of a claim: its nodes carry the provisioner's label.
  static func isClaim(_ body: Value) -> Bool {
    body[member: "properties"]?[member: "nodeLabels"]?[member: NodeClaim.Key.machineType]?.isNull == false
  }

  /// The claim that comes to an agent pool, with the pool's size as the only instance type.
  static func claim(from pool: Value) -> Value {
    guard var members = pool.members else { return pool }
    // What the provisioner adds by itself is no part of a claim.
    let added = [NodeClaim.Key.machineType, NodeClaim.Key.creationTimestamp]
    let labels = (members["node_labels"]?.members ?? Members()).filter { name, value in
      !added.contains(name) && !othersLabels.contains { name.hasPrefix($0) }
        && !(name == NodeClaim.Key.nodePool && value.stringValue == "kaito")
    }
    if !labels.isEmpty { members["labels"] = .map(Members(labels), of: .string) }
    let family = members["os_sku"]?.stringValue
    let hasFamily = labels.contains { name, _ in name == NodeClaim.Key.imageFamily }
    if let family, family.lowercased() != "ubuntu", !hasFamily {
      members["annotations"] = .map(Members([(NodeClaim.Key.imageFamily, .string(family))]), of: .string)
    }
    var requirements: [Value] = []
    if let size = members["vm_size"]?.stringValue {
      requirements.append(requirement(NodeClaim.Key.instanceType, size))
    }
    if members["priority"]?.stringValue?.lowercased() == "spot" {
      requirements.append(requirement(NodeClaim.Key.capacityType, "spot"))
    }
    members["requirement"] = .tuple(requirements)
    members["taint"] = .tuple((members["node_taints"]?.elements ?? []).compactMap(\.stringValue).compactMap(taint))
    if let size = members["os_disk_size_gb"]?.intValue, size > 0 {
      let requests = Value.map(Members([("storage", .string("\(size)Gi"))]), of: .string)
      members["resources"] = .tuple([.object(Members([("requests", requests)]))])
    }
    return .object(members)
  }

  private static func requirement(_ key: String, _ value: String) -> Value {
    .object(
      Members([("key", .string(key)), ("operator", .string("In")), ("values", .list([.string(value)], of: .string))]))
  }

  /// A taint as AKS writes it: `key=value:effect`.
  private static func taint(_ text: String) -> Value? {
    if othersTaints.contains(where: { text.hasPrefix($0) }) { return nil }
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let pair = text[..<colon].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let value: Value = pair.count > 1 && !pair[1].isEmpty ? .string(pair[1]) : .null(.string)
    return .object(
      Members([
        ("key", .string(pair[0])), ("value", value), ("effect", .string(String(text[text.index(after: colon)...]))),
      ]))
  }
}
