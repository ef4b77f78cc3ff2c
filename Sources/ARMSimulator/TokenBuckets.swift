import Values

/// How many calls Azure Resource Manager and resource providers let through: buckets of tokens, of which each call takes
/// one, and which fill up again as the cloud's time goes by (Microsoft Learn, "Understand how Azure Resource Manager
/// throttles requests" and "Limits for resources, SKUs, and regions in AKS").
struct TokenBuckets: Sendable {
  private struct Limit {
    let name: String
    /// How many calls may be made at once after a rest.
    let burst: Double
    let perSecond: Double
  }

  private struct Bucket {
    var tokens: Double
    var filled: Timestamp
  }

  /// By the name of the limit, what it counts for, and whose calls.
  private var buckets: [[String]: Bucket] = [:]
  /// When the present five seconds of queries of Resource Graph began, and how many there were, by whose they are.
  private var windows: [String: (start: Timestamp, count: Int)] = [:]

  /// Takes what a call needs.
  ///
  /// - Returns: the headers that say what is left.
  mutating func take(_ call: Call, speed: SimulatorSpeed) throws(Refusal) -> [(String, String)] {
    // Where nothing takes time, all that was taken is there again.
    guard case .factor(let factor) = speed else { return [] }
    let lowered = call.segments.map { $0.lowercased() }
    if lowered == ResourceGraph.path { return try takeQuery(call, factor) }
    let isInSubscription = lowered.first == "subscriptions" && lowered.count > 1
    let place = isInSubscription ? lowered[1] : "tenant"
    let limit = Self.limit(of: call.method)
    let left = take(limit, [limit.name, place, Self.principal(of: call)], at: call.now, factor)
    guard left >= 0 else { throw .throttled(limit.name, place, seconds: -left / limit.perSecond / factor) }
    if let (limit, place) = Self.clusterLimit(call.method, lowered) ?? Self.providerLimit(call.method, lowered) {
      let left = take(limit, [limit.name, place], at: call.now, factor)
      guard left >= 0 else { throw .tooManyCalls(limit.name, seconds: -left / limit.perSecond / factor) }
    }
    let scope = isInSubscription ? "subscription" : "tenant"
    return [("x-ms-ratelimit-remaining-\(scope)-\(limit.name)", String(Int(left)))]
  }

  /// Counts a query of Resource Graph, of which a user has fifteen in five seconds, whatever else they ask of ARM
  /// (Microsoft Learn, "Guidance for throttled requests in Azure Resource Graph").
  private mutating func takeQuery(_ call: Call, _ factor: Double) throws(Refusal) -> [(String, String)] {
    let limit = 15
    let length = Duration.seconds(5) / factor
    let principal = Self.principal(of: call)
    var window = windows[principal] ?? (call.now, 0)
    if window.start.advanced(by: length) <= call.now { window = (call.now, 0) }
    let isOver = window.count >= limit
    if !isOver { window.count += 1 }
    windows[principal] = window
    let seconds = (window.start.advanced(by: length).milliseconds - call.now.milliseconds + 999) / 1000
    let headers = [
      ("x-ms-user-quota-remaining", String(limit - window.count)),
      ("x-ms-user-quota-resets-after", "00:00:0\(max(1, seconds))"),
    ]
    guard isOver else { return headers }
    var refusal = Refusal.ofResourceGraph(
      429, "RateLimiting", at: call.now, correlation: Identifiers.guid(for: "throttled \(call.now.milliseconds)"))
    refusal.details = [
      [
        "code": "RateLimiting",
        "message": .string(
          "Client application has been throttled and should not attempt to repeat the request until an amount of time has "
            + "elapsed. Please see https://aka.ms/resourcegraph-throttling for help."),
      ]
    ]
    refusal.headers = headers
    throw refusal
  }

  /// The tokens that are left; below zero, and nothing is taken, by what is missing.
  private mutating func take(_ limit: Limit, _ key: [String], at now: Timestamp, _ factor: Double) -> Double {
    var bucket = buckets[key] ?? Bucket(tokens: limit.burst, filled: now)
    let seconds = Double(max(0, now.milliseconds - bucket.filled.milliseconds)) / 1000
    bucket.tokens = min(limit.burst, bucket.tokens + seconds * limit.perSecond * factor)
    bucket.filled = now
    defer { buckets[key] = bucket }
    guard bucket.tokens >= 1 else { return bucket.tokens - 1 }
    bucket.tokens -= 1
    return bucket.tokens
  }

