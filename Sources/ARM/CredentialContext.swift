package import HTTP

/// The world as far as credentials reach into it: the network, time, chance and the environment variables.
package struct CredentialContext: Sendable {
  package var transport: any HTTPTransport
  package var environment: [String: String]
  package var clock: any Clock<Duration> = ContinuousClock()
  package var now: @Sendable () -> Int64 = secondsSince1970
  package var randomness = Randomness()

  package init(transport: any HTTPTransport, environment: [String: String] = [:]) {
    self.transport = transport
    self.environment = environment
  }

  /// How often a service is asked at most for one token.
  private static let attemptsMax = 4
  private static let delayMax = Duration.seconds(30)

  /// The answer of a service that gives tokens or leads to one; asked again while it has a passing problem.
  func answer(to request: HTTPRequest) async throws(CredentialError) -> HTTPResponse {
    var attempt = 1
    while true {
      let outcome: Result<HTTPResponse, HTTPError>
      do throws(HTTPError) {
        outcome = .success(try await transport.send(request))
      } catch {
        outcome = .failure(error)
      }
      let bound = Duration.milliseconds(800) * (1 << (attempt - 1))
      var delay = bound * randomness.unit()
      switch outcome {
      case .success(let response):
        guard Self.isPassing(response.status), attempt < Self.attemptsMax else { return response }
        delay = RetryAfter.duration(in: response.headers, now: now()).map { min($0, Self.delayMax) } ?? delay
      case .failure(let error):
        guard Self.isPassing(error), attempt < Self.attemptsMax else {
          throw CredentialError(
            "No answer from \(request.url.authority): \(error.message)", hint: error.hint,
            cause: error == .cancelled ? .cancellation : .failure)
        }
      }
      attempt += 1
      try await sleep(delay)
    }
  }

  private static func isPassing(_ status: Int) -> Bool { status == 408 || status == 429 || status >= 500 }

  /// Tokens may be asked for twice; an address where nobody is may be mistyped.
  private static func isPassing(_ error: HTTPError) -> Bool {
    switch error {
    case .timedOut(_, afterSending: true), .connectionLost: true
    default: false
    }
  }

  func sleep(_ delay: Duration) async throws(CredentialError) {
    guard delay > .zero else { return }
    do {
      try await clock.sleep(for: delay)
    } catch {
      throw CredentialError("The run was stopped.", cause: .cancellation)
    }
  }
}
