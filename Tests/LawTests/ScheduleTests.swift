import LawScenarios
import Testing

@Suite struct ScheduleTests {
  @Test("schedules of a thousand random graphs are on average within a twentieth of the lower bound, and beat a queue")
  func makespan() {
    let ours = ScheduleBenchmark(seeds: 0..<1000, rule: .longestFirst)
    let queue = ScheduleBenchmark(seeds: 0..<1000, rule: .firstInFirstOut)
    #expect(ours.ratios.count == 1000)
    #expect((ours.ratios.first ?? 0) >= 1 - 1e-9, "nothing undercuts the bound")
    #expect(ours.mean <= 1.05)
    #expect(ours.share(atMost: 1.05) >= 0.75, "most graphs come that close by themselves")
    #expect(queue.mean > ours.mean)
  }
}
