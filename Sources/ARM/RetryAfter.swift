internal import HTTP

/// How long a server asks to wait, in all the spellings that Azure's services use.
enum RetryAfter {
  /// Longer waits are cut to this: a date far off is a mistake of the server.
  private static let max: Duration = .seconds(600)

  /// The wait that headers ask for; `now` is in seconds since 1970.
  static func duration(in headers: HTTPHeaders, now: Int64) -> Duration? {
    for name in ["retry-after-ms", "x-ms-retry-after-ms"] {
      if let milliseconds = number(headers[name]) { return bounded(.milliseconds(milliseconds)) }
    }
    if let text = headers["Retry-After"] {
      if let seconds = number(text) { return bounded(.seconds(seconds)) }
      return HTTPDate.secondsSince1970(text).map { bounded(.seconds(Swift.max($0 - now, 0))) }
    }
    return headers["x-ms-user-quota-resets-after"].flatMap(clockTime).map { bounded(.seconds($0)) }
  }

  /// The wait that AKS asks for in the sentences of its refusals: "… retry again in 42 seconds".
  static func duration(in message: String) -> Duration? {
    TextScanner(message).number(after: "retry again in ").map { bounded(.seconds($0)) }
  }

  /// The seconds of a time such as `00:00:05`, by which Resource Graph says when it answers again.
  private static func clockTime(_ text: String) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0)) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2] else { return nil }
    return hours * 3600 + minutes * 60 + seconds
  }

  private static func bounded(_ duration: Duration) -> Duration { min(duration, max) }

  private static func number(_ text: String?) -> Int64? {
    // Some providers send fractions although none are allowed.
    guard let text, !text.isEmpty, text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }),
      let value = Double(text), value < 1e9
    else { return nil }
    return Int64(value.rounded(.up))
  }
}

/// Dates as HTTP headers write them (RFC 9110 §5.6.7), in the one form that is still sent.
enum HTTPDate {
  /// Seconds since 1970 of a text such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  static func secondsSince1970(_ text: String) -> Int64? {
    let parts = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ":" })
    guard parts.count == 8, parts[7] == "GMT", let day = Int64(parts[1]), (1...31).contains(day),
      let month = months.firstIndex(of: String(parts[2])), let year = Int64(parts[3]), (1970...9999).contains(year),
      let hour = Int64(parts[4]), (0...23).contains(hour), let minute = Int64(parts[5]), (0...59).contains(minute),
      let second = Int64(parts[6]), (0...60).contains(second)
    else { return nil }
    // Days since 1970 by counting years from March, so that the leap day is the last of a year.
    let shifted = month < 2 ? year - 1 : year
    let dayOfYear = (153 * (Int64(month) + (month < 2 ? 10 : -2)) + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
