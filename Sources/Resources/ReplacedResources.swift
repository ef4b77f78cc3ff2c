import Values

/// Resources that are made anew under the id they had: what names one of them means another resource afterwards, though
/// its text stays the same.
package struct ReplacedResources: Sendable {
  /// By id in lower case.
  private let addresses: [String: InstanceAddress]
  /// Arguments whose changes don't count.
  private let ignored: [ValuePath]

  package init(_ addresses: [String: InstanceAddress] = [:], ignoring ignored: [ValuePath] = []) {
    self.addresses = addresses
    self.ignored = ignored
  }

  package static let none = ReplacedResources()

  /// The ones that a value of an argument names, or names something beneath, in the order of their addresses.
  package func named(in value: Value, at path: ValuePath) -> [InstanceAddress] {
    guard !addresses.isEmpty, !ignored.contains(where: { path.steps.starts(with: $0.steps) }) else { return [] }
    var found: Set<InstanceAddress> = []
    for id in IDText.ids(in: value) {
      if let address = IDText.lineage(of: id).lazy.compactMap({ addresses[$0] }).first { found.insert(address) }
    }
    return found.sorted()
  }
}
