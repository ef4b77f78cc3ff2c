import ARMSimulator
import Applying
import Foundation
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Storage, databases, registries and dashboards in a cloud that takes its time.
@Suite("Data services over time")
struct DataServiceTimelineTests {
  private static func spec(_ step: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Scenarios/data-services/\(step)/main.tf")
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  @Test("what Azure writes one after the other is never asked for at once", arguments: [1, 2, 3] as [UInt64])
  func serial(seed: UInt64) throws {
    let timeline = Timeline(seed: seed)
    let simulator = ARMSimulator(SimulatorSettings(speed: .factor(1)), clock: timeline.simulatorClock)
    let world = World(environment: "data-services", simulator: simulator, timeline: timeline, seed: seed)
    let steps = try ["1-new", "2-changed", "3-replaced"].map(Self.spec)
    let outcome = timeline.run { () -> Result<[String], any Error> in
      do {
        var problems: [String] = []
        for spec in steps {
          problems += try await world.apply(spec).failures.map { "\($0.address): \($0.failure.detail)" }
          if try await !world.plan(spec).isEmpty { problems.append("the plan after the apply is not empty") }
        }
        problems += try await world.destroy(steps[2]).failures.map { "\($0.address): \($0.failure.detail)" }
        return .success(problems)
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
