private import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file that is replaced as a whole: whatever happens, a reader finds the old contents or the new ones.
package enum AtomicFile {
  /// Replaces a file's contents, or makes it. When this returns, they are on the disk.
  ///
  /// An existing file keeps its mode; a new one gets `mode`, less what the process masks.
  package static func replace(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws(StorageError) {
    let target = resolved(path)
    let serial = lastSerial.add(1, ordering: .relaxed).newValue
    let temporary = "\(target).\(getpid()).\(serial).tmp"
    do throws(StorageError) {
      try write(bytes, to: temporary, mode: mode, like: target)
      guard rename(temporary, target) == 0 else { throw StorageError(errno, path: path, operation: "replaced") }
    } catch {
      unlink(temporary)
      throw error.about(path)
    }
    try Directory.sync(Directory.parent(of: target))
  }

  /// Makes a file that isn't there yet, whole or not at all. When this returns, it is on the disk.
  ///
  /// - Returns: Whether it was made: false where something has its name already, which stays as it is.
  package static func create(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws(StorageError) -> Bool {
    let serial = lastSerial.add(1, ordering: .relaxed).newValue
    let temporary = "\(path).\(getpid()).\(serial).tmp"
    do throws(StorageError) {
      defer { unlink(temporary) }
      let file = try File(temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode_t(mode))
      try file.write(bytes, at: 0)
      try file.sync()
      // Unlike a renaming, a link never takes the place of anything.
      guard link(temporary, path) == 0 else {
        if errno == EEXIST { return false }
        throw StorageError(errno, path: path, operation: "made")
      }
    } catch {
      throw error.about(path)
    }
    try Directory.sync(Directory.parent(of: path))
    return true
  }

  /// The contents of a file; nil if there is none.
  package static func read(_ path: String) throws(StorageError) -> [UInt8]? {
    do throws(StorageError) {
      return try File(path, flags: O_RDONLY).contents()
    } catch .missing {
      return nil
    }
  }

  /// Takes a file away, if there is one.
  package static func remove(_ path: String) { unlink(path) }

  /// Whether a file is there and nobody but its owner may do anything with it.
  package static func isPrivate(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o077 == 0
  }

  private static let lastSerial = Atomic<UInt64>(0)

  private static func write(
    _ bytes: [UInt8], to temporary: String, mode: UInt32, like target: String
  ) throws(StorageError) {
    let file = try File(temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode_t(mode))
    var status = stat()
    if stat(target, &status) == 0 {
      guard status.st_mode & S_IFMT != S_IFDIR else { throw .isADirectory(path: target) }
      try file.setMode(status.st_mode & 0o777)
    }
    try file.write(bytes, at: 0)
    try file.sync()
  }

  /// The file behind a symbolic link, which is to stay one.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}

extension StorageError {
  /// The same error, said of the file that the caller knows.
  fileprivate func about(_ path: String) -> StorageError {
    switch self {
    case .diskFull: .diskFull(path: path)
    case .readOnly: .readOnly(path: path)
    case .permissionDenied: .permissionDenied(path: path)
    case .missing: .missing(path: Directory.parent(of: path))
    case .notADirectory: .notADirectory(path: path)
    case .isADirectory: .isADirectory(path: path)
    case .failed(_, let operation, let reason): .failed(path: path, operation: operation, reason: reason)
    case .locked, .foreign, .recordTooLarge: self
    }
  }
}
