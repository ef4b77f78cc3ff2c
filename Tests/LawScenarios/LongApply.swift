import ARMSimulator
import Applying
import Configuration
import Planning
import Resources
import TestWorld

/// The AI-conformant environment applied to a cloud that takes its real time for everything, on a timeline.
package enum LongApply {
  package struct Outcome: Sendable {
    /// How many resources were made.
    package let added: Int
    /// What was not done, and why.
    package let failures: [String]
    /// What planning and applying took by the timeline.
    package let duration: Duration
    /// When each step began and ended, by its address.
    package let spans: [String: ClosedRange<Duration>]
    package let requestCount: Int
  }

  /// With this speed the environment takes a little more than 25 minutes instead of 11.
  package static let speedOf25Minutes = 0.44

  /// Plans and applies once. `repository` is the folder that `environments` is in; `speed` divides what things take.
  package static func run(repository: String, speed: Double, seed: UInt64 = 1) throws -> Outcome {
    let timeline = Timeline()
    let simulator = ARMSimulator(SimulatorSettings(speed: .factor(speed)), clock: timeline.simulatorClock)
    let world = World(simulator: simulator, timeline: timeline, seed: seed)
    let spans = Locked<[String: ClosedRange<Duration>]>([:])
    let result = timeline.run { () -> Result<ApplyResult, any Error> in
      do {
        let (planner, context) = try await world.planner(
          of: repository + "/environments/ai-conformant", in: LocalFileSystem())
        let (plan, _) = await planner.plan()
        return .success(
          try await world.carryOut(plan, planner, context) { event in
            if case .finished(let step, _, let elapsed) = event {
              let end = timeline.now
              spans.change { $0[step.address.description] = end - elapsed...end }
            }
          })
      } catch {
        return .failure(error)
      }
    }
    let ended = try result.get()
    return Outcome(
      added: ended.added, failures: ended.failures.map { "\($0.address): \($0.failure.summary) \($0.failure.detail)" },
      duration: timeline.now, spans: spans.value, requestCount: world.requests.all.count)
  }
}
