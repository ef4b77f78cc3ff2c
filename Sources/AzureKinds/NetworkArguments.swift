import Resources
import Values

extension Argument {
  /// The name of a resource of Microsoft.Network.
  static func networkName(_ length: ClosedRange<Int>, _ description: String) -> Argument {
    Argument("name", .string, .required)
      .matching(
        "must be \(length.lowerBound) to \(length.upperBound) letters, digits, '_', '.' and '-', begin with a letter or "
          + "digit and end with one or '_'"
      ) { name in
        length.contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "_.-") && name.beginsWithLetterOrDigit
          && (name.endsWithLetterOrDigit || name.hasSuffix("_"))
      }
      .described(description)
  }

  /// The edge zone that a resource is in.
  static let edgeZone = Argument(
    "edge_zone", .string, .optional, at: "/extendedLocation",
    as: Codec(
      encode: { $0.isNull ? $0 : .object(Members([("name", $0), ("type", .string("EdgeZone"))])) },
      decode: { $0[member: "name"] ?? .null(.string) })
  )
  .replacing().compared(by: .location)
  .described("The edge zone that it is in.")

  /// The value must be an address, of whichever version.
  func isIPAddress() -> Argument {
    matching("must be an IPv4 or IPv6 address") { $0.isIPAddress }
  }

  /// The value, or each one in it, must be a range of addresses that Azure Resource Manager takes.
  func isRanges() -> Argument {
    following(
      ValueRule("must be in CIDR notation, each range by its first address, such as \"10.0.0.0/16\"") { value in
        (value.elements ?? [value]).allSatisfy { $0.stringValue.map(\.isAddressRange) ?? true }
      })
  }

  /// The value, or each one in it, must be a port, two with a hyphen between them, or `*` for all.
  func isPortRanges() -> Argument {
    following(
      ValueRule("must be a port of 0 to 65535, a range such as \"8000-8100\", or \"*\"") { value in
        (value.elements ?? [value]).allSatisfy { $0.stringValue.map(\.isPortRange) ?? true }
      })
  }

  /// Each value in it must be an address.
  func areIPAddresses() -> Argument {
    following(
      ValueRule("must have only IPv4 or IPv6 addresses in it") { value in
        (value.elements ?? []).allSatisfy { $0.stringValue.map(\.isIPAddress) ?? true }
      })
  }

  /// A port, or with `from: 0` none or any.
  func isPort(from lowest: Int = 1) -> Argument { between(lowest...65535) }
}

extension String {
  /// Whether the text is a range of IPv4 addresses by its first, or one of IPv6.
  var isAddressRange: Bool {
    if let range = IPv4Range(self) { return range.isWrittenByItsFirst }
    let parts = split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].contains(":") && String(parts[0]).isIPAddress
      && Int(parts[1]).map((0...128).contains) ?? false
  }

  /// Whether the text says which ports a rule of a network security group is for.
  var isPortRange: Bool {
    if self == "*" { return true }
    let ends = split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
    guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1] else { return false }
    return first <= last
  }

  var isIPAddress: Bool {
    let parts = split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 4 { return parts.allSatisfy { UInt8($0) != nil } }
    let groups = split(separator: ":", omittingEmptySubsequences: false)
    return (3...8).contains(groups.count)
      && groups.allSatisfy { $0.utf8.count <= 4 && $0.allSatisfy(\.isHexDigit) }
      && (groups.count == 8 || contains("::"))
  }
}
