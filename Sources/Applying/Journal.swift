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
    case begin(run: String, environment: String)
    case intent(step: Int, verb: ApplyStep.Verb, address: String, id: String)
    case accepted(step: Int, operation: String)
    case outcome(step: Int, isDone: Bool)
    case end
  }

  private let log: AppendLog

  /// Opens the journal of an environment; `unfinished` is what the last run left, empty if it ended in order.
  package static func open(_ path: String) throws(StorageError) -> (journal: Journal, unfinished: [Entry]) {
    let (log, contents) = try AppendLog.open(path)
    let entries = contents.records.compactMap(Entry.init(decoding:))
    let isFinished = entries.last.map { $0 == .end } ?? true
    return (Journal(log: log), isFinished ? [] : entries)
  }

  package func record(_ entry: Entry) async throws(StorageError) {
    try await log.append(JSON.text(entry.encoded))
  }

  /// Begins anew: what earlier runs wrote has been taken into account.
  package func restart(run: String, environment: String) async throws(StorageError) {
    try await log.replace(with: [JSON.text(Entry.begin(run: run, environment: environment).encoded)])
  }
}

extension Journal.Entry {
  var encoded: Value {
    switch self {
    case .begin(let run, let environment):
      ["type": "begin", "run": .string(run), "environment": .string(environment)]
    case .intent(let step, let verb, let address, let id):
      [
        "type": "intent", "step": .number(step), "verb": .string(verb.rawValue), "address": .string(address),
        "id": .string(id),
      ]
    case .accepted(let step, let operation):
      ["type": "accepted", "step": .number(step), "operation": .string(operation)]
    case .outcome(let step, let isDone): ["type": "outcome", "step": .number(step), "done": .bool(isDone)]
    case .end: ["type": "end"]
    }
  }

  /// Nil for what a newer version may have written.
  init?(decoding bytes: [UInt8]) {
    guard let value = try? JSON.parse(bytes) else { return nil }
    func text(_ name: String) -> String { value[member: name]?.stringValue ?? "" }
    let step = value[member: "step"]?.intValue ?? -1
    switch text("type") {
    case "begin": self = .begin(run: text("run"), environment: text("environment"))
    case "intent":
      guard let verb = ApplyStep.Verb(rawValue: text("verb")) else { return nil }
      self = .intent(step: step, verb: verb, address: text("address"), id: text("id"))
    case "accepted": self = .accepted(step: step, operation: text("operation"))
    case "outcome": self = .outcome(step: step, isDone: value[member: "done"]?.boolValue ?? false)
    case "end": self = .end
    default: return nil
    }
  }
}
