package import HTTP
internal import JSON
private import Synchronization
internal import Values

/// Talks to one Azure Resource Manager on behalf of one run: adds tokens and ids, repeats what time heals, waits for
/// operations, reads lists to their end. Errors that are thrown are final.
///
/// All copies of a client share its tokens, its pace and its counts.
package struct ARMClient: Sendable {
  package struct Configuration: Sendable {
    package var retry = RetryPolicy()
    /// What keeps calls below the limits on their number; nil for an Azure without such limits.
    package var pacing: CallPacing?
    package var readTimeout: Duration = .seconds(75)
    package var writeTimeout: Duration = .seconds(90)
    /// How long an operation is waited for.
    package var operationTimeout: Duration = .seconds(3 * 3600)
    package var userAgent = "armature"
    package var clock: any Clock<Duration> = ContinuousClock()
    package var now: @Sendable () -> Int64 = secondsSince1970
    package var randomness = Randomness()
    /// Told of waits, for progress that people see.
    package var observer: (@Sendable (ARMEvent) -> Void)?

    package init() {}
  }

  package let cloud: Cloud
  /// The id that all calls of this run share; it shows up in Azure's activity log.
  package let correlationID: String
  let configuration: Configuration
  private let transport: any HTTPTransport
  private let tokens: TokenCache
  /// Of the tenants besides the cloud's own whose resources calls may refer to.
  private let auxiliaryTokens: [TokenCache]
  /// The time since the client was made, by its clock.
  private let elapsed: @Sendable () -> Duration
  private let shared = Shared()
  /// When calls are given up; nil for never.
  private var deadline: Deadline?

  private struct State {
    var counts = CallCounts()
    var hasAnswered = false
    var pacing: CallPacing?
  }

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  /// The end of a time that something was given.
  private struct Deadline {
    /// All of the time.
    let limit: Duration
    /// By the client's own time.
    let end: Duration
  }

  package init(
    _ cloud: Cloud, transport: any HTTPTransport, credential: any Credential, auxiliaryTenants: [String] = [],
    configuration: Configuration = Configuration()
  ) {
    self.cloud = cloud
    self.transport = transport
    self.configuration = configuration
    let request = TokenRequest(audience: cloud.audience)
    tokens = TokenCache(credential, request, now: configuration.now)
    auxiliaryTokens = auxiliaryTenants.map { tenant in
      var request = request
      request.tenant = tenant
      return TokenCache(credential, request, now: configuration.now)
    }
    correlationID = configuration.randomness.uuid()
    elapsed = stopwatch(configuration.clock)
    shared.state.withLock { $0.pacing = configuration.pacing }
  }

  /// How many calls were made so far, by kind.
  package var counts: CallCounts { shared.state.withLock { $0.counts } }

  /// The same client for calls that have a time limit together, from now on: it waits for nothing that would take longer.
  package func limited(to limit: Duration) -> ARMClient {
    var copy = self
    copy.deadline = Deadline(limit: limit, end: elapsed() + limit)
    return copy
  }

  /// The same client with all of its time limit before it again, if it has one.
  package var renewed: ARMClient { deadline.map { limited(to: $0.limit) } ?? self }

  /// Whether a wait ends within the time limit.
  package func hasTime(for wait: Duration) -> Bool { limit(brokenBy: wait) == nil }

  /// The limit that a wait would go beyond; nil where there is time.
  func limit(brokenBy wait: Duration) -> Duration? {
    deadline.flatMap { elapsed() + wait > $0.end ? $0.limit : nil }
  }

  /// The time by the run's clock.
  package var now: Int { Int(configuration.now()) }

  /// A number from 0 to 1 by the run's randomness.
  package func random() -> Double { configuration.randomness.unit() }

  /// Tells the observer of something that happens above single calls.
  package func note(_ event: ARMEvent) { configuration.observer?(event) }

  /// The current token, for what it says of its holder.
  package func accessToken() async throws(ARMError) -> AccessToken {
    do throws(CredentialError) {
      return try await tokens.token()
    } catch {
      throw ARMError(error)
    }
  }

  /// Makes a call, again where that helps, and returns the answer to it. An operation that it starts is not waited for.
  package func send(_ request: ARMRequest) async throws(ARMError) -> ARMResponse {
    try await send(request, to: request.url(at: cloud.endpoint))
  }

  /// Makes a call of a URL that ARM gave: of an operation, or of a list's next page.
  func send(_ request: ARMRequest, to url: HTTPURL) async throws(ARMError) -> ARMResponse {
    precondition(cloud.isOwn(url), "a token goes to its own cloud only")
    var retries = RetryState(configuration.retry, request)
    var rejected: AccessToken?
    var claims: String?
    while true {
      if Task.isCancelled { throw .cancelled(request) }
      let access = try await access(insteadOf: rejected, claims: claims)
      do throws(ARMError) {
        return try await attempt(request, url, access)
      } catch {
        // A token may be revoked before its time, or say too little: one new one, then the refusal stands.
        if error.status == 401, rejected == nil {
          rejected = access.token
          claims = error.demandedClaims
          continue
        }
        // A condition that no longer holds may be our own doing.
        if error.kind == .preconditionFailed, retries.mayHaveArrived {
          var error = error
          error.kind = .outcomeUnknown
          throw error
        }
        let hasAnswered = shared.state.withLock { $0.hasAnswered }
        let delay = retries.delay(after: error, hasAnswered: hasAnswered, random: configuration.randomness.unit)
        guard let delay, hasTime(for: delay) else { throw error }
        configuration.observer?(.retrying(request, error, after: delay))
        try await sleep(delay, request)
      }
    }
  }

  private func attempt(_ request: ARMRequest, _ url: HTTPURL, _ access: Access) async throws(ARMError)
    -> ARMResponse
  {
    let now = elapsed()
    let wait = shared.state.withLock { $0.pacing?.wait(for: request.method, url.path, now: now) ?? .zero }
    try await sleep(wait, request)
    shared.state.withLock { $0.counts.add(request.method) }
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await transport.send(message(request, url, access))
    } catch {
      throw ARMError(error, of: request)
    }
    let failure = (200...299).contains(response.status) ? nil : self.failure(request, response)
    shared.state.withLock { state in
      state.hasAnswered = true
      state.pacing?.learn(
        from: request.method, url.path, status: response.status, headers: response.headers,
        retryAfter: failure?.retryAfter, now: elapsed())
    }
    if let failure { throw failure }
    do throws(JSONError) {
      let body: Value = response.body.isEmpty ? .null(.dynamic) : try JSON.parse(response.body)
      return ARMResponse(status: response.status, headers: response.headers, body: body)
    } catch {
      var failure = ARMError(
        request.method.isRead ? .malformed : .outcomeUnknown, status: response.status,
        message: "The answer of \(cloud.endpoint.authority) is not the JSON that ARM writes: \(error.reason).")
      failure.call = request.description
      throw failure
    }
  }

  /// What a call is let in by.
  private struct Access {
    let token: AccessToken
    let auxiliary: [AccessToken]
  }

  private func access(insteadOf rejected: AccessToken?, claims: String?) async throws(ARMError) -> Access {
    do throws(CredentialError) {
      var auxiliary: [AccessToken] = []
      for tokens in auxiliaryTokens { auxiliary.append(try await tokens.token()) }
      return Access(token: try await tokens.token(insteadOf: rejected, claims: claims), auxiliary: auxiliary)
    } catch {
      throw ARMError(error)
    }
  }

  private func message(_ request: ARMRequest, _ url: HTTPURL, _ access: Access) -> HTTPRequest {
    var headers: HTTPHeaders = [
      "Authorization": "Bearer \(access.token.secret)",
      "Accept": "application/json",
      "User-Agent": configuration.userAgent,
      "x-ms-client-request-id": configuration.randomness.uuid(),
      "x-ms-correlation-request-id": correlationID,
      "x-ms-return-client-request-id": "true",
    ]
    if !access.auxiliary.isEmpty {
      headers["x-ms-authorization-auxiliary"] = access.auxiliary.map { "Bearer \($0.secret)" }.joined(separator: ", ")
    }
    for header in request.headers { headers[header.name] = header.value }
    if let etag = request.ifMatch { headers["If-Match"] = etag }
    if request.ifNoneMatch { headers["If-None-Match"] = "*" }
    var body: [UInt8] = []
    if let value = request.body {
      headers["Content-Type"] = "application/json"
      body = JSON.text(value)
    }
    let timeout =
      request.timeout ?? (request.method.isRead ? configuration.readTimeout : configuration.writeTimeout)
    return HTTPRequest(request.method, url, headers: headers, body: body, timeout: timeout)
  }

  private func failure(_ request: ARMRequest, _ response: HTTPResponse) -> ARMError {
    var error = ARMErrorBody.error(response)
    error.call = request.description
    error.correlationID = error.correlationID ?? correlationID
    if response.status == 401 { error.demandedClaims = ClaimsChallenge.claims(in: response.headers) }
    error.retryAfter = RetryAfter.duration(in: response.headers, now: configuration.now())
    if error.kind == .throttled, error.retryAfter == nil { error.retryAfter = RetryAfter.duration(in: error.message) }
    // Absence is what ARM says with a code of its own: a 404 without one is another server's, or a wrong path.
    if request.method == .get, error.kind == .notFound, error.code.isEmpty {
      error.kind = .malformed
      error.hint = "check that \(cloud.endpoint.origin) is Azure Resource Manager, and no proxy answers in its place"
    }
    // The gateway gave up waiting for the provider, which may have done what it was asked.
    if response.status == 504, !request.method.isRead, !request.isRepeatable { error.kind = .outcomeUnknown }
    return error
  }

  /// Waits by the run's clock.
  ///
  /// - Parameter what: what has yet to happen, where that is bound by the client's time limit: it begins a sentence.
  /// - Throws: that there is no time for that.
  package func sleep(for delay: Duration, until what: String? = nil) async throws(ARMError) {
    if let what, let limit = limit(brokenBy: delay) {
      throw .givenUp("\(what) is not over", after: limit)
    }
    do {
      try await configuration.clock.sleep(for: delay)
    } catch {
      throw ARMError(.cancelled, message: "The run was stopped.")
    }
  }

  func sleep(_ delay: Duration, _ request: ARMRequest) async throws(ARMError) {
    guard delay > .zero else { return }
    do {
      try await configuration.clock.sleep(for: delay)
    } catch {
      throw .cancelled(request)
    }
  }
}

