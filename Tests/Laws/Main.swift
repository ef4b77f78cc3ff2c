import LawScenarios

@main struct Main {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    func number(_ name: String) -> UInt64? {
      arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? UInt64(arguments[$0 + 1]) : nil }
    }
    let clock = ContinuousClock()
    if arguments.first == "apply" {
      for _ in 0..<20 {
        let start = clock.now
        let outcome = try LongApply.run(repository: ".", speed: LongApply.speedOf25Minutes)
        print(clock.now - start, outcome.duration, outcome.requestCount, outcome.failures)
      }
      return
    }
    let seed = number("--seed") ?? 0
    let start = clock.now
    let report = LawReport(
      seeds: seed..<(seed + (number("--count") ?? 1000)), failuresMax: Int(number("--failures") ?? 3))
    for failure in report.failures { print(failure, "\n") }
    for (reason, count) in report.refusals.sorted(by: { $0.key < $1.key }) { print(count, reason) }
    print(report.summary, clock.now - start)
  }
}
