import Resources
import Values

/// An order that no reference says: what Azure refuses before something else is there, although nothing of it names that.
extension Planner {
  /// The orders that kinds say of the spec's resources, by what comes later; none that the spec says the other way round.
  func foundPrerequisites() -> [InstanceAddress: [InstanceAddress]] {
    var kinds: [String: ResourceKind] = [:]
    for instance in evaluator.resourceInstances where instance.kind.prerequisites != nil {
      kinds[instance.kind.name] = instance.kind
    }
    guard !kinds.isEmpty else { return [:] }
    let resources = plannedResources().resources
    let found = kinds.values.sorted { $0.name.precedesInUTF8($1.name) }.flatMap { $0.prerequisites?(resources) ?? [] }
    return Dictionary(grouping: found.filter { !rests($0.earlier, on: $0.later) }, by: \.later)
      .mapValues { $0.map(\.earlier).sorted() }
  }

  /// Whether something is done only after another, as the spec's references and `depends_on` have it.
  private func rests(_ address: InstanceAddress, on other: InstanceAddress) -> Bool {
    var seen: Set = [address]
    var waiting = [address]
    while let next = waiting.popLast() {
      if next == other { return true }
      for dependency in evaluator.instance(at: next)?.dependencies ?? [] {
        waiting += evaluator.instances(of: dependency).map(\.address).filter { seen.insert($0).inserted }
      }
    }
    return false
  }
}
