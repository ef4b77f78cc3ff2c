import ArgumentParser
import LawScenarios

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct Soaking: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soak",
    abstract: "One environment through many changes, under faults and restarts, beside a calm twin.",
    discussion: "Ends with 1 if the two clouds differ.")

  @Option(help: "How many operations.")
  var operations = 100_000

  @OptionGroup var seeds: Seeds

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let soak = Soak(operations: operations, groups: 60, seed: seeds.seed) { soak in
      guard soak.rounds % 10 == 0 else { return }
      print("\(soak.operations) operations after \(clock.now - start)")
      fflush(nil)
    }
    print(
      "\(soak.operations) operations in \(soak.rounds) rounds from seed \(seeds.seed), in \(clock.now - start): "
        + "\(soak.faults) requests met a fault, \(soak.restarts) of them a restart; \(soak.repetitions) applies were "
        + "repeated")
    guard let failure = soak.failure else {
      return print("the cloud with faults is the same as the one without, to the byte, and nothing was made twice")
    }
    print(failure)
    throw ExitCode(1)
  }
}
