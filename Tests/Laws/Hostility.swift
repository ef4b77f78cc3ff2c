import ArgumentParser
import SimulatorFuzz

struct Hostility: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hostile",
    abstract: "Requests to the simulator that no client should make, spoilt bytes and HTTP/2 frames.",
    discussion: "Ends with 1 if something is wrong.")

  @Option(help: "How many of each sort.")
  var count = 1_000_000

  @OptionGroup var seeds: Seeds

  func run() async throws {
    let (count, seed) = (count, seeds.seed)
    try await report("requests") { await SimulatorFuzz.requests(count: count, seed: seed) }
    try await report("connections of HTTP/1.1") { try SimulatorFuzz.connections(.http1, count: count, seed: seed) }
    try await report("connections of HTTP/2") { try SimulatorFuzz.connections(.http2, count: count, seed: seed) }
  }

  private func report(_ what: String, _ made: () async throws -> SimulatorFuzz) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let found = try await made()
    print(
      "\(found.executions) \(what) from seed \(seeds.seed), in \(clock.now - start): "
        + "\(found.violations.count) with something wrong")
    for violation in found.violations { print(violation) }
    if !found.violations.isEmpty { throw ExitCode(1) }
  }
}
