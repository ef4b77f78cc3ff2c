import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A server of raw sockets on loopback, with a thread for each connection: it says what a test tells it to, HTTP or not.
final class TestServer: Sendable {
  /// What to do about a request, given its head (up to the empty line) and its body.
  enum Reply: Sendable {
    case bytes(String)
    /// A head and the bytes of a body.
    case binary(String, [UInt8])
    /// Bytes, then the connection is closed.
    case last(String)
    case drop
    /// No answer until the client goes away.
    case hang
  }

  let port: Int
  private let listener: Int32
  private let answer: @Sendable (_ head: String, _ body: String) -> Reply
  private let state = Mutex(State())

  private struct State {
    var connections = 0
    var open = 0
    var openMax = 0
    var requests = 0
    var abandoned = 0
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  var connections: Int { state.withLock { $0.connections } }
  var openMax: Int { state.withLock { $0.openMax } }
  var requests: Int { state.withLock { $0.requests } }

  init(_ answer: @escaping @Sendable (_ head: String, _ body: String) -> Reply) throws {
    self.answer = answer
    listener = socket(AF_INET, Int32(Self.stream), 0)
    var yes: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 256) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw Failure(number: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
    // Serves until it is closed, or the tests end: a test needs not keep it alive.
    Self.thread {
      while true {
        let connection = accept(self.listener, nil, nil)
        if connection < 0 { return }
        Self.thread { self.serve(connection) }
      }
    }
  }

  /// Stops listening.
  func close() {
    // Wakes the accepting thread; the descriptor itself stays, so that its number can't come to mean another file.
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// Returns when a client has gone away without an answer.
  func abandonment() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.abandoned > 0 { return true }
        state.waiters.append(continuation)
        return false
      }
      if isOver { continuation.resume() }
    }
  }

  private func serve(_ connection: Int32) {
    state.withLock { state in
      state.connections += 1
      state.open += 1
      state.openMax = max(state.openMax, state.open)
    }
    defer {
      state.withLock { $0.open -= 1 }
      Self.closeSocket(connection)
    }
    var input: [UInt8] = []
    while let (head, body) = request(connection, &input) {
      state.withLock { $0.requests += 1 }
      switch answer(head, body) {
      case .bytes(let text): send(connection, Array(text.utf8))
      case .binary(let head, let body): send(connection, Array(head.utf8) + body)
      case .last(let text):
        send(connection, Array(text.utf8))
        return
      case .drop: return
      case .hang:
        // Returns when the client closes.
        _ = receive(connection)
        let waiters = state.withLock { state in
          state.abandoned += 1
          defer { state.waiters = [] }
          return state.waiters
        }
        waiters.forEach { $0.resume() }
        return
      }
    }
  }

  private func request(_ connection: Int32, _ input: inout [UInt8]) -> (head: String, body: String)? {
    let separator = Array("\r\n\r\n".utf8)
    while true {
      if let end = input.indices.first(where: { input[$0...].starts(with: separator) }) {
        let head = String(decoding: input[..<end], as: UTF8.self)
        let lengthLine = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        let length = lengthLine.flatMap { Int($0.split(separator: ":")[1].filter(\.isNumber)) } ?? 0
        if input.count >= end + 4 + length {
          let body = String(decoding: input[(end + 4)..<(end + 4 + length)], as: UTF8.self)
          input.removeFirst(end + 4 + length)
          return (head, body)
        }
      }
      guard let bytes = receive(connection) else { return nil }
      input += bytes
    }
  }

  private func receive(_ connection: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(connection, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  private func send(_ connection: Int32, _ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Self.sendBytes(connection, $0) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  private static func sendBytes(_ connection: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.send(connection, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #else
      Darwin.send(connection, bytes.baseAddress, bytes.count, 0)
    #endif
  }

  private static func closeSocket(_ connection: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(connection)
    #else
      _ = Darwin.close(connection)
    #endif
  }

  #if canImport(Glibc)
    private static let stream = SOCK_STREAM.rawValue
  #else
    private static let stream = SOCK_STREAM
  #endif

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func thread(_ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(Work(body)).toOpaque()
    #if canImport(Glibc)
      var thread = pthread_t()
      let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }
    #else
      var thread: pthread_t?
      let main: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { context in
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
        return nil
      }
    #endif
    pthread_create(&thread, nil, main, context)
  }

  struct Failure: Error { let number: Int32 }
}

extension TestServer {
  /// A complete answer of HTTP/1.1.
  static func response(_ status: String = "200 OK", headers: String = "", body: String = "") -> String {
    "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}
