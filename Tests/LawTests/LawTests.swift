import Foundation
import LawScenarios
import Testing

/// The laws of the design over a thousand random scenarios: L1 to L5, L10 and L12. `armature-laws` goes through more.
///
/// Two halves, each one after the other on a thread of its own, for machines with two cores.
@Suite struct LawTests {
  /// The first seed, which another one can take the place of.
  private static let first = ProcessInfo.processInfo.environment["ARMATURE_SEED"].flatMap { UInt64($0) } ?? 0
  private static let shardLength: UInt64 = 25

  private static func shards(_ range: Range<UInt64>) -> [UInt64] {
    range.map { first + $0 * shardLength }
  }

  @Test("every law holds in random worlds, through edits, faults and kills", .serialized, arguments: shards(0..<20))
  func firstHalf(seed: UInt64) async { await expectLaws(from: seed) }

  @Test("every law holds in more of them", .serialized, arguments: shards(20..<40))
  func secondHalf(seed: UInt64) async { await expectLaws(from: seed) }

  private func expectLaws(from seed: UInt64) async {
    let report = await LawReport.go(through: seed..<seed + Self.shardLength)
    #expect(report.failures.isEmpty, "\(report.failures.joined(separator: "\n\n"))")
    #expect(report.refusals == [:], "a scenario whose spec is refused shows nothing")
    #expect(report.stopped > 0, "some of them are stopped on their way")
  }
}
