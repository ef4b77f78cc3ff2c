import Values

/// What a claim comes to in AKS: an agent pool of one node.
///
/// Each answer needs only the part of the claim that it is about, so that a spec may leave others unknown.
extension NodeClaim {
  /// The distribution of the node: the label decides, else the annotation, else it is Ubuntu. A value that isn't known is
  /// Ubuntu, too, and doesn't make the other one count.
  package var imageFamily: String {
    imageFamilySource.flatMap { Self.imageFamilies[$0.value.lowercased()] } ?? "Ubuntu"
  }

  static let imageFamilies = ["azurelinux": "AzureLinux", "ubuntu": "Ubuntu", "ubuntu2204": "Ubuntu"]

  /// The label or annotation that says the image family.
  var imageFamilySource: (part: Part, value: String)? {
    if let value = labels[Key.imageFamily] { return (.label(Key.imageFamily), value) }
    return annotations[Key.imageFamily].map { (.annotation(Key.imageFamily), $0) }
  }

  /// The sizes that the node may have, the preferred one first, each in the letter case of Azure's catalogue; empty where
  /// the claim names none.
  package var vmSizes: [String] {
    var seen: Set<String> = []
    return (values(of: [Key.instanceType, Key.oldInstanceType]) ?? []).map(VMSize.canonicalName(of:))
      .filter { seen.insert($0).inserted }
  }

  /// Whether Azure may take the node away again: only where nothing else is allowed.
  package var isSpot: Bool { values(of: [Key.capacityType]) == ["spot"] }

  /// What is left of the values that the first of the requirements on a label lists once all of them are met, in its
  /// order; nil where none lists any.
  private func values(of keys: Set<String>) -> [String]? {
    let matching = requirements.filter { keys.contains($0.key) }
    guard let first = matching.first(where: { $0.comparison == "In" }) else { return nil }
    return first.values.filter { value in
      matching.allSatisfy { requirement in
        switch requirement.comparison {
        case "In": requirement.values.contains(value)
        case "NotIn": !requirement.values.contains(value)
        default: true
        }
      }
    }
  }

  /// The size of the system disk in GiB, rounded down; nil where the claim doesn't ask for a positive amount. Zero leaves
  /// it to AKS.
  package var diskGiB: Int? {
    guard let storage, let quantity = KubernetesQuantity(storage), quantity.bytes > .zero else { return nil }
    return quantity.wholeGiB
  }

  /// The node's labels, for a size.
  package func nodeLabels(vmSize: String) -> [String: String] {
    var result = [Key.nodePool: "kaito"].merging(labels) { $1 }
    result[Key.machineType] = Self.machineType(of: vmSize)
    result[Key.creationTimestamp] = creationTime.flatMap { ClaimTime($0)?.labelValue }
    return result
  }

  /// What the provisioner calls a size: every series with an accelerator begins with N.
  package static func machineType(of vmSize: String) -> String { vmSize.contains("Standard_N") ? "gpu" : "cpu" }

  /// The node's taints as AKS writes them.
  package var nodeTaints: [String] { taints.map { "\($0.key)=\($0.value):\($0.effect)" } }
}
