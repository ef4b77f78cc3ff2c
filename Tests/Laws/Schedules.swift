import ArgumentParser
import LawScenarios

struct Schedules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Schedules of random graphs against the lower bound.")

  @Option(help: "How many graphs.")
  var count: UInt64 = 1000

  @OptionGroup var seeds: Seeds

  func run() {
    print("makespan as a multiple of the lower bound, over \(count) graphs from seed \(seeds.seed)")
    let benchmark = ScheduleBenchmark(seeds: seeds.range(count))
    for (name, rule) in [
      ("as an apply does", ScheduleBenchmark.Rule.rehearsed), ("longest remaining first", .longestRemainingFirst),
      ("longest path first", .longestPathFirst), ("first in, first out", .firstInFirstOut),
    ] {
      let ratios = benchmark.ratios(rule)
      func rounded(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }
      print(
        "\(name): mean \(rounded(ratios.mean)), median \(rounded(ratios.quantile(0.5))), "
          + "99% below \(rounded(ratios.quantile(0.99))), largest \(rounded(ratios.largest)), "
          + "at most 1.05: \(rounded(100 * ratios.share(atMost: 1.05)))%")
    }
  }
}
