package import HTTP

/// When calls may be made so that no limit on their number is run into: a model of ARM's token buckets, one for each
/// subscription, kind of call and region, and of some resource providers', fed by what the answers say is left.
///
/// Calls that are sent evenly don't arrive evenly, and another run may just have been here: each bucket is taken for
/// smaller than it is by what comes back in a second.
///
/// A value that decides only. Times are durations since any one moment; they must not go back.
package struct CallPacing: Sendable {
  private var buckets: [RegionalKey: Bucket] = [:]
  /// Where ARM answered last, which is where the next call goes.
  private var region = ""
  /// Whether there are any limits.
  private var isLimited: Bool

  /// ARM counts for each of its regions by itself, resource providers don't.
  private struct RegionalKey: Hashable {
    let key: BucketKey
    let region: String
  }

  /// - Parameter isLimited: whether there are limits from the start, and not only once an answer tells of one.
  package init(isLimited: Bool = true) {
    self.isLimited = isLimited
  }

  /// Takes a token for a call from each bucket that it draws on, and returns how long it has to wait until all of these
  /// are there.
  package mutating func wait(for method: HTTPMethod, _ path: String, now: Duration) -> Duration {
    guard isLimited else { return .zero }
    var wait = Duration.zero
    for (limit, key) in RateLimit.limits(of: method, path) {
      wait = max(wait, buckets[regional(key), default: Bucket(limit, now: now)].take(now: now))
    }
    return wait
  }

  /// Learns from an answer how many calls are left, or that there were too many.
  ///
  /// - Parameter retryAfter: the wait that a refusal for too many calls named.
  package mutating func learn(
    from method: HTTPMethod, _ path: String, status: Int, headers: HTTPHeaders, retryAfter: Duration?, now: Duration
  ) {
    // Such as `WESTEUROPE:20260101T000000Z:…`.
    if let place = headers["x-ms-routing-request-id"]?.split(separator: ":").first { region = place.asciiLowercased }
    let limits = RateLimit.limits(of: method, path)
    for (limit, key) in limits {
      let left = Self.headers(of: limit.name).compactMap { headers[$0].flatMap { Double($0) } }.min()
      if let left { buckets[regional(key), default: Bucket(limit, now: now)].lower(to: left, now: now) }
      isLimited = isLimited || left != nil
    }
    // Which limit it was that refused the call isn't said: most probably the tightest, the provider's.
    if status == 429, let (limit, key) = limits.last {
      buckets[regional(key), default: Bucket(limit, now: now)].close(for: retryAfter ?? .seconds(1), now: now)
    }
  }

  private func regional(_ key: BucketKey) -> RegionalKey {
    RegionalKey(key: key, region: ["reads", "writes", "deletes"].contains(key.limit) ? region : "")
  }

  /// The headers that say what is left of a limit.
  private static func headers(of limit: String) -> [String] {
    switch limit {
    case "reads", "writes", "deletes":
      [
        "x-ms-ratelimit-remaining-subscription-\(limit)", "x-ms-ratelimit-remaining-subscription-global-\(limit)",
        "x-ms-ratelimit-remaining-tenant-\(limit)",
      ]
    case "graph queries": ["x-ms-user-quota-remaining"]
    default: []
    }
  }
}

/// Tokens that come back as time goes by. May owe some: who comes then waits until it has been paid.
private struct Bucket: Sendable {
  private let perSecond: Double
  /// What is never taken: what comes back in a second, but half of a small bucket at most.
  private let reserve: Double
  private let tokensMax: Double
  /// Above the reserve.
  private var tokens: Double
  private var updated: Duration

  init(_ limit: RateLimit, now: Duration) {
    perSecond = limit.perSecond
    reserve = min(limit.perSecond.rounded(.up), limit.burst / 2)
    tokensMax = limit.burst - reserve
    tokens = tokensMax
    updated = now
  }

  mutating func take(now: Duration) -> Duration {
    refill(now)
    tokens -= 1
    return tokens >= 0 ? .zero : .seconds(-tokens / perSecond)
  }

  /// No more than this is left; what is owed already stays owed.
  mutating func lower(to left: Double, now: Duration) {
    refill(now)
    tokens = min(tokens, max(left, 0) - reserve)
  }

  /// Nothing is left before some time has gone by; then one call may be made.
  mutating func close(for pause: Duration, now: Duration) {
    refill(now)
    tokens = min(tokens, 1 - pause / .seconds(1) * perSecond)
  }

  private mutating func refill(_ now: Duration) {
    tokens = min(tokensMax, tokens + max(now - updated, .zero) / .seconds(1) * perSecond)
    updated = now
  }
}
