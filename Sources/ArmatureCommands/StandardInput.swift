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