extension Duration {
  /// For people: `30 minutes`, `90 seconds`.
  fileprivate var inWords: String {
    let seconds = components.seconds
    let (count, unit) = seconds > 0 && seconds % 60 == 0 ? (seconds / 60, "minute") : (seconds, "second")
    return "\(count) \(unit)\(count == 1 ? "" : "s")"
  }
}

/// Something that a run waits for.
package enum ARMEvent: Sendable {
  /// A call failed and will be made again.
  case retrying(ARMRequest, ARMError, after: Duration)
  /// An operation goes on.
  case running(LongRunningOperation)
  /// Azure has no room for what was asked for at an id, and is asked for something else.
  case fallingBack(String, ARMError, to: String)
  /// A long change of what is at an id goes on to its next step.
  case stepping(String, step: String)
}

/// How many calls a run has made.
package struct CallCounts: Sendable, Hashable {
  package private(set) var reads = 0
  /// PUT and PATCH.
  package private(set) var writes = 0
  package private(set) var deletes = 0
  /// POST.
  package private(set) var actions = 0

  package init() {}

  package var total: Int { reads + writes + deletes + actions }

  mutating func add(_ method: HTTPMethod) {
    switch method {
    case .get, .head, .options: reads += 1
    case .put, .patch: writes += 1
    case .delete: deletes += 1
    case .post: actions += 1
    }
  }
}

extension ARMError {
  init(_ error: CredentialError) {
    self.init(error.cause == .cancellation ? .cancelled : .unauthenticated, message: error.message)
    hint = error.hint
  }

  /// Something goes on although the time that it was given is over.
  static func givenUp(_ what: String, after limit: Duration) -> ARMError {
    var error = ARMError(
      .stillRunning, message: "\(what) after \(limit.inWords), which is as long as it was to be waited for.")
    error.hint = "run the same command again: it takes up what goes on"
    return error
  }

  static func cancelled(_ request: ARMRequest) -> ARMError {
    var error = ARMError(.cancelled, message: "The run was stopped.")
    error.call = request.description
    return error
  }
}
