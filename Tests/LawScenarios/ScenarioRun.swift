import ARMSimulator
import Applying
import Diagnostics
import HTTP
import JSON
import Planning
import Reports
import Resources
import TestWorld
import Values

/// One course of a scenario, disturbed or not, in a cloud of its own.
final class ScenarioRun: Sendable {
  /// What is left of a course once it is over.
  struct Ending: Sendable, Hashable {
    /// The world after each of the three runs.
    var images: [WorldImage] = []
    /// How often each resource was made up to the end of each run, by id in lower case.
    var creations: [[String: Int]] = []
    /// How many requests each run made for planning and applying.
    var requestCounts: [Int] = []
    /// All that was said and asked, for comparing bytes.
    var protocolText = ""
    /// Why a plan was refused, which ends the course.
    var refusal: String?
    /// Whether the disturbance did keep a run from its end.
    var wasStopped = false
  }

  let scenario: Scenario
  private let isDisturbed: Bool
  private let undisturbedCounts: [Int]
  private let timeline: Timeline
  private let simulator: ARMSimulator
  private let ending = Locked(Ending())
  private let runs = Locked(0)

  /// A course whose jobs are taken in an order that `order` decides; a disturbed one must know how many requests the
  /// undisturbed one made.
  init(_ scenario: Scenario, order: UInt64, isDisturbed: Bool, undisturbedCounts: [Int] = []) {
    self.scenario = scenario
    self.isDisturbed = isDisturbed
    self.undisturbedCounts = undisturbedCounts
    timeline = Timeline(seed: order)
    simulator = ARMSimulator(
      SimulatorSettings(speed: scenario.speed.map { .factor($0) } ?? .instant), clock: timeline.simulatorClock)
  }

  /// Goes through all of it.
  func go() -> Result<Ending, Violation> {
    let failure = timeline.run { [self] () -> Violation? in
      do throws(Violation) {
        try await goThrough()
        return nil
      } catch {
        return error
      }
    }
    if let failure { return .failure(failure) }
    return .success(ending.value)
  }

  private func goThrough() async throws(Violation) {
    if scenario.hasForeigners { await addForeigners() }
    let before = try await image()
    let edited = scenario.edited
    let steps: [(old: Spec, new: Spec?)] = [
      (Spec(blocks: []), scenario.spec), (scenario.spec, edited), (edited, nil),
    ]
    for (number, step) in steps.enumerated() {
      if number == 1 {
        let before = try await image()
        await meddle()
        try await expectDrift(since: before)
        // Where nothing changes between the first two runs, there is no second.
        if scenario.edits.isEmpty, scenario.meddling.isEmpty, scenario.disturbedRun != 1 {
          try await note()
          ending.change { $0.requestCounts.append(0) }
          continue
        }
      }
      if isDisturbed, scenario.disturbedRun == number {
        try await converge(disturbed: number, from: step.old, to: step.new)
        // From the same world everything goes on as it did undisturbed.
        try await note()
        if step.new != nil { return }
      } else {
        try await converge(number, from: step.old, to: step.new)
      }
      if ending.value.refusal != nil { return }
      if !isDisturbed || scenario.disturbedRun != number { try await note() }
    }
    let after = try await image()
    guard after.removable == before.removable, after.record == [] else {
      throw Violation("L5", "destroying left another world:\n" + after.difference(from: before).joined(separator: "\n"))
    }
  }

  /// Notes how the world is after a run.
  private func note() async throws(Violation) {
    let image = try await image()
    let creations = await creations()
    ending.change {
      $0.images.append(image)
      $0.creations.append(creations)
    }
  }

  // MARK: Runs

  private enum Attempt: Sendable {
    case complete
    case incomplete([String])
    case refused(String)
  }

  /// A world for one run of the program, with a wire of its own.
  func world() -> (world: World, wire: Wire) {
    let number = runs.mutate { count -> Int in
      count += 1
      return count
    }
    let wire = Wire(to: simulator)
    return (
      World(
        simulator: simulator, timeline: timeline, seed: scenario.seed &+ UInt64(number) &* 0x9e37_79b9, wire: wire),
      wire
    )
  }

