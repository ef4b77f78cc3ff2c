/// A moment by the clock of a store, as it says it.
package struct StoreTime: Sendable, Hashable, Comparable {
  /// The text of RFC 3339, `2026-11-21T14:02:39.1234567Z`.
  package let text: String
  package let sinceEpoch: Duration

  /// Nil for what isn't RFC 3339 in UTC, which is how ARM writes times.
  package init?(_ text: String) {
    let fields = text.dropLast().split(whereSeparator: { "-T:".contains($0) }).map(String.init)
    guard text.last == "Z", fields.count == 6, let year = Int64(fields[0]), let month = Int64(fields[1]),
      let day = Int64(fields[2]), let hour = Int64(fields[3]), let minute = Int64(fields[4]),
      (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour),
      (0...59).contains(minute)
    else { return nil }
    let second = fields[5].split(separator: ".", maxSplits: 1)
    let fraction = second.count > 1 ? String(second[1].prefix(9)) : ""
    guard let whole = second.first.flatMap({ Int64($0) }), (0...60).contains(whole),
      let nanoseconds = Int64(fraction + String(repeating: "0", count: 9 - fraction.utf8.count))
    else { return nil }
    self.text = text
    sinceEpoch =
      .seconds(Self.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + whole) + .nanoseconds(nanoseconds)
  }

  package static func < (left: StoreTime, right: StoreTime) -> Bool { left.sinceEpoch < right.sinceEpoch }

  /// The days from 1970-01-01 to a date, counted in eras of 400 years that begin with March.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
