import ArgumentParser
import LawScenarios

struct Apply: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "The AI-conformant environment with Azure's real durations, an apply of 25 minutes; run it in the repository.")

  @Option(help: "How often.")
  var count = 21

  func validate() throws {
    if count < 1 { throw ValidationError("--count must be at least 1.") }
  }

  func run() throws {
    let clock = ContinuousClock()
    var times: [Duration] = []
    var simulated = Duration.zero
    for _ in 0..<count {
      let start = clock.now
      simulated = try LongApply.run(repository: ".", speed: LongApply.speedOf25Minutes).duration
      times.append(clock.now - start)
    }
    times.sort()
    print("an apply of \(simulated): median \(times[times.count / 2]), quickest \(times[0]), of \(times.count)")
  }
}
