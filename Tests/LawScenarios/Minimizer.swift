/// Makes a scenario that breaks a law as small as it gets while it still breaks that law.
enum Minimizer {
  static func minimized(_ scenario: Scenario, breaking law: String) -> (scenario: Scenario, violation: Violation)? {
    guard var violation = violation(of: scenario, law) else { return nil }
    var best = scenario
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for candidate in candidates(of: best) {
        guard let found = self.violation(of: candidate, law) else { continue }
        best = candidate
        violation = found
        isSmaller = true
        break
      }
    }
    return (best, violation)
  }

  private static func violation(of scenario: Scenario, _ law: String) -> Violation? {
    guard case .broken(let violation) = LawCheck.check(scenario), violation.law == law else { return nil }
    return violation
  }

  /// Scenarios with one thing less, the largest things first.
  private static func candidates(of scenario: Scenario) -> [Scenario] {
    var found: [Scenario] = []
    func add(_ change: (inout Scenario) -> Void) {
      var copy = scenario
      change(&copy)
      if copy != scenario { found.append(copy) }
    }
    for block in scenario.spec.blocks.reversed() { add { $0.spec = $0.spec.removing(block.number) } }
    for index in scenario.edits.indices { add { $0.edits.remove(at: index) } }
    for index in scenario.meddling.indices { add { $0.meddling.remove(at: index) } }
    for index in scenario.faults.indices { add { $0.faults.remove(at: index) } }
    add { $0.kill = nil }
    add { $0.hasForeigners = false }
    add { $0.speed = nil }
    add { $0.parallelism = 1 }
    for index in scenario.spec.blocks.indices {
      let needed = scenario.spec.blocks[index].kind.parents.count
      add { $0.spec.blocks[index].repetition = .none }
      add { $0.spec.blocks[index].isInModule = false }
      add { $0.spec.blocks[index].ignoresText = false }
      add { $0.spec.blocks[index].createsFirst = false }
      add { $0.spec.blocks[index].parents = Array($0.spec.blocks[index].parents.prefix(needed)) }
    }
    return found
  }
}
