import Dispatch
import Testing

@testable import Durability

@Suite struct GroupCommitTests {
  @Test("records that are added while the disk is busy share one sync, and each is there once")
  func shared() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("log")
    let log = try AppendLog.open(path).log
    // The disk is busy until every record has been handed over.
    log.queue.suspend()
    let inOrder = InOrder()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<50 as Range<UInt8> {
        group.addTask(executorPreference: inOrder) { try await log.append([number]) }
      }
      group.addTask(executorPreference: inOrder) { log.queue.resume() }
      try await group.waitForAll()
    }
    #expect(log.syncCount == 1)
    #expect(try AppendLog.read(path)?.records == (0..<50).map { [$0] })
    try await log.append([50])
    #expect(log.syncCount == 2)
  }

  @Test("a record that doesn't fit keeps no other from being added")
  func tooLarge() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("log")
    let log = try AppendLog.open(path).log
    await #expect(throws: StorageError.self) {
      try await log.append(Array(repeating: 0, count: LogFormat.recordBytesMax + 1))
    }
    try await log.append([1])
    #expect(try AppendLog.read(path)?.records == [[1]])
  }
}

/// Runs jobs one after the other, in the order in which they became ready.
private final class InOrder: TaskExecutor {
  private let queue = DispatchQueue(label: "in-order")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
