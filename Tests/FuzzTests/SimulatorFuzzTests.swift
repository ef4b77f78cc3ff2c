import Dispatch
import Foundation
import SimulatorFuzz
import Testing

/// Requests that no client should make. `ARMATURE_FUZZ` is how many, `ARMATURE_SEED` which; `armature-laws hostile` does
/// a million.
@Suite("Hostile clients of the simulator", .timeLimit(.minutes(15)))
struct SimulatorFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["ARMATURE_FUZZ"].flatMap { Int($0) } ?? 3000
  private static let seed = environment["ARMATURE_SEED"].flatMap { UInt64($0) } ?? 1

  @Test("a request that is spoilt is answered as what it is, and the cloud is none the worse")
  func requests() async {
    let found = await SimulatorFuzz.requests(count: Self.count, seed: Self.seed)
    #expect(found.violations == [])
    #expect(found.executions >= Self.count)
    #expect(found.successes > Self.count / 20, "some of them do something")
    #expect(found.successes < Self.count * 9 / 10, "and some are refused")
  }

  @Test("bytes that are no HTTP end their connection, and no other", arguments: SimulatorFuzz.Front.allCases)
  func front(front: SimulatorFuzz.Front) async throws {
    // On a thread of its own, as it waits for the server.
    let found = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result { try SimulatorFuzz.connections(front, count: Self.count / 10, seed: Self.seed) })
      }
    }
    #expect(found.violations == [])
    #expect(found.executions == Self.count / 10)
  }
}
