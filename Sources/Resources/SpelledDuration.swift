/// A duration as arguments spell it: a number with a unit, `30s`, `1.5h`, `250ms`.
package enum SpelledDuration {
  // `ms` before `s`: the longest unit that fits is the one that is meant.
  private static let units: [(suffix: String, milliseconds: Double)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
  ]

  /// A single number with its unit, as the time provider takes it; nil for any other text.
  package static func value(of text: some StringProtocol) -> Duration? {
    guard let unit = units.first(where: { text.hasSuffix($0.suffix) }) else { return nil }
    let number = text.dropLast(unit.suffix.utf8.count)
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let count = Double(number),
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) })
    else { return nil }
    let milliseconds = count * unit.milliseconds
    // A year is more than anybody waits, and less than what overflows.
    guard milliseconds <= 365 * 86_400_000 else { return nil }
    return .milliseconds(Int64(milliseconds.rounded()))
  }

  /// Several of them in a row, which add up, as Go's `time.ParseDuration` takes them: `1h30m`; nil for any other text.
  package static func sum(of text: String) -> Duration? {
    var rest = text[...]
    var sum: Duration = .zero
    repeat {
      let unit = rest.drop { $0.utf8.allSatisfy(isDigit) || $0 == "." }
      let end = unit.firstIndex { $0.utf8.allSatisfy(isDigit) } ?? rest.endIndex
      guard let part = value(of: rest[..<end]) else { return nil }
      sum += part
      rest = rest[end...]
    } while !rest.isEmpty
    return sum
  }

  /// A duration of whole minutes or seconds as it would be spelled: `90m`, `45s`.
  package static func text(of duration: Duration) -> String {
    let seconds = duration.components.seconds
    return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
