import Configuration
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads files and remembers them, so that a saved plan holds everything that it was made from.
final class FileRecorder: FileSystem, Sendable {
  private let base: any FileSystem
  private let files = Mutex<[String: [UInt8]]>([:])

  init(_ base: any FileSystem) {
    self.base = base
  }

  func names(in directory: String) throws(FileError) -> [String] {
    try base.names(in: directory)
  }

  func bytes(of path: String) throws(FileError) -> [UInt8] {
    let bytes = try base.bytes(of: path)
    files.withLock { $0[path] = bytes }
    return bytes
  }

  func isBounded(_ path: String) -> Bool { base.isBounded(path) }

  func canonicalPath(of directory: String) -> String {
    base.canonicalPath(of: directory)
  }

  /// Every file that was read, by the path under which it was asked for.
  var recorded: [String: [UInt8]] { files.withLock { $0 } }
}

/// Files that lie in memory: the spec inside a saved plan.
struct SnapshotFileSystem: FileSystem {
  let files: [String: [UInt8]]

  func names(in directory: String) throws(FileError) -> [String] {
    let prefix = directory == "." ? "" : directory + "/"
    let names = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.utf8.count) }
      .filter { !$0.contains("/") }.map(String.init)
    if names.isEmpty { throw .missing }
    return names
  }

  func bytes(of path: String) throws(FileError) -> [UInt8] {
    guard let bytes = files[path] else { throw .missing }
    return bytes
  }

  func canonicalPath(of directory: String) -> String { directory }
}

/// Small facts about files and time.
enum FileText {
  /// Why a file could not be read, as functions say it.
  static func problem(_ error: FileError, path: String) -> String {
    switch error {
    case .missing: "no file exists at \"\(path)\""
    case .isADirectory: "\"\(path)\" is a directory, not a file"
    case .notADirectory: "a part of the path \"\(path)\" is not a directory"
    case .notPermitted: "\"\(path)\" may not be read"
    case .unbounded: "\"\(path)\" is a pipe or a device, not a file"
    case .tooLarge: "\"\(path)\" is too large"
    case .other(let reason): "\"\(path)\" can't be read: \(reason)"
    }
  }

  static func secondsSince1970() -> Int { time(nil) }
}
