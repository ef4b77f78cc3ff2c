import Evaluation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files that configurations are read from.
package protocol FileSystem: Sendable {
  /// The names in a directory, in any order.
  func names(in directory: String) throws(FileError) -> [String]
  /// The bytes of a file.
  func bytes(of path: String) throws(FileError) -> [UInt8]
  /// Whether what is at a path, if anything is, has an end: it is no pipe and no device.
  func isBounded(_ path: String) -> Bool
  /// The one path that a directory has, however it is reached.
  func canonicalPath(of directory: String) -> String
}

extension FileSystem {
  package func isBounded(_ path: String) -> Bool { true }

  /// The bytes of a file that was found by its name rather than asked for: a pipe or a device there is a mistake.
  package func bytes(found path: String) throws(FileError) -> [UInt8] {
    guard isBounded(path) else { throw .unbounded }
    return try bytes(of: path)
  }
}

/// Why something could not be read.
package enum FileError: Error, Sendable, Hashable {
  case missing
  case notADirectory
  case isADirectory
  case notPermitted
  /// A pipe or a device: it may have no end, or keep its reader waiting for ever.
  case unbounded
  /// Longer than any configuration.
  case tooLarge
  /// What the system says.
  case other(String)
}

/// The files of this machine.
package struct LocalFileSystem: FileSystem {
  /// No configuration is this long; a device or a wrong file may be.
  private static let bytesMax = 256 << 20
  private static let pipeTimeoutMilliseconds: CInt = 60_000

  package init() {}

  package func names(in directory: String) throws(FileError) -> [String] {
    guard let stream = opendir(directory) else { throw FileError(errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    if errno != 0 { throw FileError(errno) }
    return names
  }

  package func bytes(of path: String) throws(FileError) -> [UInt8] {
    // Without blocking, so that a named pipe with no writer doesn't hang the run.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isADirectory }
    var content: [UInt8] = []
    content.reserveCapacity(min(max(Int(status.st_size), 0), LocalFileSystem.bytesMax) + 1)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        // A pipe whose writer isn't ready yet, as `-var-file <(COMMAND)` makes it, is waited for, and not for ever. The
        // kernel's own files, which look like ordinary ones, may have nothing to say.
        if errno == EAGAIN {
          if status.st_mode & S_IFMT == S_IFREG { throw .unbounded }
          var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          if poll(&wanted, 1, LocalFileSystem.pipeTimeoutMilliseconds) != 0 { continue }
          throw .other("nothing came out of it for a minute")
        }
        throw FileError(errno)
      }
      if count == 0 { return content }
      if content.count + count > LocalFileSystem.bytesMax { throw .tooLarge }
      content.append(contentsOf: buffer[..<count])
    }
  }

  package func isBounded(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return true }
    return [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  package func canonicalPath(of directory: String) -> String {
    guard let resolved = realpath(directory, nil) else { return FilePath.cleaned(directory) }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension FileError {
  fileprivate init(_ code: CInt) {
    switch code {
    case ENOENT: self = .missing
    case ENOTDIR: self = .notADirectory
    case EISDIR: self = .isADirectory
    case EACCES, EPERM: self = .notPermitted
    default: self = .other(String(cString: strerror(code)))
    }
  }
}