  /// Plans and applies until the end; nothing stands in the way.
  private func converge(_ number: Int, from old: Spec, to new: Spec?) async throws(Violation) {
    let (world, wire) = world()
    var attempt = try await self.attempt(world, wire, from: old, to: new, isUndisturbed: true)
    if case .incomplete = attempt, await removeStrangers() {
      // A group with a stranger in it is not deleted: that is as it should be, and now there is none.
      let (world, wire) = self.world()
      attempt = try await self.attempt(world, wire, from: old, to: new, isUndisturbed: false)
    }
    ending.change { $0.requestCounts.append(wire.count) }
    switch attempt {
    case .refused(let reason): ending.change { $0.refusal = reason }
    case .incomplete(let failures):
      throw Violation("L2", "run \(number) was not complete:\n" + failures.joined(separator: "\n"))
    case .complete: try await expectNothingToDo(after: number, new)
    }
  }

  /// The same, with faults and a kill at first; after that it goes on as a user would, with the same command again.
  private func converge(disturbed number: Int, from old: Spec, to new: Spec?) async throws(Violation) {
    let (world, wire) = world()
    for fault in scenario.faults { await add(fault) }
    let box = Locked<Task<Result<Attempt, Violation>, Never>?>(nil)
    if let kill = scenario.kill {
      let count = undisturbedCounts.indices.contains(number) ? undisturbedCounts[number] : 1
      wire.die(at: 1 + count * kill.permille / 1000, afterAnswer: kill.isAfterAnswer) { box.value?.cancel() }
    }
    // A task of its own, so that it can be cancelled as a whole; it is waited for right below.
    let task = Task(executorPreference: timeline) { [self] () -> Result<Attempt, Violation> in
      do throws(Violation) {
        return .success(try await self.attempt(world, wire, from: old, to: new, isUndisturbed: false))
      } catch {
        return .failure(error)
      }
    }
    box.set(task)
    var attempt = try await task.value.get()
    await removeFaults()
    if case .complete = attempt, !wire.isDead {} else { ending.change { $0.wasStopped = true } }
    try expectPatience(attempt)
    var tries = 0
    while tries < 4 {
      tries += 1
      _ = await removeStrangers(unless: attempt)
      let (world, wire) = self.world()
      attempt = try await self.attempt(world, wire, from: old, to: new, isUndisturbed: false)
      if case .complete = attempt { break }
    }
    switch attempt {
    case .complete: try await expectNothingToDo(after: number, new)
    case .refused(let reason): throw Violation("L4", "run \(number) can't be taken up: \(reason)")
    case .incomplete(let failures):
      throw Violation(
        "L4", "run \(number) is not complete at the \(tries + 1)th try:\n" + failures.joined(separator: "\n"))
    }
  }

  /// L7: what passes before the retries are used up keeps no run from its end.
  private func expectPatience(_ attempt: Attempt) throws(Violation) {
    guard scenario.isPassing else { return }
    switch attempt {
    case .complete: return
    // A group with a stranger in it stays, whatever else there is.
    case .incomplete(let failures) where failures.contains { $0.contains("still holds") }: return
    case .incomplete(let reasons): throw Violation("L7", "passing faults failed:\n" + reasons.joined(separator: "\n"))
    case .refused(let reason): throw Violation("L7", "passing faults kept a plan from being made: \(reason)")
    }
  }

