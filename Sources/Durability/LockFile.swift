#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// A lock among processes on this machine, held as long as this value lives; the system frees it when a process dies.
///
/// The file stays behind when the lock is free, for removing it would race with a process that just opened it.
package struct LockFile: ~Copyable, Sendable {
  private let file: File

  /// Takes the lock, or throws ``StorageError/locked(path:owner:)`` at once if another process has it.
  package init(_ path: String) throws(StorageError) {
    let file = try File(path, flags: O_RDWR | O_CREAT)
    guard try file.tryLock() else {
      let owner = (try? file.contents()).flatMap { Int32(String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self)) }
      throw .locked(path: path, owner: owner)
    }
    // Only for the message that another process shows: it need not survive a crash. The file isn't emptied first, for then
    // a disk that is told of blocks that become free is waited for.
    let line = Array("\(getpid())\n".utf8)
    try file.write(line, at: 0)
    try file.truncate(to: line.count)
    self.file = file
  }

  deinit {
    file.unlock()
  }
}
