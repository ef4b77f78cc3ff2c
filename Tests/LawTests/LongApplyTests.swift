import LawScenarios
import TestWorld
import Testing

@Suite struct LongApplyTests {
  /// The folder that holds `environments`.
  private let repository = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

  @Test("an apply of 25 minutes takes as long as its critical path by its own clock, and waits for nothing by ours")
  func criticalPath() throws {
    let outcome = try LongApply.run(repository: repository, speed: LongApply.speedOf25Minutes)
    #expect(outcome.failures == [])
    #expect(outcome.added == 12)
    // Feature registration, cluster, pool: 180, 300 and 180 seconds, each a wait for the one before.
    let criticalPath = Duration.seconds(180 + 300 + 180) / LongApply.speedOf25Minutes
    #expect(outcome.duration >= criticalPath)
    #expect(outcome.duration <= criticalPath * 1.02, "polls find out late by no more than a few seconds")
    #expect(outcome.duration >= .seconds(25 * 60))
  }

  @Test("the same seed gives the same run to the nanosecond")
  func repeatable() throws {
    let first = try LongApply.run(repository: repository, speed: 1, seed: 5)
    let second = try LongApply.run(repository: repository, speed: 1, seed: 5)
    #expect(first.duration == second.duration)
    #expect(first.spans == second.spans)
    let other = try LongApply.run(repository: repository, speed: 1, seed: 6)
    #expect(other.duration != first.duration, "waits are drawn from the seed")
  }
}
