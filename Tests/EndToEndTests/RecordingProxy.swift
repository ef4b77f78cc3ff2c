import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Stands between clients and a server on loopback, passes every byte on, and remembers what clients sent.
///
/// It understands nothing while it does so: the requests are made out afterwards, from what came on each connection.
final class RecordingProxy: Sendable {
  struct Request {
    let method: String
    /// The path and the query.
    let target: String
    let body: Data
  }

  let url: String
  private let listener: Int32
  private let target: Int
  private let streams = Mutex<[Data]>([])

  /// - Parameter server: such as `http://127.0.0.1:8080`.
  init(to server: String) throws {
    target = try Self.port(of: server)
    listener = Self.socket()
    var address = Self.loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    // Serves until the tests end, as its clients are few.
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        if client < 0 { return }
        serve(client)
      }
    }
  }

  /// The requests of all clients that are done with their connections, in the order of the connections.
  func requests() -> [Request] {
    streams.withLock { $0 }.flatMap(Self.requests)
  }

  private func serve(_ client: Int32) {
    let server = Self.socket()
    var address = Self.loopback(port: target)
    let isConnected = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else {
      close(client)
      close(server)
      return
    }
    let number = streams.withLock { streams in
      streams.append(Data())
      return streams.count - 1
    }
    Thread.detachNewThread { [self] in
      Self.pass(from: client, to: server) { bytes in streams.withLock { $0[number] += bytes } }
      shutdown(server, Int32(SHUT_RDWR))
    }
    Thread.detachNewThread {
      Self.pass(from: server, to: client) { _ in }
      shutdown(client, Int32(SHUT_RDWR))
      close(client)
      close(server)
    }
  }

  private static func pass(from source: Int32, to sink: Int32, _ note: (ArraySlice<UInt8>) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(source, &buffer, buffer.count, 0)
      if count <= 0 { return }
      note(buffer[..<count])
      var sent = 0
      while sent < count {
        let written = buffer[sent..<count].withUnsafeBytes { send(sink, $0.baseAddress, $0.count, noSignal) }
        if written <= 0 { return }
        sent += written
      }
    }
  }

  private static func requests(in stream: Data) -> [Request] {
    var found: [Request] = []
    var rest = stream[...]
    while let end = rest.range(of: Data("\r\n\r\n".utf8)) {
      let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
      let words = lines[0].split(separator: " ")
      let length =
        lines.lazy.compactMap { line in
          line.lowercased().hasPrefix("content-length:")
            ? Int(line.dropFirst(15).trimmingCharacters(in: .whitespaces)) : nil
        }.first ?? 0
      guard words.count == 3 else { return found }
      let body = rest[end.upperBound...].prefix(length)
      found.append(Request(method: String(words[0]), target: String(words[1]), body: Data(body)))
      rest = rest[end.upperBound...].dropFirst(length)
    }
    return found
  }

  private static func port(of server: String) throws -> Int {
    guard let port = URL(string: server)?.port else { throw POSIXError(.EINVAL) }
    return port
  }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  #if canImport(Glibc)
    private static let noSignal = Int32(MSG_NOSIGNAL)
    private static func socket() -> Int32 { Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
  #else
    private static let noSignal: Int32 = 0
    private static func socket() -> Int32 { Darwin.socket(AF_INET, SOCK_STREAM, 0) }
  #endif
}
