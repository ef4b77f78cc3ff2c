package import HTTP
package import Values

/// An operation that ARM has accepted and that goes on by itself: what to ask for next, and when it has ended.
///
/// Knows all the forms that providers use: a status resource (`Azure-AsyncOperation`, or `Operation-Location`), a URL that
/// answers 202 until it answers like the call itself (`Location`), and the `provisioningState` of the resource. Decides only: whoever has it
/// sends the requests and waits.
package struct LongRunningOperation: Sendable, Hashable {
  /// What is asked until the operation has ended.
  package enum Tracking: String, Sendable, Hashable, CaseIterable {
    case status
    case location
    case resource
    /// The operation has succeeded; its resource is read for the last time.
    case result
  }

  /// What to do next.
  package enum Step: Sendable {
    /// Ask the URL after the wait that the server named, if any, and hand the answer to `advance`.
    case poll(HTTPURL, after: Duration?)
    /// It has ended well; the answer is that of the call itself, as if it had not taken long.
    case done(ARMResponse)
    case failed(ARMError)
  }

  package let method: HTTPMethod
  /// The URL that the call went to.
  package let resource: HTTPURL
  package private(set) var tracking: Tracking
  /// What is asked while the tracking is by status or location.
  package private(set) var pollURL: HTTPURL?
  /// Where the result is once a status resource says that the operation has succeeded, if not at the resource.
  private var resultURL: HTTPURL?
  /// What the operation, or the resource, last said of itself.
  package private(set) var status = "Accepted"
  package private(set) var percentComplete: Int?
  /// How often the resource was not to be found though it should be.
  private var misses = 0

  /// ARM's caches may not show a new resource for some seconds.
  private static let missesMax = 6

  /// The operation that a successful answer stands for, and the first step.
  static func begin(
    _ method: HTTPMethod, _ resource: HTTPURL, _ response: ARMResponse, cloud: Cloud, now: Int64
  ) -> (operation: LongRunningOperation, step: Step) {
    var operation = LongRunningOperation(method: method, resource: resource, tracking: .resource)
    let status =
      operation.url("Azure-AsyncOperation", response, cloud) ?? operation.url("Operation-Location", response, cloud)
    let location = operation.url("Location", response, cloud)
    let wait = RetryAfter.duration(in: response.headers, now: now)
    if let status {
      operation.tracking = .status
      operation.pollURL = status
      operation.resultURL = method == .post ? location : nil
      return (operation, .poll(status, after: wait))
    }
    if response.status == 202 {
      if let location {
        operation.tracking = .location
        operation.pollURL = location
        return (operation, .poll(location, after: wait))
      }
      // Nothing to ask about an action: it was accepted, and that is all there will be.
      return (operation, method == .post ? .done(response) : .poll(resource, after: wait))
    }
    if method == .put || method == .patch {
      return (operation, operation.advanceByState(response, wait))
    }
    return (operation, .done(response))
  }

  private init(method: HTTPMethod, resource: HTTPURL, tracking: Tracking) {
    self.method = method
    self.resource = resource
    self.tracking = tracking
  }

  /// What comes after an answer with a status of 2xx.
  mutating func advance(_ response: ARMResponse, cloud: Cloud, now: Int64) -> Step {
    let wait = RetryAfter.duration(in: response.headers, now: now)
    switch tracking {
    case .status: return advanceByStatus(response, wait, cloud)
    case .location:
      guard response.status == 202 else { return advanceByResult(response, wait) }
      // The URL may be another one each time.
      if let next = url("Location", response, cloud) { pollURL = next }
      return .poll(pollURL ?? resource, after: wait)
    case .resource:
      return method == .delete ? .poll(resource, after: wait) : advanceByState(response, wait)
    case .result: return .done(response)
    }
  }

  /// What comes after an answer that is an error, other than those that trying again heals.
  mutating func advance(_ error: ARMError) -> Step {
    switch tracking {
    case .location where error.kind != .notFound && error.isAnswer, .result where method == .post && error.isAnswer:
      // A location answers as the call itself would have.
      var error = error
      error.call = call
      return .failed(error)
    case .status, .location:
      // The status can't be read, which says nothing about the operation: the resource itself will tell.
      guard method != .post else { return .failed(unread(error)) }
      tracking = .resource
      return .poll(resource, after: nil)
    case .resource, .result:
      guard error.kind == .notFound else { return .failed(unread(error)) }
      if method == .delete { return .done(ARMResponse(status: 204, headers: [:], body: .null(.dynamic))) }
      misses += 1
      guard misses < Self.missesMax else { return .failed(error) }
      return .poll(tracking == .result ? resultURL ?? resource : resource, after: .seconds(1 << (misses - 1)))
    }
  }

  /// The call that started the operation.
  var call: String { "\(method.rawValue) \(resource.path)" }

  /// The error that nobody can say how the operation goes on.
  private func unread(_ error: ARMError) -> ARMError {
    var unread = error
    unread.kind = .outcomeUnknown
    unread.message = "Azure has accepted \(call), and how it went on could not be read: \(error.message)"
    return unread
  }

  // MARK: - By the status resource

  private mutating func advanceByStatus(_ response: ARMResponse, _ wait: Duration?, _ cloud: Cloud) -> Step {
    guard let status = response.body[member: "status"]?.stringValue else {
      if response.status == 202 { return .poll(pollURL ?? resource, after: wait) }
      return advance(ARMError(.malformed, status: response.status, message: "The operation has no status."))
    }
    self.status = status
    // Whatever a server writes there, only a part of a hundred is one.
    percentComplete = response.body[member: "percentComplete"]?.numberValue.flatMap {
      (0...100).contains($0.double) ? Int($0.double) : nil
    }
    switch OperationState(status) {
    case .running:
      if let next = url("Azure-AsyncOperation", response, cloud) { pollURL = next }
      return .poll(pollURL ?? resource, after: wait)
    case .failed:
      return .failed(failure(ARMErrorBody.operationError(response.body, status: status), response))
    case .succeeded: break
    }
    if let text = response.body[member: "resourceLocation"]?.stringValue, let url = HTTPURL(text), cloud.isOwn(url) {
      resultURL = url
    }
    switch method {
    case .put, .patch: break
    case .delete: return .done(ARMResponse(status: 204, headers: response.headers, body: .null(.dynamic)))
    default:
      guard resultURL != nil else {
        let result = response.body[member: "properties"] ?? response.body[member: "output"] ?? .null(.dynamic)
        return .done(ARMResponse(status: 200, headers: response.headers, body: result))
      }
    }
    tracking = .result
    return .poll(resultURL ?? resource, after: .zero)
  }

  // MARK: - By the location

  /// What comes after the answer that a location ends with: the one that the call itself would have had.
  private mutating func advanceByResult(_ response: ARMResponse, _ wait: Duration?) -> Step {
    switch method {
    case .put, .patch:
      guard !response.body.isNull else {
        tracking = .result
        return .poll(resource, after: .zero)
      }
      // Some end with a resource on which work goes on.
      let step = advanceByState(response, wait)
      if case .poll = step { tracking = .resource }
      return step
    case .delete: return .done(ARMResponse(status: 204, headers: response.headers, body: .null(.dynamic)))
    case .get, .head, .post, .options: return .done(response)
    }
  }

  // MARK: - By the state of the resource

  private mutating func advanceByState(_ response: ARMResponse, _ wait: Duration?) -> Step {
    guard let state = response.provisioningState else { return .done(response) }
    status = state
    switch OperationState(state) {
    case .running: return .poll(resource, after: wait)
    case .succeeded: return .done(response)
    case .failed:
      let body = response.body[member: "properties"] ?? response.body
      return .failed(failure(ARMErrorBody.operationError(body, status: state), response))
    }
  }

  private func failure(_ error: ARMError, _ response: ARMResponse) -> ARMError {
    var error = error
    error.call = call
    error.requestID = response.headers["x-ms-request-id"]
    error.correlationID = response.headers["x-ms-correlation-request-id"]
    return error
  }

  /// The URL in a header, unless it leads elsewhere: a token is for ARM only.
  private func url(_ header: String, _ response: ARMResponse, _ cloud: Cloud) -> HTTPURL? {
    response.headers[header].flatMap(HTTPURL.init).flatMap { cloud.isOwn($0) ? $0 : nil }
  }
}

