import Diagnostics
import Durability
import Graph
import Planning
import Resources
import Values

/// Carries a plan out: starts each change the moment its last dependency is done, the longest remaining path first,
/// and keeps journal and record ahead of what it asks of Azure.
package struct Applier {
  let plan: Plan
  private let schedule: ApplySchedule
  let evaluation: ApplyEvaluation
  let kinds: KindRegistry
  private let journal: Journal?
  let keeper: RecordKeeper
  private let parallelism: Int
  private let control: ApplyControl
  let claim: RunClaim?
  private let premises: PremiseCheck
  private let report: @Sendable (ApplyEvent) -> Void
  private let clock: any Clock<Duration>
  let newID: @Sendable () -> String
  /// The time, in seconds since 1970.
  let now: @Sendable () -> Int

  /// - Parameters:
  ///   - run: The id of this run, for the record.
  ///   - claim: What has to hold at each write; nil where nobody else can be at it.
  ///   - clock: What durations are measured by.
  ///   - now: The time, in seconds since 1970; that of the plan if nobody says it.
  ///   - newID: Makes the ids of resources whose home is the record: UUIDs, each another one.
  package init(
    plan: Plan, evaluation: ApplyEvaluation, kinds: KindRegistry, record: EnvironmentRecord, store: any RecordStore,
    journal: Journal?, run: String = "", claim: RunClaim? = nil, parallelism: Int = 10,
    control: ApplyControl = ApplyControl(),
    clock: any Clock<Duration> = ContinuousClock(), newID: @escaping @Sendable () -> String = UUIDText.random,
    now: (@Sendable () -> Int)? = nil,
    report: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
  ) {
    self.plan = plan
    self.evaluation = evaluation
    self.kinds = kinds
    self.journal = journal
    self.parallelism = max(parallelism, 1)
    self.control = control
    self.claim = claim
    self.clock = clock
    self.newID = newID
    self.now = now ?? evaluation.now
    self.report = report
    schedule = ApplySchedule(plan, record: record, kinds: kinds, parallelism: self.parallelism)
    premises = PremiseCheck(plan, kinds: kinds, clock: clock)
    keeper = RecordKeeper(record, store: store, run: run)
  }

  /// One step that runs, and what came of it.
  private enum Outcome: Sendable {
    case done(step: Int, live: Observation.Live?, value: Value?, fetched: [String: Value], elapsed: Duration)
    case failed(step: Int, ProviderFailure, elapsed: Duration)
    /// A step was not taken, since it couldn't be journalled.
    case unjournalled(step: Int, ProviderFailure)
    /// The record has been written, or not.
    case saved(ProviderFailure?)
    /// The user asked to leave, or nothing is left to be left.
    case detached
  }

  private struct State {
    var walk: ReadyWalk
    /// Whether a step was started, or needed nothing.
    var isTaken: [Bool]
    var blocked: [Int: InstanceAddress] = [:]
    /// Whether the outcome of everything that was asked of Azure is known.
    var isSettled = true
    var isSaving = false
    /// The time since the record was last written.
    var sinceSave: Stopwatch
    var result = ApplyResult()
    var isDraining = false
    var isDetached = false
  }

  /// Does it all.
  ///
  /// - Throws: a failure that keeps the run from starting at all: nothing in Azure has changed then.
  package func apply() async throws(ProviderFailure) -> ApplyResult {
    let changes = Dictionary(uniqueKeysWithValues: plan.changes.map { ($0.address, $0) })
    precondition(schedule.graph.order != nil, "the steps of a plan have an order: the planner spreads what needs it")
    keeper.prepare(plan: plan)
    keeper.takeOver(plan, evaluation: evaluation)
    try await keeper.save()
    report(
      .scheduled(
        schedule.work,
        waitsFor: Dictionary(
          uniqueKeysWithValues: schedule.work.map { ($0.number, schedule.graph.predecessors[$0.number]) })))
    var state = State(
      walk: ReadyWalk(
        schedule.graph, keys: schedule.serialKeys, precedence: schedule.precedence, parallelism: parallelism),
      isTaken: schedule.steps.map { _ in false }, sinceSave: Stopwatch(clock))
    state.result.imported = plan.importCount
    await withTaskGroup(of: Outcome.self) { group in
      group.addTask { [control] in
        await control.detached()
        return .detached
      }
      await start(&state, changes, &group)
      while state.walk.runningCount > 0 || state.isSaving, let outcome = await group.next() {
        if case .detached = outcome {
          state.isDetached = true
          group.cancelAll()
        }
        await take(outcome, &state, changes)
        if keeper.isDirty, !state.isSaving, state.sinceSave.elapsed > .seconds(4), state.walk.runningCount > 0 {
          state.isSaving = true
          let keeper = keeper
          group.addTask {
            do throws(ProviderFailure) {
              try await keeper.save()
              return .saved(nil)
            } catch {
              return .saved(error)
            }
          }
        }
        await start(&state, changes, &group)
      }
      group.cancelAll()
    }
    noteNotStarted(&state)
    state.result.diagnostics += evaluation.conclusions()
    state.result.outputs = evaluation.outputs()
    if state.result.isComplete { keeper.setOutputs(state.result.outputs) }
    if let failure = await keeper.finish() {
      state.result.isRecorded = false
      state.result.failures.append((InstanceAddress(type: "environment", name: "record"), failure))
    }
    do throws(ProviderFailure) {
      try await claim?.checkAlone()
    } catch {
      state.result.isRecorded = false
      state.result.failures.append((InstanceAddress(type: "environment", name: "record"), error))
    }
    // What may still run in Azure, or isn't in the record, is for the next run to find here.
    if state.isSettled, state.result.isRecorded {
      await journal?.end()
    } else if !state.isDetached {
      await write(.left)
    }
    return state.result
  }

  // MARK: Starting

  /// Starts what can be started, in the order of what remains after it.
  private func start(
    _ state: inout State, _ changes: [InstanceAddress: InstanceChange], _ group: inout TaskGroup<Outcome>
  ) async {
    if control.isDraining, !state.isDraining {
      state.isDraining = true
      report(.draining)
    }
    while let number = state.walk.next() {
      let step = schedule.steps[number]
      if step.verb == .none || step.verb == .forget {
        state.isTaken[number] = true
        if step.verb == .forget { keeper.forget(step.address) }
        state.walk.release(number)
        continue
      }
      guard !control.isDraining else {
        state.walk.hold(number)
        continue
      }
      guard let change = changes[step.address] else { continue }
      state.isTaken[number] = true
      let broken = step.verb == .delete ? [] : evaluation.failedPreconditions(of: step.address)
      if !broken.isEmpty {
        fail(number, broken, &state)
        continue
      }
      switch await work(for: step, change) {
      case .failure(let failure): fail(number, failure, elapsed: .zero, &state)
      case .success(nil):
        report(.unchanged(step))
        state.walk.release(number)
      case .success(let work?):
        state.walk.begin(number)
        run(step, work, &group)
      }
    }
  }

  private func run(_ step: ApplyStep, _ work: ApplyWork, _ group: inout TaskGroup<Outcome>) {
    let (journal, clock, report, claim, control, premises) = (journal, clock, report, claim, control, premises)
    let names = evaluation.fetchedNames(of: step.address)
    group.addTask {
      let watch = Stopwatch(clock)
      do throws(ProviderFailure) {
        switch work {
        case .keep(_, let value, let wait):
          report(.started(step, id: value.redacted[member: "id"]?.stringValue))
          if let wait, (try? await clock.sleep(for: wait)) == nil {
            throw ProviderFailure("Interrupted", detail: "\(step.address) was to wait for \(wait).")
          }
          return .done(step: step.number, live: nil, value: value, fetched: [:], elapsed: watch.elapsed)
        case .read(let kind, let arguments, let limit, let provider):
          report(.started(step, id: nil))
          let value = try await provider.read(kind, arguments: arguments, limit: limit)
          var fetched: [String: Value] = [:]
          if !names.isEmpty, let id = value[member: "id"]?.stringValue {
            fetched = try await provider.fetch(names, of: kind, id: id)
          }
          return .done(step: step.number, live: nil, value: value, fetched: fetched, elapsed: watch.elapsed)
        case .write(let operation, let provider, let grounds):
          try await premises.check(grounds)
          do throws(ProviderFailure) {
            try await claim?.confirm()
          } catch {
            // Whoever has the environment now is not to find this run in it.
            control.drain()
            throw error
          }
          do throws(StorageError) {
            try await journal?.intend(step, operation)
          } catch {
            return .unjournalled(
              step: step.number,
              ProviderFailure("The journal can't be written", detail: error.message, hint: error.hint))
          }
          report(.started(step, id: operation.id))
          let live = try await provider.perform(operation) { accepted in
            // The operation runs whether or not that could be noted: recovery then reads the resource itself.
            try? await journal?.record(.accepted(step: step.number, operation: accepted))
          }
          var fetched: [String: Value] = [:]
          if let live, !names.isEmpty {
            // The resource is made, whatever comes of this: what stays unknown is asked for again by the next plan.
            fetched = (try? await provider.fetch(names, of: operation.kind, id: live.id)) ?? [:]
          }
          return .done(step: step.number, live: live, value: nil, fetched: fetched, elapsed: watch.elapsed)
        }
      } catch {
        return .failed(step: step.number, error.hiding(work.sensitiveTexts), elapsed: watch.elapsed)
      }
    }
  }

  private func write(_ entry: Journal.Entry) async {
    // What can't be noted at the end only makes the next run look once more.
    try? await journal?.record(entry)
  }

  // MARK: Finishing

  private func take(_ outcome: Outcome, _ state: inout State, _ changes: [InstanceAddress: InstanceChange]) async {
    switch outcome {
    case .saved(let failure):
      state.isSaving = false
      state.sinceSave = Stopwatch(clock)
      if failure != nil { control.drain() }
    case .detached: break
    case .unjournalled(let number, let failure):
      state.walk.end(number)
      fail(number, failure, elapsed: .zero, &state)
      // The next one would fare no better.
      control.drain()
    case .failed(let number, let failure, _) where state.isDetached && failure.effect == .unknown:
      state.walk.end(number)
      if schedule.steps[number].verb == .read {
        state.isTaken[number] = false
      } else {
        state.isSettled = false
        state.result.underWay.append(schedule.steps[number])
      }
    case .failed(let number, let failure, let elapsed):
      state.walk.end(number)
      if failure.effect == .unknown {
        state.isSettled = false
      } else {
        await write(.outcome(step: number, isDone: false))
      }
      fail(number, failure, elapsed: elapsed, &state)
    case .done(let number, let live, let value, let fetched, let elapsed):
      state.walk.end(number)
      await write(.outcome(step: number, isDone: true))
      let step = schedule.steps[number]
      guard let change = changes[step.address] else { return }
      finish(step, change, live: live, value: value, fetched: fetched, &state)
      let broken = step.verb == .delete ? [] : evaluation.failedPostconditions(of: step.address)
      if !broken.isEmpty { return fail(number, broken, elapsed: elapsed, &state) }
      report(
        .finished(
          step, id: live?.id ?? (step.verb == .delete ? nil : value?.redacted[member: "id"]?.stringValue),
          elapsed: elapsed))
      state.walk.release(number)
    }
  }

  private func finish(
    _ step: ApplyStep, _ change: InstanceChange, live: Observation.Live?, value: Value?, fetched: [String: Value],
    _ state: inout State
  ) {
    keeper.count(step.verb)
    switch step.verb {
    case .delete:
      state.result.destroyed += 1
      keeper.delete(change)
    case .read:
      if let value { evaluation.complete(step.address, value: value, fetched: fetched) }
    case .create, .update:
      if step.verb == .create { state.result.added += 1 } else { state.result.changed += 1 }
      let final: Value
      if let live {
        final = evaluation.complete(step.address, live: live, fetched: fetched)
      } else {
        final = value ?? .null(.dynamic)
        evaluation.complete(step.address, value: final)
      }
      keeper.own(
        change, id: live?.id ?? final.redacted[member: "id"]?.stringValue ?? change.id ?? "",
        kept: live == nil || change.kind.ownership == .recorded ? final : nil,
        evaluation: evaluation)
      if let standIn = change.standIn { keeper.forget(change.address.deposing(id: standIn.id)) }
    case .none, .forget: break
    }
  }

  private func fail(_ number: Int, _ failure: ProviderFailure, elapsed: Duration, _ state: inout State) {
    let step = schedule.steps[number]
    if step.verb == .create { keeper.noteFailure(at: step.address) }
    report(.failed(step, failure, elapsed: elapsed))
    state.result.failures.append((step.address, failure))
    block(after: number, &state)
  }

  /// As above, because of conditions that don't hold.
  private func fail(_ number: Int, _ broken: [Diagnostic], elapsed: Duration = .zero, _ state: inout State) {
    let words = broken.map(\.detail).joined(separator: "\n")
    report(.failed(schedule.steps[number], ProviderFailure(broken[0].summary, detail: words), elapsed: elapsed))
    state.result.diagnostics += broken
    block(after: number, &state)
  }

  /// Notes that what rests on a step can't be done.
  private func block(after number: Int, _ state: inout State) {
    let step = schedule.steps[number]
    for dependent in schedule.graph.closure(of: [number], along: .forward) {
      state.walk.abandon(dependent)
      if dependent != number, state.blocked[dependent] == nil { state.blocked[dependent] = step.address }
    }
  }

  /// Reports the steps that will not be taken any more, each resource once.
  private func noteNotStarted(_ state: inout State) {
    var noted: Set<InstanceAddress> = []
    for number in schedule.graph.order ?? [] where !state.isTaken[number] && schedule.steps[number].verb != .none {
      let step = schedule.steps[number]
      report(.notStarted(step, because: state.blocked[number]))
      if noted.insert(step.address).inserted {
        state.result.notStarted.append((step.address, state.blocked[number]))
      }
    }
  }
}
