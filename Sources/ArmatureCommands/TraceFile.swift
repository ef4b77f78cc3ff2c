import Diagnostics
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file of `--trace`: written as things happen, so that it tells of a run that hangs or is killed, too.
final class TraceFile: Sendable {
  private let descriptor: Int32
  private let path: String
  private let hasFailed = Mutex(false)

  /// Makes the file, or empties it; only its owner may read it.
  init(_ path: String) throws(DiagnosticsError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw DiagnosticsError(
        .error(
          "The trace can't be written", detail: "The file \(path) can't be made: \(Self.systemError).",
          hint: "name another file by --trace"))
    }
  }

  deinit {
    close(descriptor)
  }

  /// Adds a text. The first failure is told, and doesn't stop the run.
  func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    hasFailed.withLock { hasFailed in
      while !hasFailed, !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          hasFailed = true
          let line = "The trace \(path) ends early: \(Self.systemError).\n"
          _ = Array(line.utf8).withUnsafeBytes { systemWrite(STDERR_FILENO, $0) }
          break
        }
        bytes = bytes.dropFirst(count)
      }
    }
  }

  private static var systemError: String {
    strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
