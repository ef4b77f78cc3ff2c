import ArgumentParser
import LawScenarios

struct Scenarios: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Random scenarios, each against every law; what fails is shown as small as it gets.")

  @Option(help: "How many scenarios.")
  var count: UInt64 = 1000

  @OptionGroup var seeds: Seeds

  @Option(help: "How many failures are enough.")
  var failures = 3

  func run() {
    let clock = ContinuousClock()
    let start = clock.now
    let report = LawReport(seeds: seeds.range(count), failuresMax: failures)
    for failure in report.failures { print(failure, terminator: "\n\n") }
    for (reason, count) in report.refusals.sorted(by: { $0.key < $1.key }) { print("\(count) refused: \(reason)") }
    print("\(report.summary); from seed \(seeds.seed), in \(clock.now - start)")
  }
}
