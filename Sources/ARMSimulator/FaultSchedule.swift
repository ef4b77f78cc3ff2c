import Values

/// Faults that a seed decides on: the same for the same requests, in whatever order these come.
///
/// About one request in ten meets one. No request meets more than two in a row, so that a client that tries again gets
/// through; an operation fails at most once for each resource.
struct FaultSchedule: Sendable {
  private let seed: Int
  /// How often each request has come, and how many faults in a row it has just met.
  private var seen: [String: (count: Int, inRow: Int)] = [:]

  init(seed: Int) {
    self.seed = seed
  }

  /// What the next request of this kind meets.
  mutating func effect(for call: Call) -> Fault.Effect? {
    let key = call.method + " " + call.path.lowercased()
    var (count, inRow) = seen[key] ?? (0, 0)
    let effect = inRow < 2 ? drawn(key, count, isChange: ["PUT", "DELETE"].contains(call.method)) : nil
    count += 1
    inRow = effect == nil ? 0 : inRow + 1
    seen[key] = (count, inRow)
    return effect
  }

  private func drawn(_ key: String, _ count: Int, isChange: Bool) -> Fault.Effect? {
    let digits = Identifiers.hex(for: "fault \(seed) \(count) \(key)", count: 4)
    switch (Int(digits, radix: 16) ?? 0) % 200 {
    case 0..<6:
      return .answer(status: 429, code: "TooManyRequests", message: "The request rate is too high.", retryAfter: 1)
    case 6..<8: return .answer(status: 500, code: "InternalServerError", message: "A fault.", retryAfter: nil)
    case 8..<11: return .answer(status: 503, code: "ServiceUnavailable", message: "A fault.", retryAfter: 1)
    case 11..<12: return .answer(status: 504, code: "GatewayTimeout", message: "A fault.", retryAfter: nil)
    case 12..<14: return .drop
    case 14..<16: return .loseAnswer
    case 16..<18: return .cutAnswer
    case 18..<19 where isChange && count == 0:
      return .failOperation(code: "AllocationFailed", message: "There is no capacity for this now.")
    case 19..<20 where isChange && count == 0: return .cancelOperation
    default: return nil
    }
  }
}
