/// What several runs of one thing took.
struct Sample: Sendable {
  /// In seconds, sorted.
  let times: [Double]
  /// The median of the seconds that processors worked for a program; nil for what ran in this process.
  let processor: Double?
  /// The most memory that a run of a program had, in bytes; nil for what ran in this process.
  let peakMemory: Int?

  init(times: [Double], processor: Double? = nil, peakMemory: Int? = nil) {
    self.times = times.sorted()
    self.processor = processor
    self.peakMemory = peakMemory
  }

  /// The runs of several samples of one thing as one.
  init(joining samples: [Sample]) {
    let processors = samples.compactMap(\.processor)
    self.init(
      times: samples.flatMap(\.times), processor: processors.isEmpty ? nil : Sample(times: processors).median,
      peakMemory: samples.compactMap(\.peakMemory).max())
  }

  var median: Double { quantile(0.5) }

  /// Half of the distance between the quartiles, as a share of the median.
  var spread: Double { median == 0 ? 0 : (quantile(0.75) - quantile(0.25)) / 2 / median }

  private func quantile(_ share: Double) -> Double {
    guard let last = times.indices.last else { return 0 }
    let place = share * Double(last)
    let below = Int(place)
    let above = min(below + 1, last)
    return times[below] + (times[above] - times[below]) * (place - Double(below))
  }
}

/// Runs a body once, and gives the seconds that it took. What is measured has this around it, so that a profiler can be
/// told to look at nothing else.
@inline(never)
func measured(_ body: () throws -> Any, keeping results: inout [Any]) rethrows -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  let result = try body()
  let seconds = (clock.now - start) / .seconds(1)
  results.append(result)
  return seconds
}

/// Times as people read them, to three digits.
func timeText(_ seconds: Double) -> String {
  let (value, unit) =
    seconds >= 1
    ? (seconds, "s")
    : seconds >= 1e-3 ? (seconds * 1e3, "ms") : seconds >= 1e-6 ? (seconds * 1e6, "µs") : (seconds * 1e9, "ns")
  return "\(rounded(value)) \(unit)"
}

/// A number to three digits.
func rounded(_ value: Double) -> String {
  if value >= 100 { return "\(Int(value.rounded()))" }
  let scale = value >= 10 ? 10.0 : 100.0
  return "\((value * scale).rounded() / scale)"
}
