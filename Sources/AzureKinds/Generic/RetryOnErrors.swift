import Values

/// What `retry` says: after which errors a change is tried again, and when.
package struct RetryOnErrors: Sendable {
  static let names = [
    "error_message_regex", "interval_seconds", "max_interval_seconds", "multiplier", "randomization_factor",
  ]
  /// What numbers may be, as azapi has it.
  static let bounds: [(name: String, ClosedRange<Double>)] = [
    ("interval_seconds", 1...120), ("max_interval_seconds", 1...300), ("multiplier", 1...100),
    ("randomization_factor", 0...1),
  ]

  static func text(_ bound: Double) -> String { "\(Int(bound))" }

  /// How often it is tried at most.
  package static let triesMax = 20

  private let patterns: [String]
  private let interval: Double
  private let intervalMax: Double
  private let multiplier: Double
  private let spread: Double

  /// Nil where the arguments ask for none.
  package init?(_ arguments: Value?) {
    guard let members = arguments?.members else { return nil }
    func number(_ name: String) -> Double? { members[name]?.numberValue.flatMap { Double($0.description) } }
    patterns = (members["error_message_regex"]?.elements ?? []).compactMap(\.stringValue)
    interval = number("interval_seconds") ?? 10
    intervalMax = number("max_interval_seconds") ?? 180
    multiplier = number("multiplier") ?? 1.5
    spread = number("randomization_factor") ?? 0.5
  }

  /// Whether an error is one of those.
  package func applies(to message: String) -> Bool {
    patterns.contains { pattern in
      guard let expression = try? Regex(pattern) else { return false }
      return (try? expression.firstMatch(in: message)) != nil
    }
  }

  /// How long to wait after a number of tries: more and more, each shortened or prolonged at random.
  ///
  /// - Parameter random: from 0 to 1.
  package func delay(after tries: Int, random: Double) -> Duration {
    var delay = interval
    for _ in 1..<max(tries, 1) where delay < intervalMax { delay *= multiplier }
    return .seconds(min(delay, intervalMax) * (1 - spread + 2 * spread * random))
  }
}
