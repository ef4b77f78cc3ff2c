import Resources
import Values

/// Which addresses subnets can have beside each other in a network.
enum SubnetRules {
  /// A subnet's range, or one of a `subnet` block of the network.
  private struct Part {
    let range: IPv4Range
    let subnet: String
    /// What says it; nil for a block of the network.
    let resource: PlannedResource?
  }

  /// Azure refuses what is told here with `NetcfgInvalidSubnet` and `NetcfgSubnetRangesOverlap`.
  static func contradictions(among resources: PlannedResources) -> [(id: String, problem: ArgumentProblem)] {
    let networks = Dictionary(grouping: resources[kind: "azurerm_subnet"]) { network(of: $0.id) }
    return networks.sorted { $0.key < $1.key }.flatMap { id, subnets in
      let network = resources[id]
      let parts = subnets.flatMap { subnet in
        ranges(of: subnet.planned).map { Part(range: $0, subnet: name(of: subnet.id), resource: subnet) }
      }
      return parts.compactMap { outside($0, of: network) } + overlaps(parts + blocks(of: network))
    }
  }

  /// The id of a subnet's network, in lower case.
  static func network(of id: String) -> String {
    id.lowercased().split(separator: "/").dropLast(2).map { "/\($0)" }.joined()
  }

  static func name(of id: String) -> String { id.split(separator: "/").last.map(String.init) ?? id }

  /// The ranges of a subnet as far as they are known.
  static func ranges(of subnet: Value) -> [IPv4Range] {
    (subnet[member: "address_prefixes"]?.elements ?? []).compactMap { $0.stringValue.flatMap { IPv4Range($0) } }
  }

  private static func blocks(of network: PlannedResource?) -> [Part] {
    (network?.planned[member: "subnet"]?.elements ?? []).flatMap { block in
      ranges(of: block).map { Part(range: $0, subnet: block.text("name") ?? "", resource: nil) }
    }
  }

  /// A range that isn't one of the network's, where all of these are known.
  private static func outside(_ part: Part, of network: PlannedResource?) -> (id: String, problem: ArgumentProblem)? {
    guard let resource = part.resource, resource.isChanged || network?.isChanged == true, let network,
      let space = network.planned[member: "address_space"], space.isWhollyKnown, let texts = space.elements
    else { return nil }
    let ranges = texts.compactMap { $0.stringValue.flatMap { IPv4Range($0) } }
    guard !ranges.isEmpty, !ranges.contains(where: { $0.contains(part.range) }) else { return nil }
    return (
      resource.id,
      ArgumentProblem(
        at: .argument("address_prefixes"), "Addresses outside of the network",
        detail: "\(part.range.text) is no part of the network's `address_space`, which is "
          + ranges.map(\.text).sorted().joined(separator: ", ") + ".",
        hint: "choose a range of the network, or add one to its `address_space`")
    )
  }

  private static func overlaps(_ parts: [Part]) -> [(id: String, problem: ArgumentProblem)] {
    let sorted = parts.enumerated().sorted { ($0.element.range.first, $0.offset) < ($1.element.range.first, $1.offset) }
      .map(\.element)
    var found: [(id: String, problem: ArgumentProblem)] = []
    // Of those before, the one that ends last is the one to run into.
    guard var before = sorted.first else { return [] }
    for part in sorted.dropFirst() {
      if before.range.overlaps(part.range), before.subnet.lowercased() != part.subnet.lowercased(),
        before.resource?.isChanged == true || part.resource?.isChanged == true
      {
        let (told, other) = part.resource?.isChanged == true ? (part, before) : (before, part)
        if let resource = told.resource {
          found.append(
            (
              resource.id,
              ArgumentProblem(
                at: .argument("address_prefixes"), "Address ranges overlap",
                detail:
                  "\(told.range.text) overlaps with \(other.range.text) of the subnet `\(other.subnet)` in the same "
                  + "network.", hint: "choose a range that no other subnet has")
            ))
        }
      }
      if part.range.last > before.range.last { before = part }
    }
    return found
  }
}
