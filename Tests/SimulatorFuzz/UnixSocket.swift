#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a server listens, and connections to it, each for one exchange. Waits on the calling thread.
struct UnixSocket {
  let path: String

  /// Far more than an answer takes, on a machine that does much else too.
  private static let secondsMax = 300

  /// Whether the other side closes the connection once bytes were sent and no more will come.
  func isClosed(after bytes: [UInt8]) -> Bool {
    withConnection { socket in
      send(bytes, over: socket)
      shutdown(socket, Int32(SHUT_WR))
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = recv(socket, &buffer, buffer.count, 0)
        if count <= 0 { return count == 0 || errno == ECONNRESET }
      }
    }
  }

  func answers(_ bytes: [UInt8], beginningWith start: [UInt8]) -> Bool {
    answers(bytes) { $0.starts(with: start) }
  }

  func answers(_ bytes: [UInt8], containing part: [UInt8]) -> Bool {
    answers(bytes) { answer in
      answer.count >= part.count
        && (0...answer.count - part.count).contains { answer[$0...].starts(with: part) }
    }
  }

  private func answers(_ bytes: [UInt8], _ isExpected: ([UInt8]) -> Bool) -> Bool {
    withConnection { socket in
      send(bytes, over: socket)
      var answer: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while !isExpected(answer) {
        let count = recv(socket, &buffer, buffer.count, 0)
        if count <= 0 { return false }
        answer += buffer[..<count]
      }
      return true
    }
  }

  /// False where nobody listens.
  private func withConnection(_ body: (Int32) -> Bool) -> Bool {
    #if canImport(Glibc)
      let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let socket = Darwin.socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    defer { close(socket) }
    var limit = timeval(tv_sec: Self.secondsMax, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    return isConnected && body(socket)
  }

  private func send(_ bytes: [UInt8], over socket: Int32) {
    #if canImport(Glibc)
      let (send, flags) = (Glibc.send, Int32(MSG_NOSIGNAL))
    #else
      let (send, flags) = (Darwin.send, Int32(0))
    #endif
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, flags) }
      // The server may have had enough.
      if count <= 0 { break }
      sent += count
    }
  }
}
