import ARMSimulator
import ARMSimulatorServer
import CurlTransport
import Foundation
import HTTP
import Synchronization
import Testing

@Suite("The simulator over TLS", .timeLimit(.minutes(15)))
struct TLSTests {
  private let folder: String

  init() {
    folder = NSTemporaryDirectory() + "tls-" + UUID().uuidString
  }

  private func removeFolder() {
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func transport(trusting certificate: String) throws -> CurlTransport {
    var options = CurlTransport.Options()
    options.certificateAuthorities = certificate
    // Other tests at the same time may keep all threads from the server for minutes.
    options.timeout = .seconds(600)
    options.stallTimeout = .seconds(600)
    return try CurlTransport(options)
  }

  private func server(_ simulator: some HTTPTransport) throws -> (SimulatorServer, CurlTransport) {
    let certificate = try ServerCertificate(keptIn: folder)
    let server = try SimulatorServer(
      simulator, on: .loopback(host: "127.0.0.1", port: 0), certificate: certificate)
    return (server, try Self.transport(trusting: certificate.path))
  }

  @Test("who trusts the program's certificate is served, over restarts too, and who doesn't sends nothing")
  func trust() async throws {
    defer { removeFolder() }
    let path = folder + "/armature-simulator.pem"
    var certificate = Data()
    for start in 1...2 {
      let program = try Program(["--listen", "127.0.0.1:0", "--tls", folder])
      #expect(program.location.hasPrefix("https://127.0.0.1:"))
      let found = try #require(FileManager.default.contents(atPath: path))
      if start == 2 { #expect(found == certificate) }
      certificate = found
      for host in ["127.0.0.1", "localhost"] {
        let location = program.location.replacing("127.0.0.1", with: host)
        let address = try #require(HTTPURL(location + "/metadata/endpoints?api-version=2022-09-01"))
        let response = try await Self.transport(trusting: path).send(HTTPRequest(.get, address))
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self).contains("\"resourceManager\":\"\(location)/\""))
        let error = await #expect(throws: HTTPError.self) {
          try await CurlTransport().send(HTTPRequest(.get, address))
        }
        #expect(error?.mayHaveArrived == false)
        #expect(error?.hint?.contains("set SSL_CERT_FILE") ?? false)
      }
    }
  }

  @Test("only its owner can read the key, and a key that others could read is used no more")
  func key() throws {
    defer { removeFolder() }
    let path = folder + "/armature-simulator-key.pem"
    _ = try ServerCertificate(keptIn: folder)
    let first = try #require(FileManager.default.contents(atPath: path))
    func mode() throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode() == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    _ = try ServerCertificate(keptIn: folder)
    #expect(try mode() == 0o600)
    #expect(FileManager.default.contents(atPath: path) != first)
  }

  @Test("a certificate is made anew on its last day, and one without its key at once")
  func renewal() throws {
    defer { removeFolder() }
    func certificate(afterDays days: Double) throws -> Data? {
      let path = try ServerCertificate(keptIn: folder, at: Date(timeIntervalSinceNow: days * 86_400)).path
      return FileManager.default.contents(atPath: path)
    }
    let first = try certificate(afterDays: 0)
    #expect(try certificate(afterDays: 363.5) == first)
    let second = try certificate(afterDays: 364.5)
    #expect(second != first)
    try FileManager.default.removeItem(atPath: folder + "/armature-simulator-key.pem")
    #expect(try certificate(afterDays: 364.5) != second)
  }

  @Test("a folder that can't be made is an error that names it")
  func noFolder() throws {
    defer { removeFolder() }
    try Data().write(to: URL(fileURLWithPath: folder))
    let error = #expect(throws: SimulatorServerError.self) { try ServerCertificate(keptIn: folder) }
    #expect(error?.description.contains(folder) ?? false)
  }

  @Test("a hundred requests are under way at once on one connection")
  func multiplexing() async throws {
    defer { removeFolder() }
    // Nobody is answered before all have come, so that one after another would never end.
    let gathering = Gathering(of: 100)
    let (server, transport) = try server(gathering)
    let address = try #require(HTTPURL(server.location + "/"))
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<100 { group.addTask { try await transport.send(HTTPRequest(.get, address)).status } }
      for try await status in group { #expect(status == 204) }
    }
    #expect(server.connectionsAccepted == 1)
    await server.stop()
  }

  @Test("ten thousand parallel reads don't open ten thousand connections", arguments: [true, false])
  func manyReads(overTLS: Bool) async throws {
    defer { removeFolder() }
    let simulator = Gathering(of: 1)
    var (server, transport) = try server(simulator)
    if !overTLS {
      await server.stop()
      server = try SimulatorServer(simulator, on: .loopback(host: "127.0.0.1", port: 0))
    }
    let address = try #require(HTTPURL(server.location + "/"))
    try await withThrowingTaskGroup(of: Int.self) { [transport] group in
      for _ in 0..<10_000 { group.addTask { try await transport.send(HTTPRequest(.get, address)).status } }
      for try await status in group { #expect(status == 204) }
    }
    #expect(server.connectionsAccepted <= CurlTransport.Options().hostConnectionsMax)
    await server.stop()
  }

  @Test("an answer that is lost or cut ends its own request, and no other on the connection")
  func lostAnswers() async throws {
    defer { removeFolder() }
    let simulator = ARMSimulator()
    let (server, transport) = try server(simulator)
    func send(_ method: HTTPMethod, _ path: String, _ body: String = "") async throws -> Int {
      let address = try #require(HTTPURL(server.location + path))
      return try await transport.send(HTTPRequest(method, address, body: Array(body.utf8))).status
    }
    #expect(try await send(.get, "/simulator/counts") == 200)
    for effect in ["drop", "loseAnswer", "cutAnswer"] {
      #expect(try await send(.post, "/simulator/faults", #"{"effect":"\#(effect)","path":"metadata"}"#) == 204)
      let error = await #expect(throws: HTTPError.self) { _ = try await send(.get, "/metadata/endpoints") }
      #expect(error?.mayHaveArrived == true, "\(effect)")
      #expect(try await send(.get, "/metadata/endpoints") == 200)
    }
    #expect(server.connectionsAccepted == 1)
    await server.stop()
  }
}

/// Answers once a number of requests have come, and those that come later at once.
private final class Gathering: HTTPTransport {
  private let number: Int
  private let waiting = Mutex<(count: Int, continuations: [CheckedContinuation<Void, Never>])>((0, []))

  init(of number: Int) {
    self.number = number
  }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    await withCheckedContinuation { continuation in
      let ready = waiting.withLock { waiting in
        waiting.count += 1
        waiting.continuations.append(continuation)
        guard waiting.count >= number else { return [CheckedContinuation<Void, Never>]() }
        defer { waiting.continuations = [] }
        return waiting.continuations
      }
      for continuation in ready { continuation.resume() }
    }
    return HTTPResponse(204)
  }
}
