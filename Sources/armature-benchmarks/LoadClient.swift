#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Connections to a server on a Unix socket that always have requests under way, at as little cost as can be.
struct LoadClient {
  /// How many requests are sent before the first answer is read.
  private static let batch = 32

  private let sockets: [Int32]

  init(socket path: String, connections: Int) throws {
    sockets = try (0..<connections).map { _ in try Self.connection(to: path) }
  }

  func close() {
    for socket in sockets { _ = shutdown(socket, Int32(SHUT_RDWR)) }
    #if canImport(Glibc)
      for socket in sockets { Glibc.close(socket) }
    #else
      for socket in sockets { Darwin.close(socket) }
    #endif
  }

  /// Sends requests, of which `request` makes the one with a number, and returns how many were answered with success.
  func exchange(_ count: Int, _ request: (Int) -> [UInt8]) throws -> Int {
    var sent = 0
    var answered = 0
    while sent < count {
      // A batch on each connection, then the answers to all of them.
      var expected: [Int] = []
      for socket in sockets where sent < count {
        let number = min(Self.batch, count - sent)
        var bytes: [UInt8] = []
        for index in sent..<sent + number { bytes += request(index) }
        try Self.write(bytes, to: socket)
        expected.append(number)
        sent += number
      }
      for (socket, number) in zip(sockets, expected) { answered += try Self.successes(number, on: socket) }
    }
    return answered
  }

  /// A request of HTTP/1.1, its body JSON if it has one.
  static func request(_ method: String, _ target: String, body: String = "") -> [UInt8] {
    let type = body.isEmpty ? "" : "Content-Type: application/json\r\n"
    return Array(
      ("\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\n\(type)"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)").utf8)
  }

  private static func connection(to path: String) throws -> Int32 {
    #if canImport(Glibc)
      let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let socket = Darwin.socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { place in
      // The rest is zeros already.
      place.copyBytes(from: path.utf8.prefix(place.count - 1))
    }
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isConnected else { throw ProgramRun.Failure(description: "the simulator can't be reached at \(path)") }
    return socket
  }

  private static func write(_ bytes: [UInt8], to socket: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, 0) }
      guard count > 0 else { throw ProgramRun.Failure(description: "the simulator hung up") }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads a number of answers; how many have a status below 300.
  private static func successes(_ number: Int, on socket: Int32) throws -> Int {
    var buffer: [UInt8] = []
    var start = 0
    var left = number
    var found = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while left > 0 {
      while let (status, end) = answer(in: buffer, from: start) {
        if status < 300 { found += 1 }
        start = end
        left -= 1
      }
      if left == 0 { break }
      let count = recv(socket, &chunk, chunk.count, 0)
      guard count > 0 else { throw ProgramRun.Failure(description: "the simulator hung up") }
      buffer.removeFirst(start)
      start = 0
      buffer += chunk[..<count]
    }
    return found
  }

  /// The status of the answer that begins at a place, and where it ends; nil if it isn't all there.
  private static func answer(in bytes: [UInt8], from start: Int) -> (status: Int, end: Int)? {
    guard bytes.count - start > 16 else { return nil }
    var end = start + 3
    // The empty line, and on the way the one header that counts.
    while bytes[end] != 0x0A || bytes[end - 2] != 0x0A {
      end += 1
      if end == bytes.count { return nil }
    }
    let head = String(decoding: bytes[start..<end], as: UTF8.self)
    let status = Int(head.dropFirst(9).prefix(3)) ?? 0
    let length = head.split(separator: "\r\n").lazy.compactMap { line in
      line.lowercased().hasPrefix("content-length: ") ? Int(line.dropFirst(16)) : nil
    }.first
    let last = end + 1 + (length ?? 0)
    return last <= bytes.count ? (status, last) : nil
  }
}
