import Graph

/// How close the schedule comes to what no schedule can undercut, over random graphs of steps.
package struct ScheduleBenchmark: Sendable {
  /// The order in which steps that could start are started.
  package enum Rule: Sendable, CaseIterable {
    /// What an apply does.
    case rehearsed
    /// The same without rehearsing it.
    case longestRemainingFirst
    /// The longest path first, whatever holds which key.
    case longestPathFirst
    /// Whatever could start first.
    case firstInFirstOut
  }

  /// For each rule and each graph the time that a schedule takes, as a multiple of the lower bound, smallest first.
  private let ratios: [Rule: [Double]]

  package init(seeds: Range<UInt64>) {
    var ratios: [Rule: [Double]] = [:]
    for seed in seeds {
      let graph = StepGraph(seed: seed)
      let durations = Rule.allCases.map { ($0, graph.makespan($0)) }
      let bound = graph.lowerBound(upTo: durations.map(\.1).min() ?? 0)
      for (rule, duration) in durations { ratios[rule, default: []].append(duration / bound) }
    }
    self.ratios = ratios.mapValues { $0.sorted() }
  }

  package func ratios(_ rule: Rule) -> Ratios { Ratios(sorted: ratios[rule] ?? []) }

  /// Some numbers and what they come to.
  package struct Ratios: Sendable {
    package let sorted: [Double]

    package var mean: Double { sorted.reduce(0, +) / Double(max(sorted.count, 1)) }
    package var smallest: Double { sorted.first ?? 1 }
    package var largest: Double { sorted.last ?? 1 }
    package func quantile(_ part: Double) -> Double {
      sorted.isEmpty ? 1 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }
    package func share(atMost limit: Double) -> Double {
      Double(sorted.count { $0 <= limit }) / Double(max(sorted.count, 1))
    }
  }
}
