#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open file; closed when it goes out of scope.
struct File: ~Copyable {
  let path: String
  private let descriptor: Int32

  /// Opens a file, never to be inherited by a child process.
  init(_ path: String, flags: Int32, mode: mode_t = 0o644) throws(StorageError) {
    let descriptor = retrying { open(path, flags | O_CLOEXEC, mode) }
    guard descriptor >= 0 else { throw StorageError(errno, path: path, operation: "opened") }
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    // The data were synced where that matters; what closing reports could not be acted upon.
    close(descriptor)
  }

  borrowing func contents() throws(StorageError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw error("read") }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .isADirectory(path: path) }
    // A device or a pipe may never end.
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .failed(path: path, operation: "read", reason: "it is not a regular file")
    }
    var bytes = [UInt8](repeating: 0, count: max(Int(status.st_size), 0) + 1)
    var count = 0
    while true {
      let descriptor = descriptor
      let read = bytes.withUnsafeMutableBytes { buffer in
        retrying { pread(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, off_t(count)) }
      }
      guard read >= 0 else { throw error("read") }
      if read == 0 { break }
      count += read
      // The file may grow while it is read.
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  borrowing func write(_ bytes: [UInt8], at offset: Int) throws(StorageError) {
    var written = 0
    while written < bytes.count {
      let descriptor = descriptor
      let count = bytes.withUnsafeBytes { buffer in
        retrying {
          pwrite(
            descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written, off_t(offset + written))
        }
      }
      guard count > 0 else { throw error("written") }
      written += count
    }
  }

  borrowing func truncate(to size: Int) throws(StorageError) {
    let descriptor = descriptor
    guard retrying({ ftruncate(descriptor, off_t(size)) }) == 0 else { throw error("shortened") }
  }

  /// Sets space aside from `offset` on; where the file grows by that, zeros are what is added.
  borrowing func reserve(_ count: Int, at offset: Int) throws(StorageError) {
    let descriptor = descriptor
    #if canImport(Glibc)
      // Unlike other calls, this one returns the number of its error.
      let number = posix_fallocate(descriptor, off_t(offset), off_t(count))
      if number != 0 { throw StorageError(number, path: path, operation: "given space") }
    #else
      var request = fstore_t(
        fst_flags: UInt32(F_ALLOCATEALL), fst_posmode: F_PEOFPOSMODE, fst_offset: 0, fst_length: off_t(count),
        fst_bytesalloc: 0)
      if fcntl(descriptor, F_PREALLOCATE, &request) != 0, errno != ENOTSUP { throw error("given space") }
    #endif
  }

  /// Waits until the data, and what is needed to find them again, are on the disk.
  borrowing func sync() throws(StorageError) {
    let descriptor = descriptor
    #if canImport(Glibc)
      let code = retrying { fdatasync(descriptor) }
    #else
      // On Darwin `fsync` stops at the disk's own cache.
      let code = retrying { fcntl(descriptor, F_FULLFSYNC) }
    #endif
    guard code == 0 else { throw error("synced") }
  }

  /// Takes the file's lock if nobody has it.
  borrowing func tryLock() throws(StorageError) -> Bool {
    let descriptor = descriptor
    if retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 { return true }
    guard errno == EWOULDBLOCK else { throw error("locked") }
    return false
  }

  /// Gives the lock back.
  ///
  /// Closing would do that only once no other descriptor of this opening is left, and a child process has one between
  /// its fork and its exec.
  borrowing func unlock() {
    flock(descriptor, LOCK_UN)
  }

  borrowing func mode() throws(StorageError) -> mode_t {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw error("read") }
    return status.st_mode & 0o777
  }

  borrowing func setMode(_ mode: mode_t) throws(StorageError) {
    guard fchmod(descriptor, mode) == 0 else { throw error("given its mode") }
  }

  /// Whether this is the file that its path leads to now.
  borrowing func isAtItsPath() -> Bool {
    var own = stat()
    var other = stat()
    guard fstat(descriptor, &own) == 0, stat(path, &other) == 0 else { return false }
    return own.st_dev == other.st_dev && own.st_ino == other.st_ino
  }

  private borrowing func error(_ operation: String) -> StorageError {
    StorageError(errno, path: path, operation: operation)
  }
}

/// The result of a system call that is made again as long as a signal interrupts it.
private func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
