import Values

/// Work that takes time.
extension SimulatedCloud {
  @discardableResult
  mutating func start(
    _ kind: SimulatedOperation.Kind, on resource: StoredResource, lasting duration: Duration, _ call: Call
  ) -> SimulatedOperation {
    let serial = state.nextSerial()
    let operation = SimulatedOperation(
      id: Identifiers.guid(for: "operation \(serial) \(resource.uid) \(call.now.milliseconds)"), serial: serial,
      kind: kind, resource: resource.key, subscription: ResourceTarget(id: resource.id)?.subscription ?? "",
      started: call.now, due: call.now.advanced(by: settings.speed.scaled(duration)), end: operationEnd)
    state[operation: operation.id] = operation
    startedOperation = startedOperation ?? operation.id
    return operation
  }

  /// Ends everything that is due, in the order in which it is.
  mutating func advance(to now: Timestamp) {
    guard !state.running.isEmpty else { return }
    while true {
      let due = state.running.compactMap { state[operation: $0] }
        .filter { $0.due <= now && $0.end.status != .running }
      guard let next = due.min(by: { ($0.due, $0.serial) < ($1.due, $1.serial) }) else { break }
      finish(next)
    }
  }

  private mutating func finish(_ operation: SimulatedOperation) {
    let watch = watch(operation.resource.split(separator: "/").map(String.init))
    let author = state.activity.request(behind: operation.id).map(ChangeLog.Author.init)
    defer { noteChanges(since: watch, by: author, isSystem: true, at: operation.due) }
    var ended = operation
    ended.status = operation.end.status
    ended.error = operation.end.error
    ended.ended = operation.due
    state[operation: operation.id] = ended
    guard var resource = state[operation.resource] else { return }
    guard ended.status == .succeeded else {
      // What was accepted stays, in a state that the next PUT repairs.
      if resource.state != nil { resource.state = ended.status.rawValue }
      state[operation.resource] = resource
      if operation.kind == .write { endParts(of: operation.resource, as: ended.status) }
      return
    }
    switch operation.kind {
    case .delete: remove(resource)
    case .write:
      let type = Catalogue.type(named: resource.type)
      if type?.hasState ?? true { resource.state = "Succeeded" }
      type?.hooks.completed(&resource, &self)
      state[operation.resource] = resource
    }
  }

  /// Ends what was under way as a part of a resource's own operation, as that ended.
  private mutating func endParts(of key: String, as status: SimulatedOperation.Status) {
    for var part in state.below(key)
    where part.state == "Updating" && state.runningOperations(onOrBelow: part.key).isEmpty {
      part.state = status.rawValue
      state[part.key] = part
    }
  }

  /// Ends what runs on a resource, or below it, because something else takes its place.
  mutating func cancelOperations(onOrBelow key: String, at now: Timestamp) {
    for var operation in state.runningOperations(onOrBelow: key) {
      operation.status = .canceled
      operation.ended = now
      operation.error = ["code": "OperationPreempted", "message": "A later operation took this one's place."]
      state[operation: operation.id] = operation
    }
  }

  /// Forgets all but the latest operations that are over; Azure keeps them for about a day.
  mutating func forgetOldOperations() {
    let over = state.operations.values.filter { $0.status != .running }.sorted { $0.serial > $1.serial }
    for operation in over.dropFirst(1000) { state[operation: operation.id] = nil }
  }

  // MARK: - Answers

  func pollHeaders(
    _ operation: SimulatedOperation, _ poll: ResourceType.Poll, _ resource: StoredResource, _ type: ResourceType,
    _ call: Call
  ) -> [(String, String)] {
    let version = type.namespace == "Microsoft.ContainerService" ? "2016-03-30" : call.apiVersion ?? ""
    var base = call.origin + "/subscriptions/" + operation.subscription
    if type.namespace != "Microsoft.Resources" {
      let location = resource.body["location"]?.stringValue ?? locationOfGroup(of: resource)
      base += "/providers/" + type.namespace + "/locations/" + location
    }
    var headers: [(String, String)] = []
    if poll == .operation || poll == .both {
      headers.append(("Azure-AsyncOperation", base + "/operations/" + operation.id + "?api-version=" + version))
    }
    if poll == .location || poll == .both {
      headers.append(("Location", base + "/operationresults/" + operation.id + "?api-version=" + version))
    }
    headers += retryAfter(operation, call.now)
    return headers
  }

  private func locationOfGroup(of resource: StoredResource) -> String {
    guard let target = ResourceTarget(id: resource.id), let name = target.group,
      let subscription = target.subscription
    else { return "global" }
    return group(name, in: subscription)?.body["location"]?.stringValue ?? "global"
  }

  /// Azure asks for ten seconds; scaled like everything else, and never longer than the work takes.
  ///
  /// The milliseconds are for clients that know that header. The seconds are whole and at least one, as some clients
  /// take a zero for an answer without the header and wait for half a minute; at instant speed there's nothing to
  /// wait for.
  func retryAfter(_ operation: SimulatedOperation, _ now: Timestamp) -> [(String, String)] {
    guard settings.speed != .instant else { return [("Retry-After", "0")] }
    let remaining = max(0, operation.due.milliseconds - now.milliseconds)
    let usual = max(20, settings.speed.scaled(.seconds(10)).milliseconds)
    let milliseconds = min(usual, remaining)
    return [
      ("Retry-After", String(max(1, (milliseconds + 999) / 1000))), ("x-ms-retry-after-ms", String(milliseconds)),
    ]
  }

  func operationStatus(_ call: Call, _ id: String) throws(Refusal) -> Answer {
    guard call.method == "GET" else { throw .notAllowed(call.method, call.path) }
    let operation = try operation(id, call)
    var body: Value = [
      "id": .string(call.path), "name": .string(operation.id), "status": .string(operation.status.rawValue),
      "startTime": .string(operation.started.text(fractionDigits: 3)),
    ]
    if let ended = operation.ended { body["endTime"] = .string(ended.text(fractionDigits: 3)) }
    let isRunning = operation.status == .running
    if let error = operation.error, !isRunning { body["error"] = error }
    return Answer(200, body, headers: isRunning ? retryAfter(operation, call.now) : [])
  }

  func operationResult(_ call: Call, _ id: String) throws(Refusal) -> Answer {
    guard call.method == "GET" else { throw .notAllowed(call.method, call.path) }
    let operation = try operation(id, call)
    switch operation.status {
    case .running:
      let target = call.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
      let location = call.origin + call.path + "?" + target
      return Answer(202, headers: [("Location", location)] + retryAfter(operation, call.now))
    case .succeeded:
      guard operation.kind == .write, let resource = state[operation.resource] else { return Answer(200) }
      return Answer(200, shown(resource, call))
    case .failed, .canceled:
      return Answer(409, ["error": operation.error ?? ["code": "OperationFailed", "message": "The operation failed."]])
    }
  }

  private func operation(_ id: String, _ call: Call) throws(Refusal) -> SimulatedOperation {
    guard let operation = state[operation: id.lowercased()] else {
      throw Refusal(404, "NotFound", "The operation '\(id)' could not be found.")
    }
    return operation
  }
}
