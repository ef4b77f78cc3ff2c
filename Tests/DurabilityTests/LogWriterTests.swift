import Testing

@testable import Durability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("LogWriter")
struct LogWriterTests {
  // Linux has a device on which every write fails for want of space.
  @Test("a full disk is reported, and nothing is confirmed", .enabled(if: access("/dev/full", W_OK) == 0))
  func fullDisk() throws {
    var writer = LogWriter(try File("/dev/full", flags: O_RDWR), size: 0)
    #expect(throws: StorageError.diskFull(path: "/dev/full")) { try writer.append([1]).get() }
  }

  @Test("when the open file is not that of its path any more, nothing is confirmed")
  func failedReplacement() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("log")
    try AtomicFile.replace(path, LogFormat.signature)
    var writer = LogWriter(try File(path, flags: O_RDWR), size: LogFormat.signature.count)
    #expect(rename(path, directory.file("away")) == 0)
    #expect(mkdir(path, 0o755) == 0)
    #expect(throws: StorageError.isADirectory(path: path)) { try writer.replace(with: [[1]]).get() }
    #expect(throws: StorageError.isADirectory(path: path)) { try writer.append([1]).get() }
    rmdir(path)
  }
}
