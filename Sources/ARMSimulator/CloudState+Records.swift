import Values

/// The state of the cloud as records of a log: each holds the whole of everything that one request changed.
extension CloudState {
  /// What changed since the last time this was asked for; nil if nothing did.
  mutating func takeChanges() -> Value? {
    guard !changedResources.isEmpty || !changedOperations.isEmpty || !activity.changed.isEmpty || !changes.news.isEmpty
    else { return nil }
    let record = record(
      resources: changedResources.sorted(), operations: changedOperations.sorted(), activity: activity.news,
      changes: changes.news)
    forgetChanges()
    return record
  }

  /// Everything, in records of a bearable size.
  func snapshot() -> [Value] {
    let keys = resources.keys.sorted()
    let ids = operations.keys.sorted()
    var records = stride(from: 0, to: keys.count, by: 100).map { start in
      record(resources: Array(keys[start..<min(start + 100, keys.count)]), operations: [])
    }
    records.append(record(resources: [], operations: ids))
    let entries = activity.entries
    records += stride(from: 0, to: entries.count, by: 1000).map { start in
      record(resources: [], operations: [], activity: entries[start..<min(start + 1000, entries.count)])
    }
    let changes = changes.entries
    records += stride(from: 0, to: changes.count, by: 1000).map { start in
      record(resources: [], operations: [], changes: changes[start..<min(start + 1000, changes.count)])
    }
    return records
  }

  private func record(
    resources keys: [String], operations ids: [String], activity entries: some Sequence<ActivityLog.Entry> = [],
    changes: ArraySlice<ChangeLog.Entry> = []
  ) -> Value {
    [
      "serial": .number(serial),
      "resources": .tuple(keys.map { key in resources[key].map(\.record) ?? ["removed": .string(key)] }),
      "operations": .tuple(ids.map { id in operations[id].map(\.record) ?? ["removed": .string(id)] }),
      "activity": .tuple(entries.map(\.record)), "changes": .tuple(changes.map(\.record)),
    ]
  }

  /// Everything there is, by id: what nobody could learn from ARM in one call.
  var dump: [Value] {
    resources.keys.sorted().compactMap { key in
      resources[key].map { ["id": .string($0.id), "type": .string($0.type), "body": $0.body] }
    }
  }

  /// The state that the records of a log lead to, from the first to the last; nil if one of them is none.
  init?(records: some Sequence<Value?>) {
    var resources: [String: StoredResource] = [:]
    var operations: [String: SimulatedOperation] = [:]
    var activity = ActivityLog()
    var changes = ChangeLog()
    var serial = 0
    for record in records {
      guard let number = record?["serial"]?.intValue, let changed = record?["resources"]?.elements,
        let worked = record?["operations"]?.elements
      else { return nil }
      serial = max(serial, number)
      for entry in changed {
        if let key = entry["removed"]?.stringValue {
          resources[key] = nil
        } else if let resource = StoredResource(record: entry) {
          resources[resource.key] = resource
        } else {
          return nil
        }
      }
      for entry in worked {
        if let id = entry["removed"]?.stringValue {
          operations[id] = nil
        } else if let operation = SimulatedOperation(record: entry) {
          operations[operation.id] = operation
        } else {
          return nil
        }
      }
      // Stores of old have none.
      for entry in record?["activity"]?.elements ?? [] {
        guard let entry = ActivityLog.Entry(record: entry) else { return nil }
        activity.put(entry)
      }
      for entry in record?["changes"]?.elements ?? [] {
        guard let entry = ChangeLog.Entry(record: entry) else { return nil }
        changes.put(entry)
      }
    }
    self.init(
      resources: resources, operations: operations, serial: serial, activity: activity, changes: changes)
  }
}

extension StoredResource {
  fileprivate var record: Value {
    [
      "id": .string(id), "type": .string(type), "uid": .string(uid), "serial": .number(serial),
      "created": created.record, "changed": changed.record, "revision": .number(revision), "body": body,
    ]
  }

  fileprivate init?(record: Value) {
    guard let id = record["id"]?.stringValue, let type = record["type"]?.stringValue,
      let uid = record["uid"]?.stringValue, let serial = record["serial"]?.intValue,
      let created = Timestamp(record: record["created"]), let changed = Timestamp(record: record["changed"]),
      let revision = record["revision"]?.intValue, let body = record["body"]
    else { return nil }
    self.init(
      id: id, type: type, uid: uid, serial: serial, created: created, changed: changed, revision: revision, body: body)
  }
}

extension SimulatedOperation {
  fileprivate var record: Value {
    var record: Value = [
      "id": .string(id), "serial": .number(serial), "kind": .string(kind.rawValue), "resource": .string(resource),
      "subscription": .string(subscription), "started": started.record, "due": due.record,
      "status": .string(status.rawValue),
    ]
    record["ended"] = ended?.record
    record["error"] = error
    if end != End() {
      record["end"] = ["status": .string(end.status.rawValue), "error": end.error ?? .null(.dynamic)]
    }
    return record
  }

