#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// The open file of a log and where its last whole record ends.
struct LogWriter: ~Copyable {
  private var file: File
  private var size: Int
  /// Set when what the disk holds is no longer known, as after a failed sync: then nothing more may be confirmed.
  private var failure: StorageError?
  /// Whether the file's name is known to be on the disk.
  private var isNamed = false
  /// How often the disk was waited for.
  private(set) var syncCount = 0

  init(_ file: consuming File, size: Int) {
    self.file = file
    self.size = size
  }

  mutating func append(_ bytes: [UInt8]) -> Result<Void, StorageError> {
    if let failure { return .failure(failure) }
    do throws(StorageError) {
      try file.write(bytes, at: size)
    } catch {
      // A full disk may have space again later, so the log goes on if its end can be restored.
      do throws(StorageError) { try file.truncate(to: size) } catch { failure = error }
      return .failure(error)
    }
    do throws(StorageError) {
      syncCount += 1
      try file.sync()
      if !isNamed {
        try Directory.sync(Directory.parent(of: file.path))
        isNamed = true
      }
    } catch {
      failure = error
      return .failure(error)
    }
    size += bytes.count
    return .success(())
  }

  /// Sets space aside for what will be appended.
  func reserve(_ count: Int) -> Result<Void, StorageError> {
    do throws(StorageError) {
      return .success(try file.reserve(count, at: size))
    } catch {
      return .failure(error)
    }
  }

  /// Gives back what was set aside and not needed.
  func trim() -> Result<Void, StorageError> {
    do throws(StorageError) {
      return .success(try file.truncate(to: size))
    } catch {
      return .failure(error)
    }
  }

  mutating func replace(with records: [[UInt8]]) -> Result<Void, StorageError> {
    var bytes = LogFormat.signature
    // At once: where each record asks for its own room, all that is there is copied for it.
    bytes.reserveCapacity(records.reduce(bytes.count) { $0 + LogFormat.headerBytes + $1.count })
    for record in records { LogFormat.append(record, to: &bytes) }
    do throws(StorageError) {
      try AtomicFile.replace(file.path, bytes)
    } catch {
      // Replaced but not synced: the file at hand has no name any more, and additions to it would be lost.
      if !file.isAtItsPath() { failure = error }
      return .failure(error)
    }
    do throws(StorageError) {
      file = try File(file.path, flags: O_RDWR)
      size = bytes.count
      isNamed = true
      failure = nil
      return .success(())
    } catch {
      failure = error
      return .failure(error)
    }
  }
}
