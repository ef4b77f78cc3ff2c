#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// Directories as the places that names of files are kept in.
package enum Directory {
  /// Makes a directory, and those above it that don't exist, durably.
  package static func make(_ path: String) throws(StorageError) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .notADirectory(path: path) }
      return
    }
    let parent = parent(of: path)
    if parent != path { try make(parent) }
    if mkdir(path, 0o755) != 0, errno != EEXIST { throw StorageError(errno, path: path, operation: "made") }
    try sync(parent)
  }

  /// Waits until the names in a directory are on the disk.
  static func sync(_ path: String) throws(StorageError) {
    let directory = try File(path, flags: O_RDONLY)
    try directory.sync()
  }

  /// The directory that a path lies in.
  static func parent(of path: String) -> String {
    let trimmed = path.utf8.count > 1 && path.hasSuffix("/") ? path.dropLast() : path[...]
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }
}
