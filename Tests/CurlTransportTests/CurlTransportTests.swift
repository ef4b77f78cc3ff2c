import CurlTransport
import HTTP
import Synchronization
import Testing

@Suite("CurlTransport", .timeLimit(.minutes(15)))
struct CurlTransportTests {
  private func request(_ method: HTTPMethod = .get, _ server: TestServer, _ target: String = "/") throws -> HTTPRequest
  {
    HTTPRequest(method, try #require(HTTPURL("http://127.0.0.1:\(server.port)\(target)")))
  }

  private func failure(_ transport: CurlTransport, _ request: HTTPRequest) async -> HTTPError? {
    do {
      _ = try await transport.send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "method, target, headers and body arrive, and status, headers and body come back", arguments: HTTPMethod.allCases)
  func exchange(method: HTTPMethod) async throws {
    let server = try TestServer { head, body in
      let isHead = head.hasPrefix("HEAD")
      let line = head.split(separator: "\r\n")[0]
      let seen = head.split(separator: "\r\n").filter { $0.hasPrefix("X-") || $0.hasPrefix("Content-T") }
      let text = ([String(line)] + seen.map(String.init) + [body]).joined(separator: "|")
      return .bytes(
        isHead
          ? "HTTP/1.1 204 No Content\r\nX-A: 1\r\nx-a:  2 \r\n\r\n"
          : TestServer.response("404 Not Found", headers: "X-A: 1\r\nx-a:  2 \r\n", body: text))
    }
    var request = try request(method, server, "/a%20b?c=d")
    request.headers = ["X-One": "1", "X-Empty": ""]
    let hasBody = method != .get && method != .head
    if hasBody {
      request.headers["Content-Type"] = "text/plain"
      request.body = Array("hello".utf8)
    }
    let response = try await CurlTransport().send(request)
    #expect(response.headers.values(of: "x-A") == ["1", "2"])
    if method != .head {
      #expect(response.status == 404)
      let head = "\(method.rawValue) /a%20b?c=d HTTP/1.1|X-One: 1|X-Empty:|"
      let expected = hasBody ? head + "Content-Type: text/plain|hello" : head
      #expect(String(decoding: response.body, as: UTF8.self) == expected)
    }
  }

  @Test("a PUT and a POST without a body say that it is empty", arguments: [HTTPMethod.put, .post, .patch])
  func emptyBody(method: HTTPMethod) async throws {
    let server = try TestServer { head, _ in
      .bytes(TestServer.response(body: head.contains("Content-Length: 0") ? "yes" : "no"))
    }
    #expect(try await CurlTransport().send(try request(method, server)).body == Array("yes".utf8))
  }

  @Test("a large body goes both ways")
  func largeBody() async throws {
    let server = try TestServer { _, body in .bytes(TestServer.response(body: body)) }
    var request = try request(.put, server)
    request.body = (0..<3_000_000).map { UInt8($0 % 251 % 127) }
    #expect(try await CurlTransport().send(request).body == request.body)
  }

  @Test("10,000 requests at once are all answered, over ten connections at most")
  func parallel() async throws {
    let server = try TestServer { head, _ in
      .bytes(TestServer.response(body: String(head.split(separator: " ")[1])))
    }
    let transport = try CurlTransport()
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<10_000 {
        let request = try request(.get, server, "/\(number)")
        group.addTask { String(decoding: try await transport.send(request).body, as: UTF8.self) }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(bodies == Set((0..<10_000).map { "/\($0)" }))
    #expect(server.requests == 10_000)
    #expect(server.openMax <= 10)
    #expect(server.connections <= 20)
  }

  @Test("a connection serves requests that follow each other")
  func keepAlive() async throws {
    let server = try TestServer { _, _ in .bytes(TestServer.response()) }
    let transport = try CurlTransport()
    for _ in 0..<5 { _ = try await transport.send(try request(.get, server)) }
    // On a busy machine two of them may be minutes apart, after which curl takes no connection for usable any more.
    #expect(server.connections < 5)
  }

  @Test("a cancelled request ends at once, its connection is closed, and others go on")
  func cancellation() async throws {
    let server = try TestServer { head, _ in head.contains("/hang") ? .hang : .bytes(TestServer.response(body: "ok")) }
    let transport = try CurlTransport()
    let hanging = try request(.get, server, "/hang")
    let task = Task { await failure(transport, hanging) }
    while server.requests == 0 { await Task.yield() }
    task.cancel()
    #expect(await task.value == .cancelled)
    await server.abandonment()
    #expect(try await transport.send(try request(.get, server)).body == Array("ok".utf8))
  }

  @Test("a request that waits for a connection can be cancelled, and one behind it goes on")
  func cancelledWaiting() async throws {
    let server = try TestServer { head, _ in head.contains("/hang") ? .hang : .bytes(TestServer.response(body: "ok")) }
    var options = CurlTransport.Options()
    options.hostConnectionsMax = 1
    let transport = try CurlTransport(options)
    let hanging = try request(.get, server, "/hang")
    let first = Task { await failure(transport, hanging) }
    while server.requests == 0 { await Task.yield() }
    let quick = try request(.get, server)
    let second = Task { await failure(transport, quick) }
    let third = Task { try await transport.send(quick).body }
    second.cancel()
    #expect(await second.value == .cancelled)
    first.cancel()
    #expect(await first.value == .cancelled)
    #expect(try await third.value == Array("ok".utf8))
  }

  @Test("a request of a task that is cancelled already is not sent")
  func cancelledBefore() async throws {
    let server = try TestServer { _, _ in .bytes(TestServer.response()) }
    let transport = try CurlTransport()
    let request = try request(.get, server)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure(transport, request)
    }
    #expect(await task.value == .cancelled)
    #expect(server.requests == 0)
  }

  @Test("a connection that is dropped after the request says that it was sent")
  func dropped() async throws {
    let server = try TestServer { _, _ in .drop }
    let error = await failure(try CurlTransport(), try request(.put, server))
    #expect(error == .connectionLost(host: "127.0.0.1:\(server.port)", afterSending: true))
  }

  @Test("an answer that breaks off is no answer")
  func brokenOff() async throws {
    let server = try TestServer { _, _ in .last("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc") }
    let error = await failure(try CurlTransport(), try request(.get, server))
    #expect(error == .connectionLost(host: "127.0.0.1:\(server.port)", afterSending: true))
  }

  @Test(
    "what is not HTTP is told apart",
    arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}\n\n", "HTTP/1.1 abc\r\n\r\n"])
  func garbage(text: String) async throws {
    let server = try TestServer { _, _ in .last(text) }
    guard case .malformedResponse(let host, _) = await failure(try CurlTransport(), try request(.get, server)) else {
      Issue.record("the answer was taken for HTTP")
      return
    }
    #expect(host == "127.0.0.1:\(server.port)")
  }

  @Test("a port that nobody listens on refuses")
  func refused() async throws {
    let server = try TestServer { _, _ in .drop }
    server.close()
    let port = server.port
    let url = try #require(HTTPURL("http://127.0.0.1:\(port)/"))
    let error = await failure(try CurlTransport(), HTTPRequest(.get, url))
    #expect(error == .couldNotConnect(to: "127.0.0.1:\(port)", reason: "Connection refused"))
  }

  @Test("a name that doesn't exist is told apart")
  func unresolvable() async throws {
    let error = await failure(
      try CurlTransport(), HTTPRequest(.get, try #require(HTTPURL("https://no-such-host.invalid/"))))
    #expect(error == .couldNotResolve(host: "no-such-host.invalid"))
  }

  @Test("a server that never answers is given up")
  func hang() async throws {
    let server = try TestServer { _, _ in .hang }
    var request = try request(.get, server)
    request.timeout = .milliseconds(200)
    let error = await failure(try CurlTransport(), request)
    #expect(error == .timedOut(host: "127.0.0.1:\(server.port)", afterSending: true))
  }

  @Test("an answer that is too large is cut off")
  func tooLarge() async throws {
    let server = try TestServer { _, _ in .bytes(TestServer.response(body: String(repeating: "x", count: 5000))) }
    var options = CurlTransport.Options()
    options.responseBytesMax = 4999
    let error = await failure(try CurlTransport(options), try request(.get, server))
    #expect(error == .responseTooLarge(host: "127.0.0.1:\(server.port)", limitBytes: 4999))
  }

  @Test("a compressed answer is read, and counts by what it unfolds to")
  func compressed() async throws {
    // `hello`, and a million zeros, as gzip writes them.
    let hello: [UInt8] = [31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 203, 72, 205, 201, 201, 7, 0, 134, 166, 16, 54, 5, 0, 0, 0]
    let zeros = Self.gzippedZeros
    let server = try TestServer { head, _ in
      let body = head.contains("/zeros") ? zeros : hello
      guard head.contains("gzip") else { return .drop }
      return .binary("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n", body)
    }
    var options = CurlTransport.Options()
    options.responseBytesMax = 999_999
    let transport = try CurlTransport(options)
    #expect(try await transport.send(try request(.get, server)).body == Array("hello".utf8))
    let error = await failure(transport, try request(.get, server, "/zeros"))
    #expect(error == .responseTooLarge(host: "127.0.0.1:\(server.port)", limitBytes: 999_999))
  }

  /// A million zeros: a header, blocks that repeat, a checksum and the length (RFC 1952).
  private static let gzippedZeros: [UInt8] =
    [31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 193, 1, 1, 0, 0, 0, 130, 32, 255, 175, 110, 72, 64, 1]
    + Array(repeating: 0, count: 968) + [175, 6, 158, 203, 121, 18, 64, 66, 15, 0]

  @Test("a proxy is asked to lead to the host, and what it says no to has not been sent")
  func proxy() async throws {
    let heads = Mutex<[String]>([])
    let server = try TestServer { head, _ in
      heads.withLock { $0.append(String(head.prefix { $0 != "\r\n" })) }
      return .last("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    }
    let environment = ["HTTPS_PROXY": "http://127.0.0.1:\(server.port)", "NO_PROXY": "near.invalid,other.invalid"]
    let transport = try CurlTransport(CurlTransport.Options(environment: environment))
    let far = try #require(HTTPURL("https://far.invalid/secret"))
    let error = await failure(transport, HTTPRequest(.put, far, headers: ["Authorization": "Bearer canary"]))
    #expect(error == .proxyRefused(host: "far.invalid", status: 407))
    #expect(error?.mayHaveArrived == false)
    #expect(heads.withLock { $0 } == ["CONNECT far.invalid:443 HTTP/1.1"])
    let near = try #require(HTTPURL("https://near.invalid/"))
    #expect(await failure(transport, HTTPRequest(.get, near)) == .couldNotResolve(host: "near.invalid"))
    // This machine is reached without one.
    let local = try TestServer { _, _ in .bytes(TestServer.response(body: "ok")) }
    #expect(try await transport.send(try request(.get, local)).body == Array("ok".utf8))
    #expect(heads.withLock { $0.count } == 1)
  }

  @Test(
    "a proxy that can't be reached is told from the host behind it",
    arguments: [("http://canary:canary@127.0.0.1:1", "Connection refused"), ("::canary::", "its address is none")])
  func unreachableProxy(proxy: String, reason: String) async throws {
    let environment = ["HTTPS_PROXY": proxy, "NO_PROXY": "near.invalid"]
    let transport = try CurlTransport(CurlTransport.Options(environment: environment))
    let error = await failure(transport, HTTPRequest(.get, try #require(HTTPURL("https://far.invalid/"))))
    guard case .proxyUnreachable("far.invalid", let said) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(said.contains(reason))
    #expect(!"\(String(describing: error))".contains("canary"))
  }

  @Test("headers that never end are cut off")
  func endlessHeaders() async throws {
    let headers = String(repeating: "X-A: \(String(repeating: "x", count: 1000))\r\n", count: 400)
    let server = try TestServer { _, _ in .bytes(TestServer.response(headers: headers)) }
    guard case .responseTooLarge = await failure(try CurlTransport(), try request(.get, server)) else {
      Issue.record("endless headers were taken")
      return
    }
  }

  @Test("plain HTTP goes to this machine only, whatever its name looks like")
  func plainHTTP() async throws {
    let transport = try CurlTransport()
    for host in ["example.com", "10.0.0.1", "127.0.0.1.example.com", "localhost.example.com"] {
      let error = await failure(transport, HTTPRequest(.get, HTTPURL(scheme: .http, host: host)))
      #expect(error == .refusedPlainHTTP(host: host))
    }
    let metadata = HTTPURL(scheme: .http, host: "169.254.169.254")
    let error = await failure(transport, HTTPRequest(.get, metadata, headers: ["authorization": "Bearer x"]))
    #expect(error == .refusedPlainHTTP(host: "169.254.169.254"))
  }

  @Test("a Unix socket that nobody listens on refuses, and no host is looked up")
  func unixSocket() async throws {
    var options = CurlTransport.Options()
    options.unixSocket = "/tmp/armature-no-such-socket"
    let url = try #require(HTTPURL("http://simulator.invalid/"))
    guard case .couldNotConnect = await failure(try CurlTransport(options), HTTPRequest(.get, url)) else {
      Issue.record("connected")
      return
    }
  }

  @Test("redirects are answers, not orders")
  func redirect() async throws {
    let server = try TestServer { _, _ in .bytes(TestServer.response("302 Found", headers: "Location: /b\r\n")) }
    let response = try await CurlTransport().send(try request(.get, server))
    #expect(response.status == 302)
    #expect(server.requests == 1)
  }

  @Test("an interim answer is not the answer")
  func interim() async throws {
    let server = try TestServer { _, _ in
      .bytes("HTTP/1.1 103 Early Hints\r\nX-A: 1\r\n\r\n" + TestServer.response(headers: "X-B: 2\r\n"))
    }
    let response = try await CurlTransport().send(try request(.get, server))
    #expect(response.status == 200)
    #expect(response.headers["X-A"] == nil)
    #expect(response.headers["X-B"] == "2")
  }

  @Test("a header can't smuggle another one in")
  func injection() async throws {
    let server = try TestServer { _, _ in .bytes(TestServer.response()) }
    for field in [
      HTTPHeaders.Field(name: "a", value: "b\r\nc: d"), .init(name: "a: b", value: ""), .init(name: "", value: "x"),
    ] {
      var request = try request(.get, server)
      request.headers = HTTPHeaders([field])
      guard case .invalidRequest = await failure(try CurlTransport(), request) else {
        Issue.record("sent \(field)")
        continue
      }
    }
    #expect(server.requests == 0)
  }

  @Test("TLS with a server that has none fails, and never goes on without")
  func notTLS() async throws {
    let server = try TestServer { _, _ in .last("HTTP/1.1 400 Bad Request\r\n\r\n") }
    let url = try #require(HTTPURL("https://127.0.0.1:\(server.port)/"))
    // The test server waits for an HTTP head that a TLS greeting is not.
    var request = HTTPRequest(.get, url)
    request.timeout = .milliseconds(500)
    let error = await failure(try CurlTransport(), request)
    #expect(error != nil && error?.mayHaveArrived == false)
  }

  @Test("the thread ends with the transport, and sends that it served are complete")
  func lifetime() async throws {
    let server = try TestServer { _, _ in .bytes(TestServer.response()) }
    for _ in 0..<50 { _ = try await CurlTransport().send(try request(.get, server)) }
    #expect(server.requests == 50)
  }
}
