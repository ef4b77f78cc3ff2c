import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A server on loopback that reads one request of each connection, says what a test gave it to say, and hangs up.
final class CannedServer: Sendable {
  let port: Int
  private let listener: Int32
  private let seen = Mutex<[String]>([])

  /// How many requests came.
  var requests: Int { seen.withLock { $0.count } }
  /// The requests, head and body, in the order in which they came.
  var texts: [String] { seen.withLock { $0 } }

  /// A server that says the same to all.
  convenience init(saying text: String) throws {
    try self.init { _ in text }
  }

  /// A server whose answer depends on the request, which it is given as text, head and body.
  init(answering answer: @escaping @Sendable (String) -> String) throws {
    #if canImport(Glibc)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    listener = socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    port = Int(UInt16(bigEndian: address.sin_port))
    // Serves until the tests end: `armature` makes few calls of it, one after another.
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        if connection < 0 { return }
        serve(connection, answer)
      }
    }
  }

  /// A complete answer of HTTP/1.1.
  static func answer(_ status: String, _ body: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  private func serve(_ connection: Int32, _ answer: (String) -> String) {
    var input: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !Self.isComplete(String(decoding: input, as: UTF8.self)) {
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { break }
      input += buffer.prefix(count)
    }
    let request = String(decoding: input, as: UTF8.self)
    seen.withLock { $0.append(request) }
    let bytes = Array(answer(request).utf8)
    #if canImport(Glibc)
      _ = Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      _ = Glibc.close(connection)
    #else
      _ = Darwin.send(connection, bytes, bytes.count, 0)
      _ = Darwin.close(connection)
    #endif
  }

  private static func isComplete(_ request: String) -> Bool {
    guard let end = request.range(of: "\r\n\r\n") else { return false }
    let lines = request[..<end.lowerBound].components(separatedBy: "\r\n")
    let length = lines.lazy.compactMap { line in
      line.lowercased().hasPrefix("content-length:")
        ? Int(line.dropFirst(15).trimmingCharacters(in: .whitespaces)) : nil
    }.first
    return request[end.upperBound...].utf8.count >= length ?? 0
  }
}
