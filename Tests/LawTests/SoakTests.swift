import Foundation
import LawScenarios
import Testing

@Suite struct SoakTests {
  /// The first seed, which another one can take the place of.
  private static let seed = ProcessInfo.processInfo.environment["ARMATURE_SEED"].flatMap { UInt64($0) } ?? 0

  /// `armature-laws soak` does a hundred thousand.
  @Test("two hundred operations under faults and restarts end in the same world as without, and make nothing twice")
  func soak() {
    let soak = Soak(operations: 200, groups: 5, seed: Self.seed)
    #expect(soak.failure == nil, "again with ARMATURE_SEED=\(Self.seed)")
    #expect(soak.operations >= 200)
    #expect(soak.faults > soak.restarts, "some of them are no restarts")
    #expect(soak.restarts > 0)
  }
}