  /// One plan and its apply.
  private func attempt(
    _ world: World, _ wire: Wire, from old: Spec, to new: Spec?, isUndisturbed: Bool
  ) async throws(Violation) -> Attempt {
    let trace = Locked(RunTrace())
    wire.observe { request in if request.isWrite { trace.change { $0.events.append(.write(request)) } } }
    do {
      let files = (new ?? old).files
      let (planner, context) = try await world.planner(files.main, files: files.others)
      let (plan, diagnostics) = new == nil ? await planner.destruction() : await planner.plan()
      if let write = world.requests.all.first(where: { !$0.hasPrefix("GET ") }) {
        return try { () throws(Violation) in throw Violation("L1", "planning sent \(write)") }()
      }
      if diagnostics.hasErrors {
        return .refused(
          diagnostics.filter { $0.severity == .error }.map { "\($0.summary): \($0.detail)" }.joined(separator: "\n"))
      }
      let text = PlanText(sources: world.sources).text(plan)
      ending.change { $0.protocolText += text }
      let result = try await world.carryOut(plan, planner, context, parallelism: scenario.parallelism) { event in
        trace.change { $0.note(event) }
      }
      let happened = trace.value
      ending.change { $0.protocolText += happened.events.map { "\($0)\n" }.joined() }
      try happened.checkWrites(against: plan, isUndisturbed: isUndisturbed && result.isComplete)
      try happened.checkOrder(of: plan, from: old, to: new ?? Spec(blocks: []))
      if result.isComplete, result.isRecorded, !wire.isDead { return .complete }
      return .incomplete(
        result.failures.map { "\($0.address): \($0.failure.summary): \($0.failure.detail)" }
          + result.notStarted.map { "\($0.address) was not started" })
    } catch let violation as Violation {
      throw violation
    } catch let error as DiagnosticsError {
      return .refused(error.diagnostics.map { "\($0.summary): \($0.detail)" }.joined(separator: "\n"))
    } catch let failure as ProviderFailure {
      return .incomplete(["\(failure.summary): \(failure.detail)"])
    } catch {
      return .incomplete(["\(error)"])
    }
  }

  private func expectNothingToDo(after number: Int, _ spec: Spec?) async throws(Violation) {
    guard let spec else { return }
    let (world, _) = world()
    do {
      let files = spec.files
      let plan = try await world.plan(files.main, files: files.others)
      let changes = plan.changes.filter { $0.action != .none || !$0.reasons.isEmpty }
      guard plan.isEmpty else {
        throw Violation(
          "L2",
          "the plan after run \(number) is not empty:\n"
            + changes.map { "\($0.action) \($0.address) \($0.reasons) \($0.differences)" }.joined(separator: "\n"))
      }
    } catch let violation as Violation {
      throw violation
    } catch let error as DiagnosticsError {
      throw Violation(
        "L2", "the plan after run \(number) is refused: \(error.diagnostics.map { "\($0.summary): \($0.detail)" })")
    } catch {
      throw Violation("L2", "there is no plan after run \(number): \(error)")
    }
  }

  // MARK: The world

  func image() async throws(Violation) -> WorldImage {
    do {
      return try await WorldImage.of(world().world)
    } catch {
      throw Violation("L4", "the record can't be read: \(error)")
    }
  }

  private func creations() async -> [String: Int] {
    var counts: [String: Int] = [:]
    for request in await simulator.requests() where request.method == "PUT" && request.status == 201 {
      let path = request.path.lowercased()
      if !path.contains("/resourcegroups/armature-records") { counts[path, default: 0] += 1 }
    }
    return counts
  }

  private func add(_ fault: Scenario.Fault) async {
    var body: Value = [
      "method": .string(fault.method), "path": .string(fault.path), "skip": .number(fault.skip),
      "times": .number(fault.times),
    ]
    switch fault.effect {
    case .answer(let status, let code, let retryAfter):
      body = body.adding("effect", "answer").adding("status", .number(status)).adding("code", .string(code))
      if let retryAfter { body = body.adding("retryAfter", .number(retryAfter)) }
    case .drop: body = body.adding("effect", "drop")
    case .loseAnswer: body = body.adding("effect", "loseAnswer")
    case .failOperation: body = body.adding("effect", "failOperation")
    }
    do {
      try await world().world.fault(body)
    } catch {
      preconditionFailure("the simulator knows every fault that is drawn: \(error)")
    }
  }

