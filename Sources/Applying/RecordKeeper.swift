import Configuration
import Planning
import Resources
import Synchronization
import Values

/// Keeps the environment record in step with an apply: what is about to be made is in it before it is asked for, what
/// came of it soon after, and nothing is written that is written already.
final class RecordKeeper: Sendable {
  private struct State {
    var record: EnvironmentRecord { didSet { changes += 1 } }
    var saved: EnvironmentRecord
    /// How often the record was touched, and how often when it was saved: comparing records takes too long for each step.
    var changes = 0
    var savedChanges = 0
    /// Whether a record exists in the store.
    var exists: Bool
    var run: EnvironmentRecord.Run
  }

  /// The number of this run: its versions of the record share it, so that later ones replace earlier ones.
  private let serial: Int

  private let state: Mutex<State>
  private let store: any RecordStore

  init(_ record: EnvironmentRecord, store: any RecordStore, run: String) {
    serial = record.serial + 1
    state = Mutex(
      State(record: record, saved: record, exists: record.serial > 0, run: EnvironmentRecord.Run(id: run)))
    self.store = store
  }

  /// Whether there may be something that the store doesn't have.
  var isDirty: Bool { state.withLock { $0.changes != $0.savedChanges } }

  /// Notes what the plan is about to make and to remove.
  func prepare(plan: Plan) {
    state.withLock { state in
      state.record.move(plan.changes.moves)
      for change in plan.changes where change.address.mode == .managed {
        if let standIn = change.standIn { state.record.plan(standIn, of: change.address) }
        switch change.action {
        case .create, .replace:
          if case .replace = change.action {
            // Two ids, of which either may be there should the run end in between: what is on its way out has an entry
            // of its own from the start, so that no moment has two entries for one id.
            guard change.deposes else { continue }
            if let old = state.record.entries.removeValue(forKey: change.address) {
              let deposed = change.address.deposing(id: old.id)
              state.record.entries[deposed] = old.moved(to: deposed)
            }
          }
          guard change.kind.ownership != .satisfied, let id = change.id else { continue }
          state.record.entries[change.address] = EnvironmentRecord.Entry(
            address: change.address, kind: change.kind, id: id, state: .planned,
            dependencies: change.dependencies.filter { $0.mode == .managed }, createBeforeDestroy: false, hashes: [:],
            sensitivePaths: [], kept: nil, values: change.after)
        case .delete: state.record.entries[change.address]?.state = .deleting
        case .update:
          // Whose it is was decided just now; should the run end before its update, the next one needs no more proof.
          if change.isTakenUp { state.record.entries[change.address] = Self.bareEntry(of: change) }
          // Should the run end after what it names is made anew and before its own update, the next one must know.
          for difference in change.differences where difference.cause == .replacement || difference.new.hasStandIn {
            state.record.entries[change.address]?.hashes[difference.path.text] = RecordedArguments.awaitingUpdate
          }
        case .none, .read, .forget: break
        }
      }
    }
  }

  /// The entry of something that is ours and that nothing is remembered of.
  private static func bareEntry(of change: InstanceChange) -> EnvironmentRecord.Entry {
    EnvironmentRecord.Entry(
      address: change.address, kind: change.kind, id: change.priorID ?? change.id ?? "", state: .owned,
      dependencies: change.dependencies.filter { $0.mode == .managed }, createBeforeDestroy: false, hashes: [:],
      sensitivePaths: [], kept: nil)
  }

  /// Notes as ours what is taken over, whether or not it is as the spec says.
  func note(_ changes: [InstanceChange], evaluation: ApplyEvaluation) {
    for change in changes {
      if change.action == .none {
        own(
          change, id: change.priorID ?? change.id ?? "", kept: change.kind.ownership == .recorded ? change.after : nil,
          evaluation: evaluation)
      } else if change.kind.ownership == .owned {
        state.withLock { $0.record.entries[change.address] = Self.bareEntry(of: change) }
      }
    }
  }

  /// Notes as ours what is live just as the spec says and isn't in the record as ours: what a run that was stopped made,
  /// and what is taken over. Only what the spec says is remembered of it, not what Azure added.
  ///
  /// What is ours already is noted as the spec has it now: a run that was stopped may have applied more than it could
  /// note, and what something rests on may change without a change of it.
  func takeOver(_ plan: Plan, evaluation: ApplyEvaluation) {
    for change in plan.changes where change.address.mode == .managed && change.action == .none {
      if change.isTakenUp {
        own(
          change, id: change.priorID ?? change.id ?? "", kept: change.kind.ownership == .recorded ? change.after : nil,
          evaluation: evaluation)
      } else if let entry = state.withLock({ $0.record.entries[change.address] }), entry.kept == nil,
        entry.state == .owned
      {
        own(change, id: entry.id, kept: nil, isUpToDate: true, evaluation: evaluation)
      }
    }
  }

  /// Notes the id of something that is about to be made, now that it is known; whether it wasn't noted yet, so that the
  /// record has to be saved first.
  func plan(_ change: InstanceChange, current: ApplyEvaluation.Current, id: String) -> Bool {
    guard change.kind.ownership == .owned else { return false }
    return state.withLock { state in
      guard state.record.entries[change.address] == nil else { return false }
      state.record.entries[change.address] = EnvironmentRecord.Entry(
        address: change.address, kind: change.kind, id: id, state: .planned,
        dependencies: change.dependencies.filter { $0.mode == .managed },
        createBeforeDestroy: current.createBeforeDestroy, hashes: [:], sensitivePaths: [], kept: nil,
        values: current.arguments)
      state.record.entries[change.address]?.deletion = current.deletion
      return true
    }
  }

