import Durability
import Testing

@Suite("AppendLog")
struct AppendLogTests {
  private let records: [[UInt8]] = [Array("intent".utf8), [], Array(repeating: 7, count: 300), Array("end".utf8)]

  @Test("what was added is there after opening again")
  func reopen() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("log")
    let log = try AppendLog.open(path).log
    for record in records { try await log.append(record) }
    #expect(try AppendLog.read(path) == AppendLog.open(path).contents)
    let (again, contents) = try AppendLog.open(path)
    #expect(contents.records == records)
    #expect(contents.tornBytes == 0)
    try await again.append([1])
    #expect(try AppendLog.read(path)?.records == records + [[1]])
  }

  @Test("cut off at any byte, a log opens with its whole records and goes on from there")
  func truncated() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("log")
    let log = try AppendLog.open(path).log
    var ends = [8]
    for record in records {
      try await log.append(record)
      ends.append(try #require(try AtomicFile.read(path)).count)
    }
    let whole = try #require(try AtomicFile.read(path))
    for length in 0...whole.count {
      let cut = directory.file("cut")
      try AtomicFile.replace(cut, Array(whole.prefix(length)))
      let expected = max(ends.lastIndex { $0 <= length } ?? 0, 0)
      let (reopened, contents) = try AppendLog.open(cut)
      #expect(contents.records == Array(records.prefix(expected)), "cut at \(length)")
      #expect(contents.tornBytes == (length < 8 ? length : length - ends[expected]), "cut at \(length)")
      try await reopened.append([9])
      #expect(try AppendLog.read(cut)?.records == Array(records.prefix(expected)) + [[9]], "cut at \(length)")
    }
  }

  @Test("a flipped bit anywhere is noticed, and everything before it stays")
  func flipped() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("log")
    let log = try AppendLog.open(path).log
    try await log.append(contentsOf: [[1, 2], [3, 4, 5]])
    let whole = try #require(try AtomicFile.read(path))
    for index in 8..<whole.count {
      var damaged = whole
      damaged[index] ^= 0x10
      try AtomicFile.replace(path, damaged)
      let contents = try #require(try AppendLog.read(path))
      #expect(contents.records == (index < 18 ? [] : [[1, 2]]))
    }
  }

  @Test("zeros at the end, as some file systems leave them after a crash, are no records")
  func zeros() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("log")
    try await AppendLog.open(path).log.append([1])
    try AtomicFile.replace(path, try #require(try AtomicFile.read(path)) + [UInt8](repeating: 0, count: 4096))
    let contents = try AppendLog.open(path).contents
    #expect(contents.records == [[1]])
    #expect(contents.tornBytes == 4096)
  }

  @Test("many tasks may add at once, and each record is there once")
  func concurrent() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("log")
    let log = try AppendLog.open(path).log
    try await withThrowingTaskGroup { group in
      for number in 0..<200 {
        group.addTask { try await log.append([UInt8(number)]) }
      }
      try await group.waitForAll()
    }
    let records = try #require(try AppendLog.read(path)?.records)
    #expect(records.count == 200)
    #expect(Set(records) == Set((0..<200).map { [UInt8($0)] }))
  }

  @Test("replacing the records keeps what is added afterwards")
  func replace() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("log")
    let log = try AppendLog.open(path).log
    for number in 0..<50 { try await log.append([UInt8(number)]) }
    try await log.replace(with: [[100]])
    try await log.append([101])
    #expect(try AppendLog.open(path).contents.records == [[100], [101]])
    #expect(directory.names() == ["log"])
  }

  @Test("a file of another kind is refused and left as it is")
  func foreign() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("log")
    try AtomicFile.replace(path, Array("resource \"a\" \"b\" {}".utf8))
    #expect(throws: StorageError.foreign(path: path)) { _ = try AppendLog.open(path) }
    #expect(throws: StorageError.foreign(path: path)) { try AppendLog.read(path) }
    #expect(try AtomicFile.read(path) == Array("resource \"a\" \"b\" {}".utf8))
  }

  @Test("a log that can't be opened says why")
  func unopenable() throws {
    let directory = try TemporaryDirectory()
    #expect(throws: StorageError.missing(path: directory.file("none/log"))) {
      _ = try AppendLog.open(directory.file("none/log"))
    }
    #expect(throws: StorageError.isADirectory(path: directory.path)) { _ = try AppendLog.open(directory.path) }
    #expect(try AppendLog.read(directory.file("none")) == nil)
  }

  @Test("what is not a regular file is not read, since it may never end")
  func device() {
    #expect(throws: StorageError.self) { _ = try AppendLog.open("/dev/zero") }
    #expect(throws: StorageError.self) { try AtomicFile.read("/dev/zero") }
  }
}
