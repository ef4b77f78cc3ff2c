import Durability
import HTTP
import JSON
import Values

/// A simulated Azure Resource Manager that can be asked in process, as an ``HTTP/HTTPTransport``, or served by
/// `ARMSimulatorServer`.
package actor ARMSimulator: HTTPTransport {
  private var cloud: SimulatedCloud
  private let clock: any SimulatorClock

  private var store: SimulatorStore?
  /// What changed and isn't on the disk yet, in order.
  private var unsaved: [[UInt8]] = []
  /// How many records there were so far, and how many of them are on the disk.
  private var recorded = 0
  private var saved = 0
  private var isSaving = false
  private var isClosed = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  /// The requests that are held.
  private var held: [CheckedContinuation<Void, Never>] = []
  /// Who wants to know when one is.
  private var watchers: [CheckedContinuation<Void, Never>] = []

  /// A cloud that lives in memory.
  package init(
    _ settings: SimulatorSettings = SimulatorSettings(), clock: any SimulatorClock = SystemClock(),
    faults: Value? = nil
  ) {
    cloud = SimulatedCloud(settings)
    if let faults { _ = cloud.addFaults(faults) }
    self.clock = clock
  }

  /// The cloud that is kept in a folder, which is made if there is none. One process at a time may have it.
  package init(
    _ settings: SimulatorSettings, clock: any SimulatorClock = SystemClock(), storedIn directory: String,
    faults: Value? = nil
  ) throws(StorageError) {
    let (store, state) = try SimulatorStore.open(directory)
    self.store = store
    cloud = SimulatedCloud(settings)
    cloud.state = state
    if let faults { _ = cloud.addFaults(faults) }
    self.clock = clock
  }

  /// What a client gets for a request.
  package enum Delivery: Sendable {
    case whole(HTTPResponse)
    /// The connection is closed in the middle of the answer.
    case cut
    /// The connection is closed in place of an answer.
    case none
  }

  /// Answers a request as a client knows it: a connection that is closed before the end of the answer is lost.
  package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    guard case .whole(let response) = await deliver(request) else {
      throw .connectionLost(host: request.url.host, afterSending: true)
    }
    return response
  }

  /// Answers a request once all that it changed is stored.
  package func deliver(_ request: HTTPRequest) async -> Delivery {
    if isClosed { return .none }
    if request.url.path == "/simulator/held" { return .whole(await awaitHeld()) }
    var answer = cloud.answer(request, at: clock.now)
    if request.method == .delete, request.url.path == "/simulator/faults" { letGo() }
    if let change = cloud.state.takeChanges(), store != nil {
      unsaved.append(JSON.text(change))
      recorded += 1
    }
    // Now that what changed is in line for the disk: a restart forgets nothing that anybody will be answered.
    if answer.isRestart {
      cloud.restart()
      letGo()
    }
    let restarts = cloud.restarts
    do {
      try await save(upTo: recorded)
    } catch {
      answer = Answer(500, Refusal(500, "InternalServerError", "The simulator's store failed: \(error)").body)
    }
    if answer.isHeld { await hold() }
    if answer.delay > .zero { await clock.sleep(for: answer.delay) }
    // A restart meanwhile has cut the connection.
    if answer.isLost || cloud.restarts > restarts { return .none }
    return answer.isCut ? .cut : .whole(Self.response(answer, to: request))
  }

  /// Gives the folder free for another process, once all that was answered is stored. Whoever asks from then on gets no
  /// answer.
  package func close() async {
    isClosed = true
    try? await save(upTo: recorded)
    while isSaving { await withCheckedContinuation { waiting.append($0) } }
    store = nil
  }

  // MARK: Holding requests

  private func hold() async {
    await withCheckedContinuation { continuation in
      held.append(continuation)
      wakeWatchers()
    }
  }

  /// Answers once a request is held, or when the faults are removed.
  private func awaitHeld() async -> HTTPResponse {
    if held.isEmpty { await withCheckedContinuation { watchers.append($0) } }
    let answer: Value = ["held": .number(held.count)]
    return HTTPResponse(200, body: JSON.text(answer))
  }

  private func letGo() {
    for continuation in held { continuation.resume() }
    held = []
    wakeWatchers()
  }

  private func wakeWatchers() {
    for continuation in watchers { continuation.resume() }
    watchers = []
  }

  /// Whether a body is one that `POST /simulator/faults` takes.
  package static func areFaults(_ body: Value) -> Bool {
    var cloud = SimulatedCloud(SimulatorSettings())
    return cloud.addFaults(body)
  }

  /// The body of every resource there is, by its id in lower case, for tests that compare worlds.
  package func resources() -> [String: Value] {
    cloud.state.resources.mapValues(\.body)
  }

  /// The requests that the log still has, oldest first.
  package func requests() -> [(method: String, path: String, status: Int)] {
    cloud.log.all
  }

  /// Returns when the first `target` records are on the disk.
  ///
  /// One caller writes for all that wait. Records that don't reach the disk stay in line, so that a later one is never
  /// stored without an earlier one.
  private func save(upTo target: Int) async throws(StorageError) {
    while saved < target, let log = store?.log {
      if isSaving {
        await withCheckedContinuation { waiting.append($0) }
        continue
      }
      isSaving = true
      defer {
        isSaving = false
        for continuation in waiting { continuation.resume() }
        waiting = []
      }
      let batch = unsaved
      unsaved = []
      do throws(StorageError) {
        try await log.append(contentsOf: batch)
      } catch {
        unsaved = batch + unsaved
        throw error
      }
      saved += batch.count
      store?.noteAppended(batch)
      if store?.wantsSnapshot ?? false { try await compact(log) }
    }
  }

  /// Rewrites the log as the present state; what is not saved yet may follow it once more and does no harm.
  private func compact(_ log: AppendLog) async throws(StorageError) {
    cloud.forgetOldOperations()
    let snapshot = cloud.state.snapshot().map { JSON.text($0) }
    try await log.replace(with: snapshot)
    store?.noteSnapshot(snapshot)
  }

  private static func response(_ answer: Answer, to request: HTTPRequest) -> HTTPResponse {
    var headers = HTTPHeaders()
    for (name, value) in answer.headers { headers.add(name, value) }
    guard let body = answer.body, request.method != .head else { return HTTPResponse(answer.status, headers: headers) }
    headers.add("Content-Type", "application/json; charset=utf-8")
    return HTTPResponse(answer.status, headers: headers, body: JSON.text(body))
  }
}