  private func removeFaults() async {
    guard let url = HTTPURL("http://localhost/simulator/faults") else { return }
    // In memory there is no connection that could fail.
    _ = try? await simulator.send(HTTPRequest(.delete, url))
  }

  // MARK: Others in the same cloud

  private static let versions: [Block.Kind: String] = [
    .group: "2023-07-01", .workspace: "2023-04-03", .endpoint: "2023-03-11", .rule: "2023-03-11",
    .cluster: "2026-04-01", .pool: "2026-04-01", .association: "2023-03-11", .ruleGroup: "2023-03-01",
  ]

  private func call(_ method: HTTPMethod, _ id: String, _ kind: Block.Kind, body: Value? = nil) async -> Value? {
    // What Azure refuses to those who meddle just doesn't happen.
    try? await world().world.call(method, id, apiVersion: Self.versions[kind] ?? "", body: body)
  }

  private func addForeigners() async {
    let group = World.id("resourceGroups/theirs")
    _ = await call(.put, group, .group, body: ["location": "centralus"])
    _ = await call(
      .put, group + "/providers/Microsoft.Monitor/accounts/theirs", .workspace, body: ["location": "centralus"])
  }

  private func strangerID(in block: Block) -> String? {
    scenario.spec.id(of: block, suffix: block.suffixes.first ?? "").map {
      "\($0)/providers/Microsoft.Insights/dataCollectionEndpoints/stranger"
    }
  }

  private func meddle() async {
    for meddling in scenario.meddling {
      switch meddling {
      case .change(let number):
        guard let block = scenario.spec[number],
          let id = scenario.spec.id(of: block, suffix: block.suffixes.first ?? ""),
          let body = await call(.get, id, block.kind)
        else { continue }
        let isDescribed = block.kind == .association
        let changed =
          isDescribed
          ? body.setting(["properties", "description"], to: "by hand")
          : body.setting(block.kind == .pool ? ["properties", "tags", "text"] : ["tags", "text"], to: "by hand")
        _ = await call(.put, id, block.kind, body: changed)
      case .delete(let number):
        guard let block = scenario.spec[number],
          let id = scenario.spec.id(of: block, suffix: block.suffixes.first ?? "")
        else { continue }
        _ = await call(.delete, id, block.kind)
      case .add(let number):
        guard let block = scenario.spec[number], let id = strangerID(in: block) else { continue }
        _ = await call(.put, id, .endpoint, body: ["location": "centralus"])
      }
    }
  }

  /// Removes what others made in our groups, if they have; whether there was any.
  private func removeStrangers() async -> Bool {
    var found = false
    for case .add(let number) in scenario.meddling {
      guard let block = scenario.spec[number], let id = strangerID(in: block) else { continue }
      if await call(.get, id, .endpoint) != nil {
        found = true
        _ = await call(.delete, id, .endpoint)
      }
    }
    return found
  }

  private func removeStrangers(unless attempt: Attempt) async -> Bool {
    guard case .incomplete(let failures) = attempt, failures.contains(where: { $0.contains("still holds") }) else {
      return false
    }
    return await removeStrangers()
  }
}

extension RunTrace {
  fileprivate mutating func note(_ event: ApplyEvent) {
    switch event {
    case .started(let step, _): events.append(.started("\(step.address)", step.verb))
    case .finished(let step, _, _): events.append(.done("\(step.address)", step.verb))
    case .unchanged(let step): events.append(.unchanged("\(step.address)"))
    case .failed(let step, _, _): events.append(.done("\(step.address)", .none))
    default: break
    }
  }
}

extension Value {
  fileprivate func adding(_ name: String, _ value: Value) -> Value { setting([name], to: value) }

  /// The object with a member at a path set.
  fileprivate func setting(_ path: [String], to value: Value) -> Value {
    guard let first = path.first else { return value }
    var members = self.members ?? Members()
    members[first] = (members[first] ?? .object(Members())).setting(Array(path.dropFirst()), to: value)
    return .object(members)
  }
}
