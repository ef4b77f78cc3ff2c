/// A moment with the offset from UTC that it was written with.
struct Timestamp {
  /// Seconds since 1970, UTC.
  var seconds: Int
  var nanoseconds: Int
  /// How far local time is ahead of UTC, in seconds.
  var offset: Int
  /// Whether the offset was written as `Z`.
  var isUTC: Bool

  init(seconds: Int, nanoseconds: Int = 0, offset: Int = 0, isUTC: Bool = true) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
    self.offset = offset
    self.isUTC = isUTC
  }

  /// The moment that a text of RFC 3339 means.
  init(_ text: String) throws(FunctionError) {
    var reader = Reader(text)
    let year = try reader.number(4, "year")
    try reader.expect("-")
    let month = try reader.number(2, "month", 1...12)
    try reader.expect("-")
    let day = try reader.number(2, "day of month")
    try reader.expect("T")
    let hour = try reader.number(2, "hour", 0...23)
    try reader.expect(":")
    let minute = try reader.number(2, "minute", 0...59)
    try reader.expect(":")
    let second = try reader.number(2, "second", 0...59)
    nanoseconds = reader.fraction()
    (offset, isUTC) = try reader.offset()
    let days = Calendar.days(year: year, month: month, day: 1)
    let nextMonth = Calendar.days(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
    guard day >= 1, day <= nextMonth - days else { throw Timestamp.invalid("day out of range") }
    seconds = (days + day - 1) * 86_400 + hour * 3600 + minute * 60 + second - offset
  }

  /// The text of RFC 3339, without fractions of a second.
  var text: String {
    let time = local
    let zone = isUTC || offset == 0 ? "Z" : offsetText(colon: true)
    return
      "\(padded(time.year, 4))-\(padded(time.month))-\(padded(time.day))T\(padded(time.hour)):\(padded(time.minute)):"
      + "\(padded(time.second))\(zone)"
  }

  /// The fields of the local time.
  var local: Calendar { Calendar(seconds: seconds + offset) }

  func offsetText(colon: Bool) -> String {
    let size = abs(offset) / 60
    return (offset < 0 ? "-" : "+") + padded(size / 60) + (colon ? ":" : "") + padded(size % 60)
  }

  static func invalid(_ reason: String) -> FunctionError {
    FunctionError("not a valid RFC3339 timestamp: \(reason)")
  }

  /// Reads a timestamp from its start; what it can't read it tells as Go does, with all that is left.
  private struct Reader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
      rest = text[...].utf8
    }

    mutating func number(_ digits: Int, _ what: String, _ bounds: ClosedRange<Int>? = nil) throws(FunctionError) -> Int
    {
      if rest.isEmpty { throw invalid("end of string before \(what)") }
      let field = rest.prefix(digits)
      guard field.count == digits, field.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
        // Go takes an hour of one digit, and misses what comes after it.
        if what == "hour", rest.count == 1, field.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
          throw invalid("end of string where \":\" is expected")
        }
        throw invalid("cannot use \(quoted(String(Substring(rest)))) as \(what)")
      }
      rest = rest.dropFirst(digits)
      let value = field.reduce(0) { $0 * 10 + Int($1) - 0x30 }
      if let bounds, !bounds.contains(value) {
        switch what {
        case "hour": throw invalid("hour must be between 0 and 23 inclusive")
        case "minute": throw invalid("minute must have exactly two digits")
        // What is told is what follows the field.
        default: throw invalid("cannot use \(quoted(String(Substring(rest)))) as \(what)")
        }
      }
      return value
    }

    mutating func expect(_ character: Unicode.Scalar) throws(FunctionError) {
      if rest.first == UInt8(ascii: character) {
        rest = rest.dropFirst()
        return
      }
      if character == "T" { throw invalid("missing required time introducer 'T'") }
      let wanted = quoted(String(character))
      throw invalid(
        rest.isEmpty
          ? "end of string where \(wanted) is expected"
          : "found \(quoted(String(Substring(rest)))) where \(wanted) is expected")
    }

    mutating func fraction() -> Int {
      guard rest.first == UInt8(ascii: ".") else { return 0 }
      let digits = rest.dropFirst().prefix { $0 >= 0x30 && $0 <= 0x39 }
      if digits.isEmpty { return 0 }
      rest = rest.dropFirst(digits.count + 1)
      let kept = digits.prefix(9)
      return kept.reduce(0) { $0 * 10 + Int($1) - 0x30 } * (0..<(9 - kept.count)).reduce(1) { power, _ in power * 10 }
    }

    mutating func offset() throws(FunctionError) -> (Int, Bool) {
      if rest.elementsEqual("Z".utf8) { return (0, true) }
      if rest.first == UInt8(ascii: ",") { throw invalid("cannot use \",\" as timestamp segment") }
      if rest.first == UInt8(ascii: "Z") {
        throw invalid("cannot use \(quoted(String(Substring(rest.dropFirst())))) as timestamp segment")
      }
      let all = String(Substring(rest))
      let bytes = Array(rest)
      let isForm =
        bytes.count == 6 && (bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"))
        && bytes[3] == UInt8(ascii: ":")
      let digits = bytes.count == 6 ? [bytes[1], bytes[2], bytes[4], bytes[5]].map { Int($0) - 0x30 } : []
      guard isForm, digits.allSatisfy({ (0...9).contains($0) }) else {
        throw invalid(all.isEmpty ? "end of string before UTC offset" : "cannot use \(quoted(all)) as UTC offset")
      }
      let minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
      guard digits[0] * 10 + digits[1] <= 24 else { throw invalid("end of string before UTC offset") }
      guard digits[2] < 6 else { throw invalid("cannot use \(quoted(all)) as UTC offset") }
      return (bytes[0] == UInt8(ascii: "-") ? -minutes * 60 : minutes * 60, false)
    }
  }
}

/// A day and a time of the Gregorian calendar.
struct Calendar {
  var year: Int
  var month: Int
  var day: Int
  /// From 0, which is Sunday.
  var weekday: Int
  var hour: Int
  var minute: Int
  var second: Int

  init(seconds: Int) {
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - days * 86_400
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    weekday = ((days + 4) % 7 + 7) % 7
    // Counted in eras of 400 years that begin with March.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The days from 1970-01-01 to a date.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// A number with zeros in front.
func padded(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(abs(number))
  let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
  return (number < 0 ? "-" : "") + zeros + digits
}
