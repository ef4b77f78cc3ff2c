import Applying
import Planning
import Resources
import TestWorld

/// What happened in one apply, in order, and whether it happened as the plan said and in an order that can be.
struct RunTrace: Sendable {
  enum Event: Sendable, Hashable {
    case write(Wire.Request)
    case started(String, ApplyStep.Verb)
    case done(String, ApplyStep.Verb)
    case unchanged(String)
  }

  var events: [Event] = []

  private var writes: [Wire.Request] {
    events.compactMap { if case .write(let request) = $0 { request } else { nil } }
  }

  /// An address without the keys of instances.
  static func base(_ address: String) -> String {
    var depth = 0
    var result = ""
    for character in address {
      if character == "[" { depth += 1 }
      if depth == 0 { result.append(character) }
      if character == "]" { depth -= 1 }
    }
    return result
  }

  /// How many characters of an address stand before its first key.
  private static func beforeKey(_ address: String) -> Int {
    address.distance(from: address.startIndex, to: address.firstIndex(of: "[") ?? address.endIndex)
  }

  // MARK: L3

  /// Whether the writes are those of the plan: none that it didn't say and, where the run was complete, all that it
  /// said, each once.
  func checkWrites(against plan: Plan, isUndisturbed: Bool) throws(Violation) {
    var expected: [Wire.Request: InstanceChange] = [:]
    var registrations: Set<String> = []
    for change in plan.changes where change.kind.ownership != .recorded {
      let id = (change.id ?? "").lowercased()
      let prior = (change.priorID ?? change.id ?? "").lowercased()
      switch change.action {
      case .create, .update:
        if change.kind.ownership == .satisfied {
          registrations.insert("\(id)/register")
        } else {
          expected[Wire.Request(method: "PUT", path: id)] = change
        }
      case .delete: expected[Wire.Request(method: "DELETE", path: prior)] = change
      case .replace:
        expected[Wire.Request(method: "DELETE", path: prior)] = change
        expected[Wire.Request(method: "PUT", path: id)] = change
      case .none, .read, .forget: break
      }
    }
    let unchanged = Set(events.compactMap { if case .unchanged(let address) = $0 { address } else { nil } })
    var seen: [Wire.Request: Int] = [:]
    for write in writes {
      seen[write, default: 0] += 1
      if expected[write] != nil { continue }
      // Registering a feature has its provider take notice of it.
      if write.method == "POST", registrations.contains(write.path) || write.path.hasSuffix("/register") { continue }
      // A cluster's default pool is written through the pool itself.
      let isInBlock = expected.values.contains { change in
        change.action == .update && write.path.hasPrefix((change.id ?? "").lowercased() + "/agentpools/")
      }
      guard isInBlock else { throw Violation("L3", "\(write.method) \(write.path) was not in the plan") }
    }
    guard isUndisturbed else { return }
    for (write, change) in expected where seen[write] != 1 {
      if change.action == .update, seen[write] == nil || unchanged.contains("\(change.address)") { continue }
      throw Violation(
        "L3", "\(write.method) \(write.path) was planned for \(change.address) and sent \(seen[write] ?? 0) times")
    }
  }

  // MARK: L10

  /// Whether nothing was written before what it rests on was done, by what the specs themselves say.
  func checkOrder(of plan: Plan, from old: Spec, to new: Spec) throws(Violation) {
    var places: [Event: Int] = [:]
    for (place, event) in events.enumerated() { places[event] = places[event] ?? place }
    // Specs refer to the first instance of what is repeated, so the others need not be there.
    let first = plan.changes.filter { change in
      let key = "\(change.address)".dropFirst(Self.beforeKey("\(change.address)"))
      return key.isEmpty || key.hasPrefix("[0]") || key.hasPrefix("[\"a\"]")
    }
    let changes = Dictionary(grouping: first) { Self.base("\($0.address)") }
    for (place, event) in events.enumerated() {
      guard case .started(let address, let verb) = event else { continue }
      let base = Self.base(address)
      if verb == .create || verb == .update {
        guard let block = new.blocks.first(where: { $0.address == base }) else { continue }
        for parent in block.parents.compactMap({ new[$0] }) {
          for change in changes[parent.address] ?? [] {
            guard let needed = change.action.forwardVerb else { continue }
            let isDone =
              (places[.done("\(change.address)", needed)] ?? places[.unchanged("\(change.address)")]).map { $0 < place }
            guard isDone ?? false else {
              throw Violation("L10", "\(verb) \(address) started before \(needed) \(change.address) was done")
            }
          }
        }
      }
      if verb == .delete, first.contains(where: { "\($0.address)" == address }) {
        guard let block = old.blocks.first(where: { $0.address == base }) else { continue }
        for child in old.blocks where child.parents.contains(block.number) {
          for change in changes[child.address] ?? [] where change.action.deletes {
            guard let done = places[.done("\(change.address)", .delete)], done < place else {
              throw Violation("L10", "delete \(address) started before delete \(change.address) was done")
            }
          }
        }
      }
    }
    try checkWritesAreInSteps(plan)
  }

  /// Whether each write is made between the beginning and the end of a step of its resource.
  private func checkWritesAreInSteps(_ plan: Plan) throws(Violation) {
    var running: Set<String> = []
    for event in events {
      switch event {
      case .started(let address, _): running.insert(address)
      case .done(let address, _): running.remove(address)
      case .unchanged: break
      case .write(let write):
        let isInStep = plan.changes.contains { change in
          guard running.contains("\(change.address)") else { return false }
          return [change.id, change.priorID].compactMap { $0?.lowercased() }.contains { write.path.hasPrefix($0) }
            || write.path.hasSuffix("/register")
        }
        guard isInStep else {
          throw Violation("L10", "\(write.method) \(write.path) was sent outside of any step of it")
        }
      }
    }
  }
}

extension InstanceChange.Action {
  fileprivate var forwardVerb: ApplyStep.Verb? {
    switch self {
    case .create, .replace: .create
    case .update: .update
    case .none, .delete, .read, .forget: nil
    }
  }

  fileprivate var deletes: Bool {
    switch self {
    case .delete, .replace: true
    case .none, .create, .update, .read, .forget: false
    }
  }
}