  fileprivate init?(record: Value) {
    guard let id = record["id"]?.stringValue, let serial = record["serial"]?.intValue,
      let kind = record["kind"]?.stringValue.flatMap(Kind.init), let resource = record["resource"]?.stringValue,
      let subscription = record["subscription"]?.stringValue, let started = Timestamp(record: record["started"]),
      let due = Timestamp(record: record["due"]), let status = record["status"]?.stringValue.flatMap(Status.init)
    else { return nil }
    self.init(
      id: id, serial: serial, kind: kind, resource: resource, subscription: subscription, started: started, due: due,
      ended: Timestamp(record: record["ended"]), status: status, error: record["error"],
      end: End(record: record["end"]))
  }
}

extension ActivityLog.Entry {
  fileprivate var record: Value {
    var record: Value = [
      "number": .number(number), "began": began.record,
      "by": .tuple([actor.caller, actor.object, actor.application].map { .string($0) }), "method": .string(method),
      "action": .string(action), "resource": .string(resource), "correlation": .string(correlation),
      "status": .number(status),
    ]
    record["operation"] = operation.map { .string($0) }
    if let end { record["end"] = [end.time.record, .string(end.status.rawValue)] }
    return record
  }

  fileprivate init?(record: Value) {
    let texts = ["method", "action", "resource", "correlation"].compactMap { record[$0]?.stringValue }
    let by = record["by"]?.elements?.compactMap(\.stringValue) ?? []
    guard texts.count == 4, by.count == 3, let number = record["number"]?.intValue,
      let began = Timestamp(record: record["began"]), let status = record["status"]?.intValue
    else { return nil }
    self.init(
      number: number, began: began,
      actor: ActivityLog.Actor(caller: by[0], object: by[1], application: by[2]), method: texts[0], action: texts[1],
      resource: texts[2], correlation: texts[3], status: status, operation: record["operation"]?.stringValue,
      end: ActivityLog.End(record: record["end"]))
  }
}

extension ActivityLog.End {
  fileprivate init?(record: Value?) {
    guard let parts = record?.elements, parts.count == 2, let time = Timestamp(record: parts[0]),
      let status = parts[1].stringValue.flatMap(SimulatedOperation.Status.init)
    else { return nil }
    self.init(time: time, status: status)
  }
}

extension SimulatedOperation.End {
  fileprivate init(record: Value?) {
    self.init()
    guard let status = record?["status"]?.stringValue.flatMap(SimulatedOperation.Status.init) else { return }
    self.status = status
    error = record?["error"].flatMap { $0.isNull ? nil : $0 }
  }
}

extension Timestamp {
  fileprivate var record: Value { .number(Int(milliseconds)) }

  fileprivate init?(record: Value?) {
    guard let milliseconds = record?.intValue else { return nil }
    self.init(milliseconds: Int64(milliseconds))
  }
}

extension ChangeLog.Entry {
  fileprivate var record: Value {
    var record: Value = [
      "number": .number(number), "time": time.record, "resource": .string(resource), "type": .string(type),
      "location": .string(location), "kind": .string(kind.rawValue),
    ]
    record["by"] = author.map { author in
      .tuple(
        [
          author.actor.caller, author.actor.object, author.actor.application, author.operation, author.correlation,
        ].map { .string($0) })
    }
    if !parts.isEmpty {
      record["parts"] = .tuple(
        parts.map { part in
          let (before, after) = (part.before.map(Value.string), part.after.map(Value.string))
          return [.string(part.path), before ?? .null(.dynamic), after ?? .null(.dynamic), .bool(part.isSystem)]
        })
    }
    return record
  }

  fileprivate init?(record: Value) {
    guard let number = record["number"]?.intValue, let time = Timestamp(record: record["time"]),
      let resource = record["resource"]?.stringValue, let type = record["type"]?.stringValue,
      let location = record["location"]?.stringValue,
      let kind = record["kind"]?.stringValue.flatMap(ChangeLog.Kind.init)
    else { return nil }
    let by = record["by"]?.elements?.compactMap(\.stringValue) ?? []
    let parts = (record["parts"]?.elements ?? []).compactMap(ChangeLog.Part.init)
    self.init(
      number: number, time: time, resource: resource, type: type, location: location, kind: kind,
      author: ChangeLog.Author(by), parts: parts)
  }
}

extension ChangeLog.Author {
  fileprivate init?(_ texts: [String]) {
    guard texts.count == 5 else { return nil }
    self.init(
      actor: ActivityLog.Actor(caller: texts[0], object: texts[1], application: texts[2]), operation: texts[3],
      correlation: texts[4])
  }
}

extension ChangeLog.Part {
  fileprivate init?(record: Value) {
    guard let values = record.elements, values.count == 4, let path = values[0].stringValue,
      let isSystem = values[3].boolValue
    else { return nil }
    self.init(path: path, before: values[1].stringValue, after: values[2].stringValue, isSystem: isSystem)
  }
}
