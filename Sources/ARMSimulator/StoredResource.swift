import Values

/// A resource as it is kept.
struct StoredResource: Sendable, Hashable {
  /// As the client first wrote the names, with the static segments in their proper case.
  let id: String
  /// The name of its type in the catalogue.
  let type: String
  /// What everything invented for this resource is derived from.
  let uid: String
  /// The order in which resources came to be.
  let serial: Int
  let created: Timestamp
  var changed: Timestamp
  /// Counts the writes, for ETags.
  var revision = 1
  /// All that a GET shows but id, name, type and systemData.
  var body: Value

  var key: String { id.lowercased() }
  var name: String { String(id.split(separator: "/").last ?? "") }

  func guid(_ purpose: String) -> String { Identifiers.guid(for: uid + purpose) }

  var state: String? {
    get { body["properties", "provisioningState"]?.stringValue }
    set { body["properties", "provisioningState"] = newValue.map { .string($0) } }
  }
}

/// Work that takes time: what it is about, when it will be over and how it ended.
struct SimulatedOperation: Sendable, Hashable {
  enum Kind: String, Sendable {
    case write
    case delete
  }

  enum Status: String, Sendable {
    case running = "InProgress"
    case succeeded = "Succeeded"
    case failed = "Failed"
    case canceled = "Canceled"
  }

  /// How an operation will end when it is due; one that will still be running then doesn't end.
  struct End: Sendable, Hashable {
    var status = Status.succeeded
    var error: Value?
  }

  let id: String
  let serial: Int
  let kind: Kind
  /// The key of the resource.
  let resource: String
  let subscription: String
  let started: Timestamp
  let due: Timestamp
  var ended: Timestamp?
  var status = Status.running
  /// Why it failed.
  var error: Value?
  /// How it will end.
  var end = End()
}

/// All that the simulated cloud remembers.
struct CloudState: Sendable {
  private(set) var resources: [String: StoredResource] = [:]
  private(set) var operations: [String: SimulatedOperation] = [:]
  private(set) var serial = 0
  var activity = ActivityLog()
  var changes = ChangeLog()
  /// The keys of what changed since the store last looked.
  private(set) var changedResources: Set<String> = []
  private(set) var changedOperations: Set<String> = []
  /// The operations that still run.
  private(set) var running: Set<String> = []
  /// What was changed since somebody last asked, as it was then.
  private var touched: [String: StoredResource?] = [:]
  private var index = ResourceIndex()

  init() {}

  /// The state with all of that in it. The index is made at once, as an insertion into a long one takes its time.
  init(
    resources: [String: StoredResource], operations: [String: SimulatedOperation], serial: Int, activity: ActivityLog,
    changes: ChangeLog
  ) {
    self.activity = activity
    self.changes = changes
    self.resources = resources
    self.operations = operations
    self.serial = serial
    running = Set(operations.values.lazy.filter { $0.status == .running }.map(\.id))
    index = ResourceIndex(resources.values)
  }

  subscript(key: String) -> StoredResource? {
    get { resources[key] }
    set {
      let resource = resources[key]
      let before = resource?.type
      resources[key] = newValue
      changedResources.insert(key)
      if touched[key] == nil { touched.updateValue(resource, forKey: key) }
      if before == newValue?.type { return }
      if let before { index.remove(key, of: before) }
      if let newValue { index.insert(key, of: newValue.type) }
    }
  }

  subscript(operation id: String) -> SimulatedOperation? {
    get { operations[id] }
    set {
      operations[id] = newValue
      changedOperations.insert(id)
      if newValue?.status == .running { running.insert(id) } else { running.remove(id) }
      if let newValue, newValue.status != .running, let ended = newValue.ended {
        activity.end(id, ActivityLog.End(time: ended, status: newValue.status))
      }
    }
  }

  mutating func nextSerial() -> Int {
    serial += 1
    return serial
  }

  mutating func forgetChanges() {
    changedResources = []
    changedOperations = []
    activity.forgetChanges()
    changes.forgetNews()
  }

  /// What was changed since this was last asked for, by its key and as it was before.
  mutating func takeTouched() -> [String: StoredResource?] {
    defer { touched = [:] }
    return touched
  }

  /// Everything below a key, in the order of creation.
  func below(_ key: String) -> [StoredResource] {
    index.keys(below: key).compactMap { resources[$0] }.sorted { $0.serial < $1.serial }
  }

  /// Everything of a type, in the order of creation.
  func all(of type: String) -> [StoredResource] {
    index.keys(of: type).compactMap { resources[$0] }.sorted { $0.serial < $1.serial }
  }

  /// The operations that run on a resource or on something below it, oldest first.
  func runningOperations(onOrBelow key: String) -> [SimulatedOperation] {
    let prefix = key + "/"
    return running.compactMap { operations[$0] }
      .filter { $0.resource == key || $0.resource.hasPrefix(prefix) }.sorted { $0.serial < $1.serial }
  }
}
