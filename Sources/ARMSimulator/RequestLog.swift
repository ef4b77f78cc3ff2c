import JSON
import Values

/// What was asked since the start, for tests that count.
struct RequestLog: Sendable {
  private struct Entry: Sendable {
    let method: String
    let target: String
    let status: Int
  }

  /// The latest requests only, so that a long-lived simulator doesn't grow.
  private static let entriesMax = 10_000

  private var entries: [Entry] = []
  private var byMethod: [String: Int] = [:]
  private var byRoute: [String: Int] = [:]
  private(set) var total = 0
  private var faults = 0

  mutating func record(_ call: Call, status: Int, metFault: Bool) {
    total += 1
    if metFault { faults += 1 }
    byMethod[call.method, default: 0] += 1
    byRoute["\(call.method) \(Self.route(call))", default: 0] += 1
    let query = call.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    if entries.count >= Self.entriesMax { entries.removeFirst(entries.count / 2) }
    entries.append(
      Entry(method: call.method, target: query.isEmpty ? call.path : call.path + "?" + query, status: status))
  }

  mutating func reset() {
    self = RequestLog()
  }

  var counts: Value {
    func count(_ methods: String...) -> Value { .number(methods.reduce(0) { $0 + (byMethod[$1] ?? 0) }) }
    return [
      "reads": count("GET", "HEAD"), "writes": count("PUT", "PATCH"), "deletes": count("DELETE"),
      "posts": count("POST"), "faults": .number(faults), "byRoute": .object(Members(byRoute.map { ($0, .number($1)) })),
    ]
  }

  /// The method, the path without the query, and the status of each.
  var all: [(method: String, path: String, status: Int)] {
    entries.map { ($0.method, String($0.target.prefix { $0 != "?" }), $0.status) }
  }

  var requests: Value {
    .tuple(
      entries.map { ["method": .string($0.method), "path": .string($0.target), "status": .number($0.status)] })
  }

  /// The type that a path is about, or what else it asks for.
  private static func route(_ call: Call) -> String {
    let lowered = call.segments.map { $0.lowercased() }
    if lowered.contains("locations"), let last = lowered.dropLast().last, last.hasPrefix("operation") { return last }
    if lowered.dropLast().last == "operationresults" { return "operationresults" }
    if let target = ResourceTarget(segments: call.segments) {
      if let type = Catalogue.type(of: target.typeKey) {
        return target.isCollection ? type.name + " (list)" : type.name
      }
      return ([target.namespace] + target.types).joined(separator: "/")
    }
    return lowered.enumerated().map { $0.offset == 1 && lowered[0] == "subscriptions" ? "{}" : $0.element }
      .joined(separator: "/")
  }
}

extension SimulatedCloud {
  /// The simulator's own routes: counts and requests since the start or the last reset, faults, and all that there is.
  mutating func answerAboutItself(_ call: Call) -> Answer {
    switch (call.method, call.segments.dropFirst().joined(separator: "/").lowercased()) {
    case ("GET", "counts"): return Answer(200, log.counts)
    case ("POST", "counts/reset"):
      log.reset()
      return Answer(204)
    case ("POST", "faults"):
      guard let body = try? JSON.parse(call.body), addFaults(body) else {
        return Answer(400, Refusal.badBody("This is no fault that the simulator knows.").body)
      }
      return Answer(204)
    case ("POST", "list-lag"), ("POST", "activity-lag"):
      guard let seconds = (try? call.object())?["seconds"]?.intValue, (0...3600).contains(seconds) else {
        return Answer(400, Refusal.badBody("`seconds` has to be a number from 0 to 3600.").body)
      }
      if call.segments.last?.lowercased() == "list-lag" {
        lists.lag = .seconds(seconds)
      } else {
        activityLag = .seconds(seconds)
      }
      return Answer(204)
    case ("POST", "quotas"):
      guard let body = try? call.object(), let name = body["name"]?.stringValue,
        let limit = body["limit"]?.intValue, let location = body["location"]?.stringValue
      else {
        return Answer(400, Refusal.badBody("A quota has a location, a name and a limit.").body)
      }
      quotas[VCPUQuotas.key(location, name)] = limit
      return Answer(204)
    case ("POST", "kubernetes"):
      let minor = (try? call.object())?["oldest"]?.stringValue.flatMap { KubernetesVersion($0)?.minor }
      guard let minor else {
        return Answer(400, Refusal.badBody("`oldest` has to be a version that AKS offers, such as 1.34.").body)
      }
      oldestKubernetes = minor
      return Answer(204)
    case ("DELETE", "faults"):
      faults = []
      faultSchedule = nil
      return Answer(204)
    case ("GET", "requests"): return Answer(200, ["requests": log.requests])
    case ("GET", "resources"): return Answer(200, ["resources": .tuple(state.dump)])
    default: return Answer(404, Refusal.noRoute(call.path).body)
    }
  }
}
