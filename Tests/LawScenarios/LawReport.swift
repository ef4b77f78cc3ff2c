import Dispatch

/// What came of many scenarios.
package struct LawReport: Sendable {
  package private(set) var count = 0
  /// How many runs were kept from their end by a fault or a kill.
  package private(set) var stopped = 0
  /// Why plans were refused, with how often.
  package private(set) var refusals: [String: Int] = [:]
  /// What to say of each scenario that broke a law.
  package private(set) var failures: [String] = []

  /// Goes through the scenarios with the seeds from `seeds`; stops looking for more after `failuresMax` failures.
  package init(seeds: Range<UInt64>, failuresMax: Int = 3, progress: (Int) -> Void = { _ in }) {
    for seed in seeds where failures.count < failuresMax {
      let scenario = Scenario(seed: seed)
      count += 1
      switch LawCheck.check(scenario) {
      case .held(let wasStopped): stopped += wasStopped ? 1 : 0
      case .refused(let reason): refusals[reason.split(separator: "\n").first.map(String.init) ?? "", default: 0] += 1
      case .broken(let violation): failures.append(Self.account(of: scenario, violation))
      }
      progress(count)
    }
  }

  package init() {}

  package mutating func add(_ other: LawReport) {
    count += other.count
    stopped += other.stopped
    refusals.merge(other.refusals) { $0 + $1 }
    failures += other.failures
  }

  package var summary: String {
    "\(count) scenarios, \(failures.count) broke a law; \(stopped) were stopped on the way and taken up, "
      + "\(refusals.values.reduce(0, +)) had a spec that is refused"
  }

  /// Goes through the scenarios of some seeds on a thread of its own, so that nothing else is kept waiting.
  package static func go(through seeds: Range<UInt64>) async -> LawReport {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: LawReport(seeds: seeds)) }
    }
  }

  private static func account(of scenario: Scenario, _ violation: Violation) -> String {
    let (small, account) = Minimizer.minimized(scenario, breaking: violation.law) ?? (scenario, violation)
    let files = small.spec.files
    let edited = small.edited.files
    func listed(_ files: (main: String, others: [String: String])) -> String {
      files.main + files.others.sorted { $0.key < $1.key }.map { "# \($0.key)\n\($0.value)" }.joined()
    }
    return """
      Law \(account.law) is broken with seed \(scenario.seed): \(account.account)
      Again with: swift run armature-laws --seed \(scenario.seed) --count 1
      The smallest scenario that breaks it:
      \(listed(files))\(small.edits.isEmpty ? "" : "then, after \(small.edits):\n\(listed(edited))")meddling \(small.meddling), foreigners \(small.hasForeigners), \
      faults \(small.faults), kill \(String(describing: small.kill)) in run \(small.disturbedRun), \
      speed \(String(describing: small.speed)), parallelism \(small.parallelism)
      """
  }
}
