import ARMSimulator
import HTTP

/// The way from one run to the simulator: remembers what went over it, and can be cut in the middle of a run, as if the
/// process had been killed.
package final class Wire: HTTPTransport, Sendable {
  package struct Request: Sendable, Hashable {
    package let method: String
    package let path: String

    package init(method: String, path: String) {
      self.method = method
      self.path = path
    }

    /// Whether it changes something other than records of environments.
    package var isWrite: Bool { method != "GET" && !isAboutRecords }
    package var isAboutRecords: Bool { path.contains("/resourcegroups/armature-records") }
  }

  private struct State: Sendable {
    var count = 0
    var dieAt: Int?
    var diesAfterAnswer = false
    var isDead = false
    var onDeath: (@Sendable () -> Void)?
    var observer: (@Sendable (Request) -> Void)?
  }

  private let simulator: ARMSimulator
  private let state = Locked(State())

  package init(to simulator: ARMSimulator) {
    self.simulator = simulator
  }

  /// How many requests were made.
  package var count: Int { state.value.count }

  /// Whether the run that uses it is over.
  package var isDead: Bool { state.value.isDead }

  /// Tells of each request just before it leaves.
  package func observe(_ observer: @escaping @Sendable (Request) -> Void) { state.change { $0.observer = observer } }

  /// Cuts the wire at the request with a number, counted from 1.
  package func die(at number: Int, afterAnswer: Bool, then: @escaping @Sendable () -> Void) {
    state.change { state in
      state.dieAt = state.count + number
      state.diesAfterAnswer = afterAnswer
      state.onDeath = then
    }
  }

  package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let mark = Request(method: request.method.rawValue, path: request.url.path.lowercased())
    let (isLast, isDead) = state.mutate { state -> (Bool, Bool) in
      if state.isDead { return (false, true) }
      state.count += 1
      let isLast = state.count == state.dieAt
      if isLast { state.isDead = true }
      return (isLast, false)
    }
    if isDead { throw .cancelled }
    let (observer, onDeath, diesAfterAnswer) = state.mutate { ($0.observer, $0.onDeath, $0.diesAfterAnswer) }
    if isLast {
      onDeath?()
      guard diesAfterAnswer else { throw .cancelled }
    }
    observer?(mark)
    let response = try await simulator.send(request)
    // Nobody is left to take the answer.
    if state.value.isDead { throw .cancelled }
    return response
  }
}
