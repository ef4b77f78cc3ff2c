/// A moment as milliseconds since 1970 in UTC.
package struct Timestamp: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// The moment that a text such as `2026-11-20T10:00:01.5000000Z` names (RFC 3339), to the millisecond; without a zone it
  /// is one of UTC. Nil for anything else.
  package init?(_ text: String) {
    guard
      let match = text.wholeMatch(
        of: /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))?/)?.output
    else { return nil }
    func number(_ text: Substring?) -> Int64 { text.flatMap { Int64($0) } ?? 0 }
    let (month, day) = (number(match.2), number(match.3))
    let (hour, minute, second) = (number(match.4), number(match.5), number(match.6))
    guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61 else { return nil }
    let days = Self.days(number(match.1), month, day)
    let offset = (number(match.9) * 60 + number(match.10)) * (match.8 == "-" ? -60 : 60)
    let fraction = number(((match.7 ?? "") + "000").prefix(3))
    self.init(milliseconds: (days * 86_400 + hour * 3600 + minute * 60 + second - offset) * 1000 + fraction)
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package func advanced(by duration: Duration) -> Timestamp {
    Timestamp(milliseconds: milliseconds + duration.milliseconds)
  }

  /// The moment as ARM writes it: `2026-11-20T10:00:01.5000000Z`, with as many fraction digits as asked for.
  package func text(fractionDigits: Int = 7) -> String {
    let (day, inDay) = milliseconds.quotientAndRemainder(flooringBy: 86_400_000)
    let (year, month, dayOfMonth) = Self.civil(fromDays: day)
    let seconds = inDay / 1000
    var text = Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(dayOfMonth, 2)
    text += "T" + Self.padded(seconds / 3600, 2)
    text += ":" + Self.padded(seconds / 60 % 60, 2) + ":" + Self.padded(seconds % 60, 2)
    if fractionDigits > 0 {
      let fraction = Self.padded(inDay % 1000, 3) + String(repeating: "0", count: 9)
      text += "." + fraction.prefix(fractionDigits)
    }
    return text + "Z"
  }

  /// Year, month and day of a count of days since 1970-01-01 in the Gregorian calendar, by counting from a
  /// first of March so that the leap day is a year's last.
  private static func civil(fromDays days: Int64) -> (Int64, Int64, Int64) {
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(flooringBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// The other way round.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let (era, yearOfEra) = (year - (month <= 2 ? 1 : 0)).quotientAndRemainder(flooringBy: 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Duration {
  /// The whole milliseconds.
  package var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}

extension Int64 {
  fileprivate func quotientAndRemainder(flooringBy divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
