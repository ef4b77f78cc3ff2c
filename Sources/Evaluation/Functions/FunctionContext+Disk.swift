import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension FunctionContext {
  /// The world as it is: files on disk, the clock of the machine.
  package static func onDisk(
    workingDirectory: String, homeDirectory: String? = nil, sources: SourceMap = SourceMap(),
    now: @escaping @Sendable () -> Int = { time(nil) }
  ) -> FunctionContext {
    FunctionContext(
      workingDirectory: workingDirectory, homeDirectory: homeDirectory, fileKind: kindOnDisk, readFile: readOnDisk,
      listDirectory: listOnDisk, now: now, sources: sources)
  }

  private static let kindOnDisk: @Sendable (String) -> FileKind = { path in
    var status = stat()
    guard stat(path, &status) == 0 else { return .absent }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    default: .other
    }
  }

  private static let listOnDisk: @Sendable (String) throws(FunctionError) -> [String]? = {
    (path) throws(FunctionError) in
    guard let directory = opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FunctionError("failed to read directory: \(String(cString: strerror(errno)))")
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// A spec's files are small; what is larger than this is a mistake, or a device without end.
  private static let bytesMax = 256 << 20

  private static let readOnDisk: @Sendable (String) throws(FunctionError) -> [UInt8] = {
    (path) throws(FunctionError) in
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FunctionError("failed to open file: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while bytes.count <= bytesMax {
      var failure: Int32 = 0
      // Most files are small, and a buffer is not worth to be cleared before it is filled.
      let room = bytes.isEmpty ? 1 << 12 : 1 << 16
      let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        let length = read(descriptor, buffer.baseAddress, room)
        if length < 0 { failure = errno }
        count = max(length, 0)
      }
      if failure == EINTR { continue }
      guard failure == 0 else { throw FunctionError("failed to read file: \(String(cString: strerror(failure)))") }
      if piece.isEmpty { return bytes }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
    }
    throw FunctionError("the file is larger than \(bytesMax >> 20) MiB")
  }
}
