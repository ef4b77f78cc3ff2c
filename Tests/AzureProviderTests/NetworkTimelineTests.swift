import ARMSimulator
import Applying
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Networks in a cloud that takes its time.
@Suite("Networks over time")
struct NetworkTimelineTests {
  @Test("what Azure writes one after the other is never asked for at once", arguments: [1, 2, 3] as [UInt64])
  func serial(seed: UInt64) throws {
    let timeline = Timeline(seed: seed)
    let simulator = ARMSimulator(SimulatorSettings(speed: .factor(1)), clock: timeline.simulatorClock)
    let world = World(simulator: simulator, timeline: timeline, seed: seed)
    let spec =
      NetworkSpecs.secured + NetworkSpecs.ways
      + (2...5).map { NetworkSpecs.subnet(label: "s\($0)", name: "s\($0)", prefix: "10.0.\($0).0/24") }.joined()
      + (1...4).map { NetworkSpecs.rule("r\($0)", priority: 100 + $0) }.joined()
    let outcome = timeline.run { () -> Result<[String], any Error> in
      do {
        let made = try await world.apply(spec)
        let isEmpty = try await world.plan(spec).isEmpty
        let gone = try await world.destroy(spec)
        return .success(
          (made.failures + gone.failures).map { "\($0.address): \($0.failure.detail)" }
            + (isEmpty ? [] : ["the plan after the apply is not empty"]))
      } catch {
        return .failure(error)
      }
    }
    #expect(try outcome.get() == [])
    let url = try #require(HTTPURL("http://localhost/simulator/requests"))
    let answer = timeline.run { try? await simulator.send(HTTPRequest(.get, url)) }
    let requests = try JSON.parse(try #require(answer).body)[member: "requests"]?.elements ?? []
    #expect(requests.count > 50)
    let refused = requests.filter { $0[member: "status"]?.intValue == 429 || $0[member: "status"]?.intValue == 409 }
    #expect(refused.map { "\($0[member: "method"] ?? "") \($0[member: "path"] ?? "")" } == [])
  }
}
