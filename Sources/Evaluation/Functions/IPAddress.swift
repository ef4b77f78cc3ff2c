/// An address of IP version 4 or 6.
struct IPAddress: Equatable {
  /// 32 or 128.
  let width: Int
  let value: UInt128

  init(width: Int, value: UInt128) {
    self.width = width
    self.value = value
  }

  init?(_ text: Substring) {
    if text.contains(":") {
      guard let value = IPAddress.version6(text) else { return nil }
      self.init(width: 128, value: value)
    } else {
      guard let value = IPAddress.version4(text) else { return nil }
      self.init(width: 32, value: value)
    }
  }

  /// Four numbers up to 255; zeros in front of them don't make them octal.
  private static func version4(_ text: Substring) -> UInt128? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt128 = 0
    for part in parts {
      guard part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let octet = UInt8(part) else { return nil }
      value = value << 8 | UInt128(octet)
    }
    return value
  }

  /// Eight groups of hexadecimal digits, a run of zeros left out once, the last two perhaps as version 4.
  private static func version6(_ text: Substring) -> UInt128? {
    var text = text
    var tail: [UInt16] = []
    if let colon = text.lastIndex(of: ":"), text[colon...].contains(".") {
      guard let value = version4(text[text.index(after: colon)...]) else { return nil }
      tail = [UInt16(value >> 16), UInt16(value & 0xFFFF)]
      text = text[...colon]
      // The colon before the address goes with it, unless it is half of a double one.
      if !text.hasSuffix("::") { text = text.dropLast() }
    }
    let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    var groups: [[UInt16]] = []
    for half in halves {
      var values: [UInt16] = []
      if !half.isEmpty {
        for group in half.split(separator: ":", omittingEmptySubsequences: false) {
          guard (1...4).contains(group.utf8.count), group.allSatisfy(\.isHexDigit), let value = UInt16(group, radix: 16)
          else { return nil }
          values.append(value)
        }
      }
      groups.append(values)
    }
    groups[groups.count - 1] += tail
    let count = groups.reduce(0) { $0 + $1.count }
    if halves.count == 2 {
      guard count < 8 else { return nil }
      groups[0] += repeatElement(0, count: 8 - count)
    } else if count != 8 {
      return nil
    }
    return groups.joined().reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// The text of RFC 5952: lowercase, the longest run of zero groups left out.
  var text: String {
    if width == 32 {
      return [24, 16, 8, 0].map { String(UInt8(truncatingIfNeeded: value >> UInt128($0))) }.joined(separator: ".")
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
    var longest = 0..<0
    var start: Int?
    for index in 0...8 {
      if index < 8, groups[index] == 0 {
        start = start ?? index
      } else if let first = start {
        if index - first > max(1, longest.count) { longest = first..<index }
        start = nil
      }
    }
    func joined(_ groups: ArraySlice<UInt16>) -> String { groups.map { String($0, radix: 16) }.joined(separator: ":") }
    if longest.isEmpty { return joined(groups[...]) }
    return joined(groups[..<longest.lowerBound]) + "::" + joined(groups[longest.upperBound...])
  }
}

/// A block of addresses that begin with the same bits.
struct IPNetwork {
  let address: IPAddress
  let prefixLength: Int

  init(address: IPAddress, prefixLength: Int) {
    self.address = address
    self.prefixLength = prefixLength
  }

  /// The network that an address is in, given as `address/bits`.
  init(_ text: String) throws(FunctionError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddress(parts[0]), parts[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let length = Int(parts[1]), length <= address.width
    else { throw FunctionError("invalid CIDR expression: invalid CIDR address: \(text)") }
    prefixLength = length
    self.address = IPAddress(
      width: address.width, value: address.value & IPNetwork.mask(width: address.width, length: length))
  }

  var hostBits: Int { address.width - prefixLength }

  /// The last address.
  var last: UInt128 { address.value | ~mask & IPNetwork.mask(width: address.width, length: address.width) }

  var mask: UInt128 { IPNetwork.mask(width: address.width, length: prefixLength) }

  var text: String { "\(address.text)/\(prefixLength)" }

  private static func mask(width: Int, length: Int) -> UInt128 {
    let all = width == 128 ? UInt128.max : UInt128(1) << UInt128(width) - 1
    // Shifts by the whole width give zero, which is the mask of length zero.
    return all & (all << UInt128(width - length))
  }
}
