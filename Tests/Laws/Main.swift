import LawScenarios

@main struct Main {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let clock = ContinuousClock()
    for _ in 0..<20 {
      let start = clock.now
      let outcome = try LongApply.run(repository: ".", speed: LongApply.speedOf25Minutes)
      print(clock.now - start, outcome.duration, outcome.requestCount, outcome.failures)
      if arguments.contains("spans") { for (k, v) in outcome.spans.sorted(by: { $0.key < $1.key }) { print(k, v) } }
    }
  }
}
