#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What other programs hand to a command.
enum StandardInput {
  /// All bytes up to the end.
  static func bytes() -> [UInt8] {
    guard ProcessEnvironment.isInherited(STDIN_FILENO) else { return [] }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}

/// The lines of standard input, each as soon as it is there.
final class LineReader {
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// The next line without its end; nil when there is none.
  func next() -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return line(upTo: end)
      }
      searched = buffer.count
      if isAtEnd {
        defer { start = buffer.count }
        return start < buffer.count ? line(upTo: buffer.count) : nil
      }
      searched -= start
      buffer.removeFirst(start)
      start = 0
      fill()
    }
  }

  private func line(upTo end: Int) -> [UInt8] {
    let line = buffer[start..<end]
    return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }

  private func fill() {
    guard ProcessEnvironment.isInherited(STDIN_FILENO) else {
      isAtEnd = true
      return
    }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count > 0 { buffer += piece[..<count] } else { isAtEnd = true }
      return
    }
  }
}