  /// Notes that something could not be made, whatever of it is there.
  func noteFailure(at address: InstanceAddress) {
    state.withLock { state in
      guard state.record.entries[address]?.state == .planned else { return }
      state.record.entries[address]?.state = .failed
    }
  }

  /// Notes that what a change deletes is gone.
  func delete(_ change: InstanceChange) {
    if change.deposes {
      forget(change.address.deposing(id: change.priorID ?? ""))
    } else if case .replace = change.action, change.kind.ownership == .owned {
      // Its successor has the same id.
      state.withLock { $0.record.entries[change.address]?.state = .planned }
    } else {
      forget(change.address)
    }
  }

  /// Notes that something is as the spec says now; with `isUpToDate` only where it was found to be so.
  func own(
    _ change: InstanceChange, id: String, kept: Value?, isUpToDate: Bool = false, evaluation: ApplyEvaluation
  ) {
    guard change.kind.ownership != .satisfied, let current = try? evaluation.current(change.address) else { return }
    if isUpToDate, !current.difference.changes.isEmpty { return }
    state.withLock { state in
      let remembered = RecordedArguments(
        key: Array(state.record.hashKey.utf8), schema: change.kind.schema, arguments: current.arguments,
        generations: current.generations)
      state.record.entries[change.address] = EnvironmentRecord.Entry(
        address: change.address, kind: change.kind, id: id, state: .owned,
        dependencies: change.dependencies.filter { $0.mode == .managed },
        createBeforeDestroy: current.createBeforeDestroy, hashes: remembered.hashes,
        sensitivePaths: current.sensitivePaths, kept: kept, values: current.arguments)
      state.record.entries[change.address]?.deletion = current.deletion
    }
  }

  /// How long the deletion that a change makes is waited for, as the spec said it when it was applied last.
  func deletionLimit(of change: InstanceChange) -> Duration? {
    let address = change.deposes ? change.address.deposing(id: change.priorID ?? "") : change.address
    return state.withLock { $0.record.entries[address]?.deletion.limit }
  }

  func forget(_ address: InstanceAddress) {
    state.withLock { $0.record.entries[address] = nil }
  }

  /// Counts a step that is done, for the history.
  func count(_ verb: ApplyStep.Verb) {
    state.withLock { state in
      switch verb {
      case .create: state.run.created += 1
      case .update: state.run.changed += 1
      case .delete: state.run.deleted += 1
      case .none, .read, .forget: break
      }
    }
  }

  func setOutputs(_ outputs: [(name: String, value: Value, isSensitive: Bool)]) {
    state.withLock { state in
      state.record.outputs = Dictionary(
        uniqueKeysWithValues: outputs.filter { !$0.isSensitive && !$0.value.isNull }.map { ($0.name, $0.value) })
    }
  }

  /// Writes the record if it has something new.
  func save() async throws(ProviderFailure) {
    let (next, changes) = state.withLock { state -> (EnvironmentRecord?, Int) in
      guard state.record.differs(from: state.saved) else {
        state.savedChanges = state.changes
        return (nil, 0)
      }
      state.record.serial = serial
      state.record.run = state.run
      return (state.record, state.changes)
    }
    guard let next else { return }
    try await store.save(next)
    state.withLock { state in
      state.saved = next
      state.savedChanges = changes
      state.exists = true
    }
  }

  /// Writes what is left; a record that owns nothing any more is removed. Returns why that could not be done.
  func finish() async -> ProviderFailure? {
    do throws(ProviderFailure) {
      let (record, exists) = state.withLock { state in
        state.record.serial = serial
        state.record.run = state.run
        return (state.record, state.exists)
      }
      if record.entries.isEmpty, record.outputs.isEmpty {
        if exists { try await store.remove(record) }
      } else {
        try await save()
      }
      return nil
    } catch {
      return error
    }
  }
}

extension EnvironmentRecord {
  /// Notes what is about to stand in for something, as what waits for its deletion.
  fileprivate mutating func plan(_ standIn: StandIn, of address: InstanceAddress) {
    let id = standIn.id.lowercased()
    for (other, entry) in entries where entry.id.lowercased() == id { entries[other] = nil }
    let deposed = address.deposing(id: standIn.id)
    entries[deposed] = Entry(
      address: deposed, kind: standIn.kind, id: standIn.id, state: .planned,
      dependencies: entries[address]?.dependencies ?? [], createBeforeDestroy: false, hashes: [:], sensitivePaths: [],
      kept: nil)
  }

  /// Whether it says something else, whoever wrote it and when.
  fileprivate func differs(from other: EnvironmentRecord) -> Bool {
    origin != other.origin || entries != other.entries || outputs != other.outputs
  }
}

extension InstanceChange {
  /// Whether what it replaces has an entry of its own until it is gone.
  fileprivate var deposes: Bool {
    guard case .replace(let createFirst) = action else { return false }
    if createFirst { return true }
    guard kind.ownership == .owned, let id, let priorID else { return false }
    return id.lowercased() != priorID.lowercased()
  }
}
