import LawScenarios
import Testing

@Suite struct ScheduleTests {
  @Test("each schedule of a thousand random graphs is within a twentieth of the lower bound, and a queue is not")
  func makespan() {
    let benchmark = ScheduleBenchmark(seeds: 0..<1000)
    let ours = benchmark.ratios(.rehearsed)
    #expect(ours.sorted.count == 1000)
    #expect(ours.smallest >= 1 - 1e-9, "nothing undercuts the bound")
    #expect(ours.largest <= 1.05)
    #expect(ours.mean <= benchmark.ratios(.longestRemainingFirst).mean)
    #expect(benchmark.ratios(.longestRemainingFirst).mean < benchmark.ratios(.longestPathFirst).mean)
    #expect(benchmark.ratios(.firstInFirstOut).share(atMost: 1.05) < 0.8)
  }
}
