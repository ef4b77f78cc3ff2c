/// What was changed or was to be changed, when and by whom: the source of Azure's activity log.
///
/// A request is kept once, with its outcome; the events that Azure makes of it are made when somebody asks for them. Of a
/// token nothing is kept but what an ``Actor`` has, and of a body nothing at all.
struct ActivityLog: Sendable {
  /// Whose a request is, from the claims of its token.
  struct Actor: Sendable, Hashable {
    /// The name of a user; the object id of anybody else.
    let caller: String
    let object: String
    let application: String
  }

  struct End: Sendable, Hashable {
    let time: Timestamp
    let status: SimulatedOperation.Status
  }

  /// A request that changes something.
  struct Entry: Sendable, Hashable {
    /// The order of the requests, without gaps.
    let number: Int
    let began: Timestamp
    let actor: Actor
    let method: String
    /// `Microsoft.ContainerService/managedClusters/write`.
    let action: String
    /// The id of what it is about.
    let resource: String
    let correlation: String
    /// The status of the answer.
    let status: Int
    /// The id of the operation that it started, which tells the outcome.
    let operation: String?
    /// The outcome; nil while the operation runs.
    var end: End?
  }

  /// At most so many are kept, and a tenth more before the oldest are dropped: 20 MB or so.
  private static let entriesMax = 50_000

  /// Oldest first.
  private(set) var entries: [Entry] = []
  /// The numbers of what changed since the store last looked.
  private(set) var changed: Set<Int> = []
  /// The numbers of those that go on, by their operations.
  private var running: [String: Int] = [:]

  /// The number that the next entry will have.
  var next: Int { entries.last.map { $0.number + 1 } ?? 0 }

  mutating func append(_ entry: Entry) {
    put(entry)
    changed.insert(entry.number)
    guard entries.count > Self.entriesMax + Self.entriesMax / 10 else { return }
    entries.removeFirst(entries.count - Self.entriesMax)
  }

  /// Notes how an operation ended, if a request that started it is known.
  mutating func end(_ operation: String, _ end: End) {
    guard let number = running.removeValue(forKey: operation), let index = index(of: number) else { return }
    entries[index].end = end
    changed.insert(number)
  }

  /// The request that started an operation which goes on.
  func request(behind operation: String) -> Entry? {
    running[operation].flatMap(index).map { entries[$0] }
  }

  /// Takes an entry over from the store: a new one, or what became of one.
  mutating func put(_ entry: Entry) {
    if let index = index(of: entry.number) {
      entries[index] = entry
    } else if entries.isEmpty || entry.number == next {
      entries.append(entry)
    } else {
      // It was dropped since it was written down.
      return
    }
    guard let operation = entry.operation else { return }
    running[operation] = entry.end == nil ? entry.number : nil
  }

  mutating func forgetChanges() { changed = [] }

  /// The entries that changed, in their order.
  var news: [Entry] { changed.sorted().compactMap { index(of: $0).map { entries[$0] } } }

  private func index(of number: Int) -> Int? {
    guard let first = entries.first?.number, case let index = number - first, entries.indices.contains(index) else {
      return nil
    }
    return index
  }
}

extension ActivityLog.Actor {
  /// Who stands behind a request; a token that says nothing stands for the simulator's own client.
  init(_ call: Call) {
    let token = WebToken(call.headers["authorization"]?.split(separator: " ").last ?? "")
    object = token?["oid"] ?? Identifiers.clientObject
    application = token?["appid"] ?? token?["azp"] ?? (token == nil ? Identifiers.client : "")
    caller = token?["upn"] ?? token?["unique_name"] ?? token?["preferred_username"] ?? object
  }

  /// Whoever changes things where a fault says so.
  static let another = ActivityLog.Actor(
    caller: "another@example.com", object: Identifiers.guid(for: "another"),
    application: Identifiers.guid(for: "another's application"))
}

extension SimulatedCloud {
  /// Notes a request that changes something, once it is answered; one that was turned away before anybody looked at what
  /// it is about is not noted.
  ///
  /// - Returns: what was noted.
  mutating func noteActivity(_ call: Call, _ answer: Answer) -> ActivityLog.Entry? {
    guard ["PUT", "PATCH", "DELETE", "POST"].contains(call.method), call.apiVersion != nil,
      let (id, action) = activity(call)
    else { return nil }
    let isFailure = answer.status >= 400
    if isFailure, ![400, 403, 409, 412].contains(answer.status) { return nil }
    // Nothing was there to be deleted, or its deletion goes on already.
    if call.method == "DELETE", answer.status == 204 || answer.status == 202 && startedOperation == nil { return nil }
    return note(
      ActivityLog.Actor(call), call.method, action, on: id,
      correlation: call.headers["x-ms-correlation-request-id"] ?? requestID(of: call), status: answer.status,
      operation: isFailure ? nil : startedOperation)
  }

  /// Notes what somebody did; it is over unless an operation goes on.
  @discardableResult
  mutating func note(
    _ actor: ActivityLog.Actor, _ method: String, _ action: String, on id: String, correlation: String, status: Int,
    operation: String? = nil
  ) -> ActivityLog.Entry {
    let last = state.activity.entries.last
    let end = ActivityLog.End(time: now, status: status < 400 ? .succeeded : .failed)
    let entry = ActivityLog.Entry(
      number: state.activity.next, began: now,
      // Most requests are of those who made the ones before: equal texts are kept once.
      actor: last?.actor == actor ? last?.actor ?? actor : actor, method: method,
      action: last?.action == action ? last?.action ?? action : action, resource: id,
      correlation: last?.correlation == correlation ? last?.correlation ?? correlation : correlation, status: status,
      operation: operation, end: operation == nil ? end : nil)
    state.activity.append(entry)
    return entry
  }

  /// What a request that changes something is about, and what it does to that; nil for a question.
  private func activity(_ call: Call) -> (id: String, action: String)? {
    let lowered = call.segments.map { $0.lowercased() }
    guard call.method == "POST" else {
      guard let target = ResourceTarget(segments: call.segments), !target.isCollection,
        let type = Catalogue.type(of: target.typeKey)
      else { return nil }
      let verb = call.method == "DELETE" ? "delete" : "write"
      return (state[target.key]?.id ?? Self.path(call.segments), "\(type.activityName)/\(verb)")
    }
    let action = call.segments.last ?? ""
    if let target = ResourceTarget(segments: call.segments), target.isCollection,
      let owner = ResourceTarget(segments: call.segments.dropLast()), let type = Catalogue.type(of: owner.typeKey)
    {
      return (state[owner.key]?.id ?? Self.path(call.segments.dropLast()), "\(type.activityName)/\(action)/action")
    }
    guard ["register", "unregister"].contains(lowered.last), lowered.count > 4, lowered[2] == "providers" else {
      return nil
    }
    let namespace = Catalogue.namespaces[lowered[3]] ?? call.segments[3]
    let inner = lowered.count == 9 ? "/providers/features" : ""
    return (Self.path(call.segments.dropLast()), "\(namespace)\(inner)/\(action)/action")
  }

  private static func path(_ segments: some Sequence<String>) -> String { segments.map { "/" + $0 }.joined() }
}

extension ResourceType {
  /// The type's name in actions that roles permit.
  fileprivate var activityName: String {
    name == "Microsoft.Resources/resourceGroups" ? "Microsoft.Resources/subscriptions/resourceGroups" : name
  }
}
