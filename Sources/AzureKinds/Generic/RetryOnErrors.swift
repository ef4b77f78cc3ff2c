import Values

/// What `retry` says: after which errors a change is tried again, and when.
package struct RetryOnErrors: Sendable {
  static let names = [
    "error_message_regex", "interval_seconds", "max_interval_seconds", "multiplier", "randomization_factor",
  ]
  /// How often it is tried at most.
  package static let triesMax = 20

  private let patterns: [String]
  private let interval: Double
  private let intervalMax: Double
  private let multiplier: Double

  /// Nil where the arguments ask for none.
  package init?(_ arguments: Value?) {
    guard let members = arguments?.members else { return nil }
    func number(_ name: String) -> Double? { members[name]?.numberValue.flatMap { Double($0.description) } }
    patterns = (members["error_message_regex"]?.elements ?? []).compactMap(\.stringValue)
    interval = number("interval_seconds") ?? 10
    intervalMax = number("max_interval_seconds") ?? 180
    multiplier = number("multiplier") ?? 1.5
  }

  /// Whether an error is one of those.
  package func applies(to message: String) -> Bool {
    patterns.contains { pattern in
      guard let expression = try? Regex(pattern) else { return false }
      return (try? expression.firstMatch(in: message)) != nil
    }
  }

  /// How long to wait after a number of tries.
  package func delay(after tries: Int) -> Duration {
    var delay = interval
    for _ in 1..<max(tries, 1) where delay < intervalMax { delay *= multiplier }
    return .seconds(min(delay, intervalMax))
  }
}
