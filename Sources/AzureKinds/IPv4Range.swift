/// A range of IPv4 addresses, as `10.0.0.0/16` says it.
struct IPv4Range {
  let text: String
  let first: UInt32
  private let count: UInt64
  /// Whether it is written with its first address, as Azure Resource Manager wants it.
  let isWrittenByItsFirst: Bool

  /// Nil for anything else, an IPv6 range included.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = Self.address(String(parts[0])), let bits = Int(parts[1]),
      (0...32).contains(bits)
    else { return nil }
    self.text = text
    count = 1 << UInt64(32 - bits)
    first = UInt32(UInt64(address) / count * count)
    isWrittenByItsFirst = first == address
  }

  /// The address as a number; nil for what is none.
  static func address(_ text: String) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard parts.count == 4 else { return nil }
    var address: UInt32 = 0
    for part in parts {
      guard let part else { return nil }
      address = address << 8 | UInt32(part)
    }
    return address
  }

  var last: UInt32 { UInt32(UInt64(first) + count - 1) }

  func contains(_ address: UInt32) -> Bool { (first...last).contains(address) }

  func contains(_ other: IPv4Range) -> Bool { first <= other.first && other.last <= last }

  func overlaps(_ other: IPv4Range) -> Bool { first <= other.last && other.first <= last }
}
