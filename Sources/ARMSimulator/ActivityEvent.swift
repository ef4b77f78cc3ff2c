import Values

/// One stage of a request, as the activity log shows it.
struct ActivityEvent: Sendable {
  enum Stage: Int, Sendable {
    case started
    case accepted
    case ended
  }

  let entry: ActivityLog.Entry
  let stage: Stage
  let time: Timestamp

  /// The stages of a request so far: that it came, that its operation was accepted, and how it ended.
  static func all(of entry: ActivityLog.Entry) -> [ActivityEvent] {
    var events = [ActivityEvent(entry: entry, stage: .started, time: entry.began)]
    if entry.operation != nil { events.append(ActivityEvent(entry: entry, stage: .accepted, time: entry.began)) }
    if let end = entry.end { events.append(ActivityEvent(entry: entry, stage: .ended, time: end.time)) }
    return events
  }

  var status: String {
    switch stage {
    case .started: "Started"
    case .accepted: "Accepted"
    case .ended: entry.end?.status.rawValue ?? ""
    }
  }

  var level: String { ["Failed", "Canceled"].contains(status) ? "Error" : "Informational" }

  /// Where the event stands: the greater, the later.
  var place: (Int64, Int, Int) { (time.milliseconds, entry.number, stage.rawValue) }

  /// The event with the members that are in Azure's.
  ///
  /// - Parameter lag: how much later than it happened it is in the log.
  func body(submittedAfter lag: Duration) -> Value {
    let target = ResourceTarget(id: entry.resource)
    let namespace = String(entry.action.prefix { $0 != "/" })
    let type = entry.action.split(separator: "/").dropLast(entry.method == "POST" ? 2 : 1).joined(separator: "/")
    let id = Identifiers.guid(for: "event \(entry.number) \(entry.began.milliseconds) \(stage.rawValue)")
    // .NET counts a tenth of a microsecond, from the year 1.
    let ticks = (time.milliseconds + 62_135_596_800_000) * 10_000
    var body: Value = [
      "authorization": ["action": .string(entry.action), "scope": .string(entry.resource)],
      "caller": .string(entry.actor.caller), "channels": "Operation",
      "claims": [
        "appid": .string(entry.actor.application),
        "http://schemas.microsoft.com/identity/claims/objectidentifier": .string(entry.actor.object),
      ],
      "correlationId": .string(entry.correlation), "description": "", "eventDataId": .string(id),
      "eventName": stage == .started
        ? ["value": "BeginRequest", "localizedValue": "Begin request"]
        : ["value": "EndRequest", "localizedValue": "End request"],
      "category": Self.named("Administrative"),
      "httpRequest": ["method": .string(entry.method)],
      "id": .string("\(entry.resource)/events/\(id)/ticks/\(ticks)"), "level": .string(level),
      "resourceProviderName": Self.named(namespace), "resourceId": .string(entry.resource),
      "resourceType": Self.named(type),
      "operationId": .string(Identifiers.guid(for: "activity \(entry.number) \(entry.began.milliseconds)")),
      "operationName": Self.named(entry.action), "properties": [:], "status": Self.named(status),
      "subStatus": subStatus, "eventTimestamp": .string(time.text()),
      "submissionTimestamp": .string(time.advanced(by: lag).text()), "tenantId": .string(Identifiers.tenant),
    ]
    body["resourceGroupName"] = target?.group.map { .string($0) }
    body["subscriptionId"] = entry.resource.split(separator: "/").dropFirst().first.map { .string(String($0)) }
    return body
  }

  private static func named(_ name: String) -> Value { ["value": .string(name), "localizedValue": .string(name)] }

  /// The answer's status, by its name; empty where it says nothing of the stage.
  private var subStatus: Value {
    let names = [
      200: "OK", 201: "Created", 202: "Accepted", 204: "NoContent", 400: "BadRequest", 403: "Forbidden",
      409: "Conflict", 412: "PreconditionFailed",
    ]
    let isOfAnswer = stage == .accepted || stage == .ended && entry.operation == nil
    guard isOfAnswer, let name = names[entry.status] else { return Self.named("") }
    return [
      "value": .string(name), "localizedValue": .string("\(name) (HTTP Status Code: \(entry.status))"),
    ]
  }
}

/// The list of a subscription's events, the newest first.
enum ActivityEvents {
  private static let apiVersions = APIVersions("2015-04-01")
  private static let rowsMax = 200

  static let questions: [String: Questions.Answering] = ["GET microsoft.insights/eventtypes/values": answer]

  private static let answer: Questions.Answering = { call, target, cloud throws(Refusal) in
    guard target.names == ["management"], let subscription = target.subscription, target.group == nil else {
      throw .noRoute(call.path)
    }
    guard apiVersions.contains(call.apiVersion ?? "") else {
      throw Refusal(
        400, "NoRegisteredProviderFound",
        "No registered resource provider found for API version '\(call.apiVersion ?? "")' and type 'eventtypes'. "
          + "The supported api-versions are '\(apiVersions.description)'.")
    }
    do throws(ActivityFilter.Problem) {
      return page(call, try ActivityFilter(call), subscription, cloud)
    } catch {
      // This provider's errors stand by themselves.
      return Answer(400, ["code": "BadRequest", "message": .string(error.message)])
    }
  }

  /// A page after the event that the last one ended with, so that what comes in meanwhile moves nothing.
  private static func page(
    _ call: Call, _ filter: ActivityFilter, _ subscription: String, _ cloud: SimulatedCloud
  ) -> Answer {
    let last = call.parameter("$skiptoken").flatMap(place)
    let latest = call.now.advanced(by: .zero - cloud.activityLag)
    let events = cloud.state.activity.entries.lazy
      // What is over before the time that is asked for is most of it.
      .filter { ($0.end?.time ?? latest) >= filter.from && filter.keeps($0, in: subscription) }
      .flatMap(ActivityEvent.all)
      .filter { event in
        event.time <= latest && filter.keeps(event) && (last.map { event.place < $0 } ?? true)
      }
      .sorted { $1.place < $0.place }
    let selected = call.parameter("$select").map {
      Set($0.lowercased().split(separator: ",").map { $0.filter { $0 != " " } })
    }
    let rows = events.prefix(rowsMax).map { event in
      let body = event.body(submittedAfter: cloud.activityLag)
      guard let selected, !selected.isEmpty else { return body }
      return .object(Members((body.members ?? Members()).filter { selected.contains($0.0.lowercased()) }))
    }
    guard events.count > rowsMax, let end = events.prefix(rowsMax).last else {
      return Answer(200, ["value": .tuple(rows)])
    }
    let (time, number, stage) = end.place
    return Answer(
      200, ["value": .tuple(rows), "nextLink": Lists.nextLink(call, after: "\(time).\(number).\(stage)")])
  }

  /// The place that a page's link names.
  private static func place(_ token: String) -> (Int64, Int, Int)? {
    let parts = token.split(separator: ".").compactMap { Int($0) }
    return parts.count == 3 ? (Int64(parts[0]), parts[1], parts[2]) : nil
  }
}