/// The three outcomes that the many states of operations and resources come down to.
private enum OperationState {
  case running
  case succeeded
  case failed

  init(_ text: String) {
    self =
      switch text.asciiLowercased {
      case "succeeded": .succeeded
      case "failed", "canceled", "cancelled": .failed
      default: .running
      }
  }
}

// MARK: - Across a crash

extension LongRunningOperation {
  /// The operation as a value for a journal. The URLs may be signed: keep it from other users' eyes.
  package var saved: Value {
    var members = Members()
    members["method"] = .string(method.rawValue)
    members["resource"] = .string(resource.text)
    members["tracking"] = .string(tracking.rawValue)
    members["poll"] = pollURL.map { .string($0.text) }
    members["result"] = resultURL.map { .string($0.text) }
    return .object(members)
  }

  /// The operation that ``saved`` gave; nil for anything else, and for URLs that are not this cloud's.
  package init?(saved: Value, cloud: Cloud) {
    func url(_ name: String) -> HTTPURL? {
      saved[member: name]?.stringValue.flatMap(HTTPURL.init).flatMap { cloud.isOwn($0) ? $0 : nil }
    }
    guard let method = saved[member: "method"]?.stringValue.flatMap(HTTPMethod.init), let resource = url("resource"),
      let tracking = saved[member: "tracking"]?.stringValue.flatMap(Tracking.init)
    else { return nil }
    self.init(method: method, resource: resource, tracking: tracking)
    pollURL = url("poll")
    resultURL = url("result")
    if (tracking == .status || tracking == .location) && pollURL == nil { self.tracking = .resource }
  }

  /// What to ask first when the operation is taken up again.
  var resumption: HTTPURL {
    switch tracking {
    case .status, .location: pollURL ?? resource
    case .result: resultURL ?? resource
    case .resource: resource
    }
  }
}

/// How long to wait between two polls.
struct PollPacing: Sendable {
  private var polls = 0
  private var hurries = 0

  /// The wait before the next poll, given what the server named. Never less than that, and a little more, so that many
  /// operations are not asked about at the same instant. `random` is from 0 to 1.
  mutating func delay(_ named: Duration?, random: Double) -> Duration {
    polls += 1
    guard let named else {
      // ARM's rule is some ten seconds where nothing is named; the first polls come sooner, for quick operations.
      return min(Duration.seconds(2) * polls, .seconds(10)) * (1 + random * 0.2)
    }
    guard named > .zero else {
      // At once, but not for ever: a server that goes on like this is asked ever more slowly.
      hurries += 1
      return hurries <= 10 ? .zero : min(.milliseconds(100) * (hurries - 10), .seconds(5)) * (0.5 + random * 0.5)
    }
    return named + min(named * (random * 0.1), .seconds(2))
  }
}
