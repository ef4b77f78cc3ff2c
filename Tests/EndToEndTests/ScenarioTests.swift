import Foundation
import Testing

/// The stories of `Tests/Scenarios`: what each step plans is the reviewed text beside it, and once it is applied there
/// is nothing left to do.
///
/// `UPDATE_SNAPSHOTS=1 swift test --filter ScenarioTests` makes the texts anew; the difference is to be read before it
/// is committed.
@Suite(.timeLimit(.minutes(15))) struct ScenarioTests {
  private static let folder = Workplace.repository.appendingPathComponent("Tests/Scenarios")

  private static var names: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter { !$0.contains(".") }.sorted()
  }

  @Test("each step of a story plans what was reviewed, and leaves nothing to do", arguments: names)
  func story(name: String) throws {
    let place = try Workplace()
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let story = Self.folder.appendingPathComponent(name)
    let steps = try FileManager.default.contentsOfDirectory(atPath: story.path).sorted()
    #expect(!steps.isEmpty)
    var spec = "spec"
    for step in steps {
      let folder = story.appendingPathComponent(step)
      spec = try prepare(folder, spec: spec, in: place)
      let given = text(folder, "arguments.txt")?.split(separator: "\n").map(String.init) ?? []
      let plan = try Program.run(
        "armature", ["plan", "--simulate", "--no-color"] + given + [spec], in: place.folder, environment: cloud)
      if !isReviewedElsewhere(folder) {
        try compare(normalized(plan.output + plan.errors, simulator), to: folder.appendingPathComponent("plan.txt"))
      }
      if plan.status != 0 { continue }
      let apply = try Program.run(
        "armature", ["apply", "--simulate", "--auto-approve", "--no-color"] + given + [spec], in: place.folder,
        environment: cloud)
      #expect(apply.status == 0, "\(name)/\(step): \(apply.errors)")
      if given.contains("--target") || given.contains("--exclude") { continue }
      let again = try place.run("plan", "--simulate", "--detailed-exitcode", spec, environment: cloud)
      #expect(again.status == 0, "\(name)/\(step): \(again.output)\(again.errors)")
    }
  }

  /// Puts the spec of a step in place; returns where it lies.
  private func prepare(_ folder: URL, spec: String, in place: Workplace) throws -> String {
    let own = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasSuffix(".txt") }
    var spec = spec
    if let path = text(folder, "spec.txt") {
      spec = path.trimmingCharacters(in: .whitespacesAndNewlines)
    } else if !own.isEmpty {
      spec = "spec"
      try? FileManager.default.removeItem(at: place.folder.appendingPathComponent(spec))
    }
    let target = place.folder.appendingPathComponent(spec)
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    for name in own {
      try FileManager.default.copyItem(
        at: folder.appendingPathComponent(name), to: target.appendingPathComponent(name))
    }
    return spec
  }

  /// What an environment plans as it is lies in `plans/`.
  private func isReviewedElsewhere(_ folder: URL) -> Bool {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) == ["spec.txt"]
  }

  private func text(_ folder: URL, _ name: String) -> String? {
    try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// The output without what differs from run to run: time taken, the simulator's port, what it invents.
  private func normalized(_ output: String, _ simulator: Simulator) -> String {
    var lines = output.replacingOccurrences(of: simulator.url, with: "http://simulator")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.removeAll { $0.hasPrefix("Refreshed in ") }
    let invented = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    let fixed = "00000000-0000-4000-8000-000000000001"
    return lines.joined(separator: "\n").replacing(invented) { $0.output == fixed ? fixed : "GUID" }
      .replacing(/-[0-9a-f]{8}\./, with: "-HASH.")
  }

  private func compare(_ found: String, to url: URL) throws {
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
      try Data(found.utf8).write(to: url)
      return
    }
    let expected = try String(contentsOf: url, encoding: .utf8)
    let lines = zip(
      expected.split(separator: "\n", omittingEmptySubsequences: false),
      found.split(separator: "\n", omittingEmptySubsequences: false))
    let place = lines.enumerated().first { $1.0 != $1.1 }
    #expect(expected == found, "\(url.path):\((place?.offset ?? 0) + 1) says otherwise: \(place?.element.1 ?? "")")
  }
}
