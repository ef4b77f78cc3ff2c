import Configuration
import Resources
import Values

/// Makes addresses for resources, each one of its own: named after the resource, and where that isn't enough, after
/// what it lies beneath.
package struct AddressNames {
  private var taken: Set<InstanceAddress>

  /// - Parameter taken: the addresses that the spec has.
  package init(taken: some Sequence<InstanceAddress>) {
    self.taken = Set(taken.map { InstanceAddress(module: $0.module, mode: $0.mode, type: $0.type, name: $0.name) })
  }

  /// Keeps an address from being given to anything else; false where it is taken.
  package mutating func take(_ address: InstanceAddress) -> Bool { taken.insert(address).inserted }

  /// An address in the root module.
  ///
  /// - Parameter lineage: the resource's own name last, before it those of what it lies beneath; ids are named by what
  ///   they end with.
  package mutating func address(of kind: ResourceKind, lineage: [(argument: String, id: String)]) -> InstanceAddress {
    var names = lineage.map { String($0.id.split(separator: "/").last ?? "") }
    // Nobody chose a UUID to know something by.
    if names.count > 1, let last = names.last, Self.isUUID(last) { names.removeLast() }
    let own = Self.identifier(names.last ?? "")
    var candidates = [own]
    if names.count > 1 { candidates.append("\(Self.identifier(names[names.count - 2]))_\(own)") }
    for candidate in candidates {
      let address = InstanceAddress(type: kind.name, name: candidate)
      if take(address) { return address }
    }
    var number = 2
    while true {
      let address = InstanceAddress(type: kind.name, name: "\(own)_\(number)")
      if take(address) { return address }
      number += 1
    }
  }

  /// A name as an identifier, as people write them: in lower case, with underscores for all else.
  static func identifier(_ name: String) -> String {
    var result = ""
    for scalar in name.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
      default: if result.last != "_" { result += "_" }
      }
    }
    while result.hasSuffix("_") { result.removeLast() }
    while result.hasPrefix("_") { result.removeFirst() }
    if result.isEmpty { return "this" }
    return result.isIdentifier() ? result : "r_\(result)"
  }

  static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }
}
