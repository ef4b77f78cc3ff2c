/// The moment of RFC 3339 at which a claim was made.
package struct ClaimTime: Sendable, Hashable {
  /// Seconds since 1970, UTC.
  package let seconds: Int

  package init(secondsSince1970 seconds: Int) {
    self.seconds = seconds
  }

  /// Nil for what isn't RFC 3339.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int(String(decoding: bytes[range], as: UTF8.self))
    }
    guard bytes.count >= 20, let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      [4, 7].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }), [13, 16].allSatisfy({ bytes[$0] == UInt8(ascii: ":") }),
      "Tt ".utf8.contains(bytes[10]), (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour),
      (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    var zone = bytes[19...]
    if zone.first == UInt8(ascii: ".") { zone = zone.dropFirst().drop { (0x30...0x39).contains($0) } }
    guard let offset = Self.offset(zone) else { return nil }
    seconds = Self.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
  }

  private static func offset(_ zone: ArraySlice<UInt8>) -> Int? {
    if zone.count == 1, let mark = zone.first, "Zz".utf8.contains(mark) { return 0 }
    let fields = String(decoding: zone.dropFirst(), as: UTF8.self).split(separator: ":").map { Int($0) }
    guard zone.count == 6, let sign = zone.first, "+-".utf8.contains(sign), fields.count == 2, let hours = fields[0],
      let minutes = fields[1], (0...23).contains(hours), (0...59).contains(minutes)
    else { return nil }
    return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
  }

  /// The days from 1970-01-01 to a date, counted in eras of 400 years that begin with March.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The moment as a label can hold it, in UTC with dashes for colons: `2026-01-02T03-04-05Z`.
  package var labelValue: String {
    let time = ((seconds % 86_400) + 86_400) % 86_400
    var days = (seconds - time) / 86_400 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    days -= era * 146_097
    let yearOfEra = (days - days / 1460 + days / 36_524 - days / 146_096) / 365
    let dayOfYear = days - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func padded(_ number: Int, _ count: Int = 2) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(count - text.count, 0)) + text
    }
    return "\(padded(year, 4))-\(padded(month))-\(padded(day))"
      + "T\(padded(time / 3600))-\(padded(time / 60 % 60))-\(padded(time % 60))Z"
  }
}
