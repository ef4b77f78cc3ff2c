internal import HTTP

/// When a failed call is made again, and after which wait.
package struct RetryPolicy: Sendable, Hashable {
  /// How often a call is made at most because of passing problems and throttling.
  package var attemptsMax = 10
  /// How often a call that gets no connection or no answer is made at most.
  package var connectionAttemptsMax = 3
  package var delayBase: Duration = .milliseconds(800)
  package var delayMax: Duration = .seconds(120)
  /// How long a call waits in all, other than for a busy resource.
  package var budget: Duration = .seconds(600)
  package var busyDelayMax: Duration = .seconds(30)
  package var busyBudget: Duration = .seconds(1800)
  /// How long a call waits in all for what only takes a while to be seen or to be let go: a principal that was made just
  /// now, a subnet whose last user was deleted just now.
  package var settlingBudget: Duration = .seconds(240)

  package init() {}
}

/// What has been tried for one call so far.
struct RetryState: Sendable {
  private let policy: RetryPolicy
  private let request: ARMRequest
  private var failures = 0
  private var connectionFailures = 0
  private var busyFailures = 0
  private var waited: Duration = .zero
  private var busyWaited: Duration = .zero
  private var settlingFailures = 0
  private var settlingWaited: Duration = .zero
  /// Whether an attempt that failed may have done all the same what the call asks for.
  private(set) var mayHaveArrived = false

  init(_ policy: RetryPolicy, _ request: ARMRequest) {
    self.policy = policy
    self.request = request
  }

  /// The wait before the next attempt; nil when the error stands. `random` gives numbers from 0 to 1.
  ///
  /// `hasAnswered` says whether the server has ever answered: one that hasn't is more likely a wrong address than a
  /// passing problem, and whoever mistyped it should not wait.
  mutating func delay(after error: ARMError, hasAnswered: Bool, random: () -> Double) -> Duration? {
    mayHaveArrived = mayHaveArrived || error.kind == .transient || error.kind == .outcomeUnknown
    switch error.kind {
    case .busy:
      busyFailures += 1
      // Never at once: it is time that heals this, and the budget counts waits.
      let delay = delay(attempt: busyFailures, max: policy.busyDelayMax, error.retryAfter, 0.5 + random() / 2)
      busyWaited += delay
      return busyWaited <= policy.busyBudget ? delay : nil
    case .principalNotFound where request.method == .put, .inUse where request.method == .delete:
      settlingFailures += 1
      let delay = delay(attempt: settlingFailures, max: policy.busyDelayMax, error.retryAfter, 0.5 + random() / 2)
      settlingWaited += delay
      return settlingWaited <= policy.settlingBudget ? delay : nil
    case .unreachable where hasAnswered:
      connectionFailures += 1
      guard connectionFailures < policy.connectionAttemptsMax else { return nil }
      return spend(delay(attempt: connectionFailures, max: policy.delayMax, nil, random()))
    case .outcomeUnknown where request.isRepeatable,
      .transient where isRepeated(error), .throttled,
      _ where request.alsoRetrying.contains(error.kind):
      failures += 1
      guard failures < policy.attemptsMax else { return nil }
      return spend(delay(attempt: failures, max: policy.delayMax, error.retryAfter, random()))
    default:
      return nil
    }
  }

  /// A server that names a wait wants the call again. A PUT replaces as a whole, so doing it twice does no harm.
  private func isRepeated(_ error: ARMError) -> Bool {
    request.isRepeatable || request.method == .put || error.retryAfter != nil
  }

  private mutating func spend(_ delay: Duration) -> Duration? {
    waited += delay
    return waited <= policy.budget ? delay : nil
  }

  /// Full jitter below a bound that doubles; where the server named a wait, that and a little more, so that callers
  /// who were told the same don't come back together.
  private func delay(attempt: Int, max: Duration, _ retryAfter: Duration?, _ random: Double) -> Duration {
    if let retryAfter, retryAfter > .zero { return retryAfter + min(retryAfter, .seconds(10)) * (random * 0.2) }
    let bound = Swift.min(policy.delayBase * (1 << Swift.min(attempt - 1, 20)), max)
    return bound * random
  }
}
