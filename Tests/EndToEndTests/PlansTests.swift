import Foundation
import Testing

/// `plans/` holds what planning each environment against an empty subscription says, for people to review.
///
/// `UPDATE_SNAPSHOTS=1 swift test --filter PlansTests` makes them anew; the difference is to be read before it is
/// committed.
@Suite(.timeLimit(.minutes(15))) struct PlansTests {
  @Test(
    "a new plan of an environment is the one in plans/, as text and as JSON",
    arguments: ["ai-conformant", "gpu-pools", "kaito", "mlops"])
  func snapshot(environment: String) throws {
    let place = try Workplace()
    let spec = "environments/\(environment)"
    // A time of its own in a report would make each one another: 2026-01-01T00:00:00Z.
    let time = ["SOURCE_DATE_EPOCH": "1767225600"]
    let text = try place.run("plan", "--simulate", "--no-color", spec, environment: time)
    #expect(text.status == 0, "\(text.errors)")
    let lines = text.output.split(separator: "\n", omittingEmptySubsequences: false)
    let untimed = lines.filter { !$0.hasPrefix("Refreshed in ") }.joined(separator: "\n")
    try compare(untimed, to: "plans/\(environment).txt")
    let json = try place.run("plan", "--simulate", "--json", spec, environment: time)
    #expect(json.status == 0, "\(json.errors)")
    try compare(json.output, to: "plans/\(environment).json")
  }

  private func compare(_ text: String, to path: String) throws {
    let url = Workplace.repository.appendingPathComponent(path)
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: url)
      return
    }
    let expected = try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    let found = text.split(separator: "\n", omittingEmptySubsequences: false)
    let place = zip(expected, found).enumerated().first { $1.0 != $1.1 }?.offset
    #expect(place == nil, "\(path):\((place ?? 0) + 1) says otherwise")
    #expect(expected.count == found.count, "\(path) has another length")
  }
}
