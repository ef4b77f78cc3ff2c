import Durability
import JSON
import Resources
import Values

/// What a run is about to do and what came of it, on disk before the requests leave: a crash at any instant costs
/// nothing, since the next run knows what to look for.
///
/// The journal holds ids, addresses and operation URLs, and no arguments.
package struct Journal: Sendable {
  package enum Entry: Sendable, Hashable {
    /// `time` in seconds since 1970.
    case begin(run: String, environment: String, time: Int)
    case intent(step: Int, verb: ApplyStep.Verb, address: String, kind: String, id: String, time: Int)
    /// Azure has accepted a step; what its provider needs to take the operation up.
    case accepted(step: Int, operation: Value)
    case outcome(step: Int, isDone: Bool)
    /// The run ended by itself, with something under way in Azure or not in the record.
    case left
    /// Nothing is under way any more, and the record has everything.
    case end
  }

  /// Why a journal can't be used.
  package enum Failure: Error, Sendable, Hashable {
    case storage(StorageError)
    /// It was written by a newer version of Armature, in this version of the format.
    case newer(version: Int)
    /// A record in it is whole and means nothing.
    case malformed
    /// It is about another environment.
    case otherEnvironment(String)
  }

  /// The version of what is in the records.
  static let version = 3
  /// The most that the records of one step take: an id has 2 KB at most, an operation's URLs not much more.
  private static let stepBytesMax = 4 << 10

  private let log: AppendLog
  private let now: @Sendable () -> Int
  /// What the runs before this one left; nil if the last ended in order.
  package let unfinished: UnfinishedRun?

  /// Opens the journal of an environment, which is made if there is none.
  ///
  /// - Parameter now: The seconds since 1970.
  package static func open(_ path: String, environment: String, now: @escaping @Sendable () -> Int)
    throws(Failure) -> Journal
  {
    let opened: (log: AppendLog, contents: AppendLog.Contents)
    do throws(StorageError) { opened = try AppendLog.open(path, salvaging: true) } catch { throw .storage(error) }
    return Journal(
      log: opened.log, now: now, unfinished: try UnfinishedRun(opened.contents.records, environment: environment))
  }

  private init(log: AppendLog, now: @escaping @Sendable () -> Int, unfinished: UnfinishedRun?) {
    self.log = log
    self.now = now
    self.unfinished = unfinished
  }

  /// Begins the part of a run that changes something. What an unfinished run left stays until this one has ended in
  /// order: killed before it has written a thing, it would otherwise have lost what that one knew.
  ///
  /// - Parameter stepCount: How many steps there are; space for them all is set aside.
  package func begin(run: String, environment: String, stepCount: Int) async throws(StorageError) {
    let record = JSON.text(Entry.begin(run: run, environment: environment, time: now()).encoded)
    if unfinished == nil {
      try await log.replace(with: [record])
    } else {
      try await log.append(record)
    }
    try log.reserve(bytes: max(stepCount, 1) * Self.stepBytesMax)
  }

  /// Notes that nothing is left of what earlier runs began.
  package func close() async {
    if unfinished != nil { await end() }
  }

  /// Ends a run that has asked for nothing: what earlier runs left is still to be taken up.
  package func abandon() async {
    if unfinished == nil { await end() }
  }

  /// Notes that nothing is under way any more, and that the record has everything.
  func end() async {
    // What can't be noted only makes the next run look once more.
    try? await record(.end)
    try? log.trim()
  }

  package func record(_ entry: Entry) async throws(StorageError) {
    try await log.append(JSON.text(entry.encoded))
  }

  /// Notes that a step is about to be taken.
  func intend(_ step: ApplyStep, _ operation: ResourceOperation) async throws(StorageError) {
    try await record(
      .intent(
        step: step.number, verb: step.verb, address: "\(step.address)", kind: operation.kind.name, id: operation.id,
        time: now()))
  }
}

extension Journal.Entry {
  var encoded: Value {
    switch self {
    case .begin(let run, let environment, let time):
      [
        "type": "begin", "version": .number(Journal.version), "run": .string(run), "environment": .string(environment),
        "time": .number(time),
      ]
    case .intent(let step, let verb, let address, let kind, let id, let time):
      [
        "type": "intent", "step": .number(step), "verb": .string(verb.rawValue), "address": .string(address),
        "kind": .string(kind), "id": .string(id), "time": .number(time),
      ]
    case .accepted(let step, let operation): ["type": "accepted", "step": .number(step), "operation": operation]
    case .outcome(let step, let isDone): ["type": "outcome", "step": .number(step), "done": .bool(isDone)]
    case .left: ["type": "left"]
    case .end: ["type": "end"]
    }
  }

  init(decoding bytes: [UInt8]) throws(Journal.Failure) {
    guard let value = try? JSON.parse(bytes), let type = value[member: "type"]?.stringValue else { throw .malformed }
    func text(_ name: String) -> String? { value[member: name]?.stringValue }
    func number(_ name: String) -> Int? { value[member: name]?.intValue }
    switch type {
    case "begin":
      // The first version named none.
      let version = number("version") ?? 1
      guard version <= Journal.version else { throw .newer(version: version) }
      guard let run = text("run"), let environment = text("environment") else { throw .malformed }
      self = .begin(run: run, environment: environment, time: number("time") ?? 0)
    case "intent":
      guard let step = number("step"), let verb = text("verb").flatMap(ApplyStep.Verb.init), let id = text("id"),
        let address = text("address")
      else { throw .malformed }
      self = .intent(
        step: step, verb: verb, address: address, kind: text("kind") ?? "", id: id, time: number("time") ?? 0)
    case "accepted":
      guard let step = number("step"), let operation = value[member: "operation"] else { throw .malformed }
      self = .accepted(step: step, operation: operation)
    case "outcome":
      guard let step = number("step"), let isDone = value[member: "done"]?.boolValue else { throw .malformed }
      self = .outcome(step: step, isDone: isDone)
    case "left": self = .left
    case "end": self = .end
    default: throw .malformed
    }
  }
}
