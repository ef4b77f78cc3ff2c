import Durability
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("AtomicFile, Directory and LockFile")
struct AtomicFileTests {
  @Test("a file is made, then replaced, and nothing else stays behind")
  func replace() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("a")
    #expect(try AtomicFile.read(path) == nil)
    try AtomicFile.replace(path, [1, 2, 3])
    try AtomicFile.replace(path, [4])
    #expect(try AtomicFile.read(path) == [4])
    try AtomicFile.replace(path, [])
    #expect(try AtomicFile.read(path) == [])
    #expect(directory.names() == ["a"])
  }

  @Test("a file keeps its mode, and a symbolic link stays one")
  func keeps() throws {
    let directory = try TemporaryDirectory()
    try AtomicFile.replace(directory.file("a"), [1], mode: 0o600)
    #expect(symlink("a", directory.file("link")) == 0)
    try AtomicFile.replace(directory.file("link"), [2])
    #expect(try AtomicFile.read(directory.file("a")) == [2])
    var status = stat()
    #expect(lstat(directory.file("link"), &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(directory.file("a"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test("a directory is neither replaced nor read, and a missing one is named")
  func wrongPlace() throws {
    let directory = try TemporaryDirectory()
    #expect(throws: StorageError.isADirectory(path: directory.path)) { try AtomicFile.replace(directory.path, [1]) }
    #expect(throws: StorageError.isADirectory(path: directory.path)) { try AtomicFile.read(directory.path) }
    #expect(throws: StorageError.missing(path: directory.file("none"))) {
      try AtomicFile.replace(directory.file("none/a"), [1])
    }
    #expect(directory.names() == [])
  }

  @Test("directories are made with those above them")
  func directories() throws {
    let directory = try TemporaryDirectory()
    let deep = directory.file("a/b")
    try Directory.make(deep)
    try Directory.make(deep)
    try AtomicFile.replace(deep + "/file", [1])
    #expect(throws: StorageError.notADirectory(path: deep + "/file")) { try Directory.make(deep + "/file") }
    remove(deep + "/file")
    rmdir(deep)
  }

  @Test("a lock is held once, names its owner, and is free when its holder is gone")
  func lock() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("lock")
    do {
      let held = try LockFile(path)
      #expect(throws: StorageError.locked(path: path, owner: getpid())) { _ = try LockFile(path) }
      _ = consume held
    }
    _ = try LockFile(path)
  }

  @Test("a lock is free when its holder is gone, even if a child that is just being made shares the descriptor")
  func lockSharedWithAChild() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("lock")
    let held = try LockFile(path)
    // What a fork does to every descriptor until the child's exec closes it.
    var lock = stat()
    #expect(stat(path, &lock) == 0)
    let shared = (0..<Int32(4096)).filter { descriptor in
      var status = stat()
      return fstat(descriptor, &status) == 0 && status.st_ino == lock.st_ino && status.st_dev == lock.st_dev
    }.map { dup($0) }
    defer { for descriptor in shared { close(descriptor) } }
    #expect(!shared.isEmpty)
    _ = consume held
    _ = try LockFile(path)
  }

  @Test("every error says what happened and never less than the path")
  func messages() {
    let errors: [StorageError] = [
      .diskFull(path: "/p"), .readOnly(path: "/p"), .permissionDenied(path: "/p"), .missing(path: "/p"),
      .notADirectory(path: "/p"), .isADirectory(path: "/p"), .locked(path: "/p", owner: 1), .foreign(path: "/p"),
      .recordTooLarge(path: "/p", limitBytes: 1), .failed(path: "/p", operation: "read", reason: "x"),
    ]
    for error in errors { #expect(error.message.contains("`/p`") && error.message.hasSuffix(".")) }
  }
}
