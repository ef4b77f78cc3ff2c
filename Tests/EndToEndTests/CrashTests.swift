import Foundation
import Testing

/// The built program, killed at every moment that there is: what the next run, with no flag, makes of it is the world of
/// a run that nobody disturbed, and nothing was created twice.
///
/// `ARMATURE_CRASH_EVERY=1` takes all moments; without it a few of them, since all take a quarter of an hour.
@Suite(.timeLimit(.minutes(60)), .serialized) struct CrashTests {
  /// Takes every so manieth moment.
  private static let stride = ProcessInfo.processInfo.environment["ARMATURE_CRASH_EVERY"].flatMap { Int($0) } ?? 29

  private func expectConverged(
    _ bench: CrashBench, _ simulator: Simulator, _ moment: String, isKept: Bool = false
  ) throws {
    let again = try bench.run(bench.scene.arguments, simulator)
    #expect(again.status == 0, "\(moment): \(again.output)\(again.errors)")
    let world = try bench.world(simulator, isKept: isKept)
    #expect(world.resources == bench.expected.resources, "\(moment)")
    #expect(world.record == bench.expected.record, "\(moment)")
    #expect(world.creations == bench.expected.creations, "\(moment)")
    #expect(world.files == bench.expected.files, "\(moment)")
    let next = try bench.run(bench.scene.check, simulator)
    #expect(next.status == 0 && next.output.contains("o changes"), "\(moment): \(next.output)\(next.errors)")
  }

  @Test(
    "killed at some requests, before and after the answer, a command converges", arguments: CrashBench.Scene.allCases)
  func requests(_ scene: CrashBench.Scene) throws {
    let bench = try CrashBench(scene)
    var count = 0
    for number in Swift.stride(from: 0, to: bench.requestCount * 2, by: Self.stride) {
      let moment = CrashBench.Moment.allCases[number % 2]
      let simulator = try bench.start()
      guard try bench.kill(at: number / 2, moment, simulator) else { break }
      for (name, text) in try bench.files() {
        #expect(text == bench.expected.files[name], "\(scene), killed at \(number): \(name) is whole or isn't there")
      }
      try expectConverged(bench, simulator, "\(scene), killed \(moment) the answer to request \(number / 2)")
      count += 1
    }
    print("\(scene): killed at \(count) of \(bench.requestCount * 2) moments")
    #expect(count > 0)
  }

  @Test("without the journal, as on another machine, it converges too", arguments: CrashBench.Scene.allCases)
  func elsewhere(_ scene: CrashBench.Scene) throws {
    let bench = try CrashBench(scene)
    var count = 0
    for number in Swift.stride(from: Self.stride / 2, to: bench.requestCount * 2, by: Self.stride) {
      let moment = CrashBench.Moment.allCases[number % 2]
      let simulator = try bench.start()
      guard try bench.kill(at: number / 2, moment, simulator) else { break }
      bench.forgetJournal()
      try bench.expireClaims(simulator)
      try expectConverged(bench, simulator, "\(scene), elsewhere, killed \(moment) the answer to request \(number / 2)")
      count += 1
    }
    print("\(scene): killed at \(count) of \(bench.requestCount * 2) moments, and run again elsewhere")
    #expect(count > 0)
  }

  @Test("killed at some offsets of its journal, a command converges", arguments: CrashBench.Scene.changing)
  func offsets(_ scene: CrashBench.Scene) throws {
    let bench = try CrashBench(scene)
    var length = 0
    var count = 0
    for number in Swift.stride(from: 1, to: bench.requestCount, by: min(Self.stride, 9)) {
      if Self.stride > 1 { length = try lengths(bench, number - 1).last ?? 0 }
      let ends = try lengths(bench, number)
      // What was written since the request before this one was held: with one step at a time, a kill at any byte of it
      // leaves exactly this cloud.
      let fresh = ends.filter { $0 > length }
      var offsets: [Int] = []
      for (start, end) in zip([length] + fresh, fresh) {
        offsets += Set([start, start + 1, start + 8, (start + end) / 2, end - 1, end]).sorted()
      }
      let written = try [UInt8](fresh.isEmpty ? Data() : Data(contentsOf: bench.journal))
      for (index, offset) in offsets.enumerated() where Self.stride == 1 || index == number % offsets.count {
        let simulator = try bench.restart()
        try Data(written[..<offset]).write(to: bench.journal)
        try expectConverged(
          bench, simulator, "\(scene), killed at byte \(offset) before request \(number)", isKept: true)
        count += 1
      }
      length = ends.last ?? length
    }
    print("\(scene): killed at \(count) offsets of a journal of \(length) bytes")
    #expect(count > 0)
  }

  /// Kills a command at a request and keeps what there is then; returns where the records of its journal end.
  private func lengths(_ bench: CrashBench, _ number: Int) throws -> [Int] {
    let simulator = try bench.start()
    guard try bench.kill(at: number, .before, simulator) else { return [] }
    try bench.keep(simulator)
    return Self.ends(of: [UInt8]((try? Data(contentsOf: bench.journal)) ?? Data()))
  }

  /// Where the whole records of a journal end: eight bytes of signature, then for each four bytes of length, four of a
  /// checksum, and the record.
  private static func ends(of bytes: [UInt8]) -> [Int] {
    var ends: [Int] = []
    var offset = 8
    while offset + 8 <= bytes.count {
      let length = (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) }
      guard length > 0, offset + 8 + length <= bytes.count else { break }
      offset += 8 + length
      ends.append(offset)
    }
    return ends
  }
}