  /// ARM's own limits count for one subscription, or the tenant, and one principal.
  private static func limit(of method: String) -> Limit {
    switch method {
    case "GET", "HEAD": Limit(name: "reads", burst: 250, perSecond: 25)
    case "DELETE": Limit(name: "deletes", burst: 200, perSecond: 10)
    default: Limit(name: "writes", burst: 200, perSecond: 10)
    }
  }

  private static func principal(of call: Call) -> String {
    let token = call.headers["authorization"]?.split(separator: " ").last ?? ""
    return WebToken(token)?["oid"] ?? String(token)
  }

  /// Those of networks and storage accounts, which are known for five minutes, with the subscription that they count for.
  private static func providerLimit(_ method: String, _ path: [String]) -> (Limit, String)? {
    guard path.count > 2, let start = path.lastIndex(of: "providers"), start + 1 < path.count else { return nil }
    func limit(_ name: String, burst: Double, perSecond: Double) -> (Limit, String) {
      (Limit(name: name, burst: burst, perSecond: perSecond), path[1])
    }
    let isRead = ["GET", "HEAD"].contains(method)
    switch path[start + 1] {
    case "microsoft.network":
      return isRead
        ? limit("NetworkReads", burst: 10_000, perSecond: 10_000 / 300)
        : limit("NetworkWrites", burst: 1000, perSecond: 1000 / 300)
    case "microsoft.storage":
      guard isRead else { return limit("StorageWrites", burst: 10, perSecond: 10) }
      let isList = (path.count - start) % 2 == 1
      return isList
        ? limit("StorageLists", burst: 100, perSecond: 100 / 300)
        : limit("StorageReads", burst: 800, perSecond: 800 / 300)
    default: return nil
    }
  }

  /// AKS's limits, with the resource, the group or the subscription that they count for.
  private static func clusterLimit(_ method: String, _ path: [String]) -> (Limit, String)? {
    guard let start = path.firstIndex(of: "microsoft.containerservice"), start > 0, path[start - 1] == "providers",
      path.dropFirst(start + 1).first == "managedclusters"
    else { return nil }
    let isPool = path.dropFirst(start + 3).first == "agentpools"
    let place = path.joined(separator: "/")
    switch (method, path.count - start) {
    case ("GET", 2) where start <= 3: return (Limit(name: "ListManagedClusters", burst: 500, perSecond: 1), place)
    case ("GET", 2): return (Limit(name: "ListManagedClusters", burst: 60, perSecond: 1), place)
    case ("GET", 3): return (Limit(name: "GetManagedCluster", burst: 60, perSecond: 1), place)
    case ("PUT", 3): return (Limit(name: "PutManagedCluster", burst: 20, perSecond: 1 / 60), place)
    case ("PUT", 5) where isPool: return (Limit(name: "PutAgentPool", burst: 20, perSecond: 1 / 60), place)
    default: return nil
    }
  }
}

extension Refusal {
  fileprivate static func throttled(_ calls: String, _ place: String, seconds: Double) -> Refusal {
    let wait = Int(seconds.rounded(.up))
    var refusal = Refusal(
      429, place == "tenant" ? "TenantRequestsThrottled" : "SubscriptionRequestsThrottled",
      "Number of '\(calls)' requests for '\(place)' exceeded the limit. Please try again after '\(wait)' seconds after "
        + "additional tokens are available.")
    refusal.headers = [("Retry-After", String(wait))]
    return refusal
  }

  fileprivate static func tooManyCalls(_ operation: String, seconds: Double) -> Refusal {
    let wait = Int(seconds.rounded(.up))
    var refusal = Refusal(
      429, "TooManyRequests", "Too many \(operation) requests were made. Please retry again in \(wait) seconds.")
    refusal.headers = [("Retry-After", String(wait))]
    return refusal
  }
}
