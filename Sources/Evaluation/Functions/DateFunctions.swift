import Values

extension Function {
  static let dates: [Function] = [
    Function("formatdate", [Parameter("format", .string), Parameter("time", .string)], result: .string) {
      (arguments, _) throws(FunctionError) in
      let time: Timestamp
      do throws(FunctionError) {
        time = try Timestamp(arguments.string(1))
      } catch {
        throw FunctionError(argument: 1, error.message)
      }
      do throws(FunctionError) {
        return .text(try formatted(time, arguments.string(0)))
      } catch {
        throw FunctionError(argument: 0, error.message)
      }
    },
    Function("timeadd", [Parameter("timestamp", .string), Parameter("duration", .string)], result: .string) {
      (arguments, _) throws(FunctionError) in
      var time = try Timestamp(arguments.string(0))
      let total = time.nanoseconds + (try GoDuration.nanoseconds(arguments.string(1)))
      let whole = Int((Double(total) / 1e9).rounded(.down))
      let (seconds, isOverflow) = time.seconds.addingReportingOverflow(whole)
      if isOverflow { throw FunctionError("the resulting time is out of range") }
      time.seconds = seconds
      return .string(time.text)
    },
    Function("timecmp", [Parameter("timestamp_a", .string), Parameter("timestamp_b", .string)], result: .number) {
      (arguments, _) throws(FunctionError) in
      var times: [Timestamp] = []
      for index in 0..<2 {
        do throws(FunctionError) {
          times.append(try Timestamp(arguments.string(index)))
        } catch {
          throw FunctionError(argument: index, error.message)
        }
      }
      let left = (times[0].seconds, times[0].nanoseconds)
      let right = (times[1].seconds, times[1].nanoseconds)
      return .number(left < right ? -1 : left == right ? 0 : 1)
    },
    Function("plantimestamp", [], result: .string) { (_, context) throws(FunctionError) in
      .string(Timestamp(seconds: context.now()).text)
    },
    Function("timestamp", [], result: .string) { (_, context) throws(FunctionError) in
      context.isFinal ? .string(Timestamp(seconds: context.now()).text) : .unknownNotNull(.string)
    },
  ]

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  /// A time in a format whose verbs are runs of one letter; quotes hold other text.
  private static func formatted(_ time: Timestamp, _ format: String) throws(FunctionError) -> String {
    var result = ""
    var rest = Array(format.unicodeScalars)[...]
    while let first = rest.first {
      if first == "'" {
        result += try literal(&rest)
      } else if first.isASCII, first.properties.isAlphabetic {
        let verb = rest.prefix { $0 == first }
        result += try text(of: time, String(String.UnicodeScalarView(verb)))
        rest = rest.dropFirst(verb.count)
      } else {
        result.unicodeScalars.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static func literal(_ rest: inout ArraySlice<Unicode.Scalar>) throws(FunctionError) -> String {
    var text = ""
    rest = rest.dropFirst()
    // Two quotes, and no text between them, stand for one.
    if rest.first == "'" {
      rest = rest.dropFirst()
      return "'"
    }
    while let scalar = rest.first {
      rest = rest.dropFirst()
      if scalar != "'" {
        text.unicodeScalars.append(scalar)
      } else if rest.first == "'" {
        text += "'"
        rest = rest.dropFirst()
      } else {
        return text
      }
    }
    throw FunctionError("unterminated literal '")
  }

  private static func text(of time: Timestamp, _ verb: String) throws(FunctionError) -> String {
    func invalid(_ rule: String) -> FunctionError { FunctionError("invalid date format verb \(quoted(verb)): \(rule)") }
    let local = time.local
    let halfDayHour = local.hour % 12 == 0 ? 12 : local.hour % 12
    switch verb {
    case "YYYY": return padded(local.year, 4)
    case "YY": return padded(local.year % 100)
    case "MMMM": return months[local.month - 1]
    case "MMM": return String(months[local.month - 1].prefix(3))
    case "MM": return padded(local.month)
    case "M": return String(local.month)
    case "DD": return padded(local.day)
    case "D": return String(local.day)
    case "EEEE": return weekdays[local.weekday]
    case "EEE": return String(weekdays[local.weekday].prefix(3))
    case "hh": return padded(local.hour)
    case "h": return String(local.hour)
    case "HH": return padded(halfDayHour)
    case "H": return String(halfDayHour)
    case "AA": return local.hour < 12 ? "AM" : "PM"
    case "aa": return local.hour < 12 ? "am" : "pm"
    case "mm": return padded(local.minute)
    case "m": return String(local.minute)
    case "ss": return padded(local.second)
    case "s": return String(local.second)
    case "Z": return time.offset == 0 ? "Z" : time.offsetText(colon: true)
    case "ZZZ": return time.offset == 0 ? "UTC" : time.offsetText(colon: false)
    case "ZZZZ": return time.offsetText(colon: false)
    case "ZZZZZ": return time.offsetText(colon: true)
    default: break
    }
    switch verb.first {
    case "Y": throw invalid("year must either be \"YY\" or \"YYYY\"")
    case "M": throw invalid("month must be \"M\", \"MM\", \"MMM\", or \"MMMM\"")
    case "D": throw invalid("day of month must either be \"D\" or \"DD\"")
    case "E": throw invalid("day of week must either be \"EEE\" or \"EEEE\"")
    case "h": throw invalid("24-hour must either be \"h\" or \"hh\"")
    case "H": throw invalid("12-hour must either be \"H\" or \"HH\"")
    case "A": throw invalid("must be \"AA\"")
    case "a": throw invalid("must be \"aa\"")
    case "m": throw invalid("minute must either be \"m\" or \"mm\"")
    case "s": throw invalid("second must either be \"s\" or \"ss\"")
    case "Z": throw invalid("timezone must be Z, ZZZZ, or ZZZZZ")
    default: throw FunctionError("invalid date format verb \(quoted(verb))")
    }
  }
}

/// Durations as Go writes them: `1h30m`, `-1.5s`.
enum GoDuration {
  static func nanoseconds(_ text: String) throws(FunctionError) -> Int {
    let shown = quotedBytes(text)
    let invalid = FunctionError("time: invalid duration \(shown)")
    var rest = Array(text.unicodeScalars)[...]
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    if String(String.UnicodeScalarView(rest)) == "0" { return 0 }
    if rest.isEmpty { throw invalid }
    var total: Number = 0
    while !rest.isEmpty {
      let number = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
      rest = rest.dropFirst(number.count)
      let unit = String(String.UnicodeScalarView(rest.prefix { $0 != "." && !("0"..."9").contains($0) }))
      rest = rest.dropFirst(unit.unicodeScalars.count)
      // A second point ends a number, which then has no unit.
      if number.filter({ $0 == "." }).count > 1 { throw FunctionError("time: missing unit in duration \(shown)") }
      guard let count = Number(decimal: String(String.UnicodeScalarView(number))) else { throw invalid }
      if unit.isEmpty { throw FunctionError("time: missing unit in duration \(shown)") }
      guard let size = units[unit] else {
        throw FunctionError("time: unknown unit \(quotedBytes(unit)) in duration \(shown)")
      }
      guard let part = Number.product(count, size), let sum = Number.sum(total, part.truncated) else { throw invalid }
      total = sum
    }
    guard let nanoseconds = (isNegative ? -total : total).int else { throw invalid }
    return nanoseconds
  }

  /// A string in quotes, what is not ASCII byte by byte: so this part of Go's library quotes.
  private static func quotedBytes(_ text: String) -> String {
    let parts = text.unicodeScalars.map { scalar in
      scalar.isASCII
        ? String(quoted(String(scalar)).dropFirst().dropLast())
        : String(scalar).utf8.map { "\\x" + String($0, radix: 16) }.joined()
    }
    return "\"" + parts.joined() + "\""
  }

  private static let units: [String: Number] = [
    "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
    "h": 3_600_000_000_000,
  ]
}
