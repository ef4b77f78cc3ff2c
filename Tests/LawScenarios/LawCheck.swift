/// Whether a scenario keeps the laws.
package enum LawCheck {
  package enum Outcome: Sendable {
    /// All held; whether something did keep a run from its end.
    case held(wasStopped: Bool)
    /// A spec was refused as it should be, so that there was nothing to see.
    case refused(String)
    case broken(Violation)
  }

  /// One scenario in how many is gone through again, for law L12.
  private static let repetitionPeriod: UInt64 = 10

  static func check(_ scenario: Scenario) -> Outcome {
    do throws(Violation) {
      let undisturbed = try ScenarioRun(scenario, order: scenario.seed, isDisturbed: false).go().get()
      if let refusal = undisturbed.refusal { return .refused(refusal) }
      var wasStopped = false
      if scenario.seed % repetitionPeriod == 0 {
        let again = try ScenarioRun(scenario, order: scenario.seed, isDisturbed: false).go().get()
        guard again == undisturbed else { throw Violation("L12", firstDifference(undisturbed, again)) }
      }
      if scenario.isDisturbed {
        let disturbed = try ScenarioRun(
          scenario, order: ~scenario.seed, isDisturbed: true, undisturbedCounts: undisturbed.requestCounts
        ).go().get()
        wasStopped = disturbed.wasStopped
        try compare(disturbed, undisturbed, scenario)
      }
      return .held(wasStopped: wasStopped)
    } catch {
      return .broken(error)
    }
  }

  private static func compare(
    _ disturbed: ScenarioRun.Ending, _ undisturbed: ScenarioRun.Ending, _ scenario: Scenario
  ) throws(Violation) {
    for (number, (found, expected)) in zip(disturbed.images, undisturbed.images).enumerated() where found != expected {
      throw Violation(
        "L4",
        "after run \(number) the world is another one:\n" + found.difference(from: expected).joined(separator: "\n"))
    }
    for (number, (found, expected)) in zip(disturbed.creations, undisturbed.creations).enumerated() {
      for (id, count) in found.sorted(by: { $0.key < $1.key }) where count > expected[id] ?? 0 {
        throw Violation("L4", "\(id) was made \(count) times by the end of run \(number), not \(expected[id] ?? 0)")
      }
    }
    if let refusal = disturbed.refusal { throw Violation("L4", "only the disturbed course was refused: \(refusal)") }
  }

  private static func firstDifference(_ one: ScenarioRun.Ending, _ other: ScenarioRun.Ending) -> String {
    let pairs = zip(one.protocolText.split(separator: "\n"), other.protocolText.split(separator: "\n"))
    if let difference = pairs.first(where: { $0 != $1 }) {
      return "the same seed gave\n\(difference.0)\nand then\n\(difference.1)"
    }
    return "the same seed gave two worlds or two counts of requests: \(one.requestCounts) and \(other.requestCounts)"
  }
}
