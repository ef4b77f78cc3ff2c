import HTTP

/// The names of the simulated directory, and the GUIDs that the simulated cloud invents.
enum Identifiers {
  static let tenant = "22222222-2222-2222-2222-222222222222"
  static let client = "44444444-4444-4444-4444-444444444444"
  static let clientObject = "33333333-3333-3333-3333-333333333333"
  /// The subscription that is shown when none was named and none is in use.
  static let subscription = "11111111-1111-1111-1111-111111111111"

  /// A GUID (version 4 in form) that depends on nothing but the text: what is invented stays the same when it is
  /// invented again after a restart.
  static func guid(for text: String) -> String {
    let digits = hex(for: text, count: 32)
    let characters = Array(digits)
    return String(characters[0..<8]) + "-" + String(characters[8..<12]) + "-4" + String(characters[13..<16]) + "-8"
      + String(characters[17..<20]) + "-" + String(characters[20..<32])
  }

  /// Hexadecimal digits that depend on nothing but the text.
  static func hex(for text: String, count: Int) -> String {
    var digits = ""
    var state = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    while digits.utf8.count < count {
      // The mixing of SplitMix64.
      state &+= 0x9e37_79b9_7f4a_7c15
      var word = state
      word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
      word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
      word ^= word >> 31
      let text = String(word, radix: 16)
      digits += String(repeating: "0", count: 16 - text.utf8.count) + text
    }
    return String(digits.prefix(count))
  }

  static func isGUID(_ text: some StringProtocol) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy { $0.utf8.allSatisfy { $0.isHexDigit } }
  }
}
