import Applying
import Durability
import Resources
import Testing
import Values

@Suite struct JournalTests {
  private static let operation: Value = ["method": "PUT", "resource": "https://arm/r", "poll": "https://arm/o"]

  private func journal(_ path: String, environment: String = "test") throws -> Journal {
    try Journal.open(path, environment: environment) { 1_795_255_200 }
  }

  private func path() throws -> String {
    let directory = "/tmp/armature-journal-\(UInt64.random(in: .min ... .max))"
    try Directory.make(directory)
    return directory + "/test.log"
  }

  private static func intent(_ step: Int, _ name: String, _ verb: ApplyStep.Verb = .create) -> Journal.Entry {
    .intent(step: step, verb: verb, address: name, kind: "azurerm_resource_group", id: "/\(name)", time: 5)
  }

  @Test("a run that ended in order leaves nothing")
  func finished() async throws {
    let path = try path()
    let first = try journal(path)
    #expect(first.unfinished == nil)
    try await first.begin(run: "1", environment: "test", stepCount: 3)
    for entry in [Self.intent(0, "A"), .outcome(step: 0, isDone: true), .end] { try await first.record(entry) }
    #expect(try journal(path).unfinished == nil)
    #expect(try UnfinishedRun.read(path, environment: "test") == nil)
  }

  @Test("what was asked for and has no outcome is left, with what its operation needs; what was made is known")
  func unfinished() async throws {
    let path = try path()
    let first = try journal(path)
    try await first.begin(run: "1", environment: "test", stepCount: 3)
    let entries: [Journal.Entry] = [
      Self.intent(0, "A"), Self.intent(1, "B"), Self.intent(2, "C", .delete), .accepted(step: 1, operation: "old"),
      .accepted(step: 1, operation: Self.operation), .outcome(step: 0, isDone: true),
    ]
    for entry in entries { try await first.record(entry) }
    let left = try #require(try journal(path).unfinished)
    #expect(left.runs == ["1"])
    #expect(left.steps.map(\.address) == ["B", "C"])
    #expect(left.steps.map(\.operation) == [Self.operation, nil])
    #expect(left.createdIDs == ["/a", "/b"])
    #expect(try UnfinishedRun.read(path, environment: "test") == left)
  }

  @Test("a run that came to its end with something still under way is told from one that was stopped")
  func left() async throws {
    let path = try path()
    let first = try journal(path)
    try await first.begin(run: "1", environment: "test", stepCount: 1)
    for entry in [Self.intent(0, "A"), .accepted(step: 0, operation: Self.operation)] { try await first.record(entry) }
    #expect(try #require(try journal(path).unfinished).wasStopped)
    try await first.record(.left)
    let left = try #require(try journal(path).unfinished)
    #expect(!left.wasStopped)
    #expect(left.steps.map(\.address) == ["A"])
    // The run that takes it up may be stopped itself.
    try await (try journal(path)).begin(run: "2", environment: "test", stepCount: 1)
    #expect(try #require(try journal(path).unfinished).wasStopped)
  }

  @Test("a run that takes up another and is stopped in turn leaves what both know")
  func stoppedAgain() async throws {
    let path = try path()
    let first = try journal(path)
    try await first.begin(run: "1", environment: "test", stepCount: 3)
    for entry in [Self.intent(0, "A"), .accepted(step: 0, operation: Self.operation), Self.intent(1, "B")] {
      try await first.record(entry)
    }
    let second = try journal(path)
    try await second.begin(run: "2", environment: "test", stepCount: 3)
    try await second.record(Self.intent(0, "B"))
    try await second.record(.outcome(step: 0, isDone: true))
    let left = try #require(try journal(path).unfinished)
    #expect(left.runs == ["1", "2"])
    #expect(left.createdIDs == ["/a", "/b"])
    #expect(left.steps.contains { $0.address == "A" && $0.operation == Self.operation })
    // Once there is nothing left to do, all of it is over.
    await (try journal(path)).close()
    #expect(try journal(path).unfinished == nil)
  }

  @Test("a journal of a newer version, of another environment or with records that mean nothing is left as it is")
  func refused() async throws {
    let cases: [(records: [String], failure: Journal.Failure)] = [
      (["{\"type\":\"begin\",\"version\":99,\"run\":\"1\",\"environment\":\"test\"}"], .newer(version: 99)),
      (["{\"type\":\"begin\",\"run\":\"1\",\"environment\":\"other\"}"], .otherEnvironment("other")),
      (["{\"type\":\"intention\"}"], .malformed), (["begin"], .malformed),
      (["{\"type\":\"intent\",\"step\":\"one\"}"], .malformed),
    ]
    for (records, failure) in cases {
      let path = try path()
      try await AppendLog.open(path).log.append(contentsOf: records.map { Array($0.utf8) })
      let before = try AtomicFile.read(path)
      #expect(throws: failure) { _ = try journal(path) }
      #expect(throws: failure) { _ = try UnfinishedRun.read(path, environment: "test") }
      #expect(try AtomicFile.read(path) == before)
    }
  }

  @Test("damage in the middle costs no intent but the damaged one")
  func damaged() async throws {
    let path = try path()
    let first = try journal(path)
    try await first.begin(run: "1", environment: "test", stepCount: 3)
    for name in ["A", "B", "C"] { try await first.record(Self.intent(name == "A" ? 0 : name == "B" ? 1 : 2, name)) }
    var bytes = try #require(try AtomicFile.read(path))
    let text = String(decoding: bytes, as: UTF8.self)
    let place = try #require(text.utf8.firstRange(of: Array("\"/B\"".utf8))).lowerBound
    bytes[text.utf8.distance(from: text.utf8.startIndex, to: place)] ^= 1
    try AtomicFile.replace(path, bytes)
    #expect(try #require(try journal(path).unfinished).steps.map(\.address) == ["A", "C"])
    #expect(try #require(try journal(path).unfinished).steps.map(\.address) == ["A", "C"], "and it stays so")
  }

  @Test("space that can't be had is an error before a step is begun")
  func noSpace() async throws {
    let path = try path()
    let journal = try journal(path)
    await #expect(throws: StorageError.diskFull(path: path)) {
      try await journal.begin(run: "1", environment: "test", stepCount: 1 << 48)
    }
  }
}
