import Configuration
import Planning
import Resources
import Values

/// Looks, just before a change is asked for, whether what it takes for granted is still what it was when it was planned.
///
/// One look serves all that starts within a few seconds of it: a thousand changes in one group are not to read the group
/// a thousand times.
actor PremiseCheck {
  private static let lookLasts = Duration.seconds(5)

  /// The ids, in lower case, of what this run changes something in, beneath or beside.
  private let changing: Set<String>
  private let clock: any Clock<Duration>
  private var looks: [InstanceAddress: (now: Value?, age: Stopwatch)] = [:]

  init(_ plan: Plan, kinds: KindRegistry, clock: any Clock<Duration>) {
    self.clock = clock
    var changing: Set<String> = []
    for change in plan.changes where change.address.mode == .managed && change.action != .none {
      for id in Set([change.id, change.priorID].compactMap(\.self)) {
        changing.formUnion(change.kind.lineage(of: id))
        changing.formUnion(kinds.provider(of: change.kind)?.wholes(of: change.kind, id: id) ?? [])
      }
    }
    self.changing = changing
  }

  /// - Throws: what has moved, or why that couldn't be seen.
  func check(_ premises: [Premise]) async throws(ProviderFailure) {
    for premise in premises {
      let now = try await look(at: premise)
      if let failure = premise.failure(now: now, isChanging: changing.contains(premise.place)) { throw failure }
    }
  }

  private func look(at premise: Premise) async throws(ProviderFailure) -> Value? {
    if let look = looks[premise.address], look.age.elapsed < Self.lookLasts { return look.now }
    let age = Stopwatch(clock)
    let now = try await premise.look()
    looks[premise.address] = (now, age)
    return now
  }
}
