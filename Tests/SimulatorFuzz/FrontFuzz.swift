import ARMSimulator
import ARMSimulatorServer
import Foundation
import HTTP
import NIOCore
import NIOPosix
import TestWorld

extension SimulatorFuzz {
  /// What is spoken on a connection.
  package enum Front: Sendable, CaseIterable {
    case http1
    /// Without the TLS that goes before it, which is not ours.
    case http2
  }

  /// Sends bytes to a server on a Unix socket, each time on a connection of its own that is then half closed: it has to
  /// be closed from the other side, and the server has to go on serving. Waits for the server on this thread.
  package static func connections(_ front: Front, count: Int, seed: UInt64) throws -> SimulatorFuzz {
    let folder = NSTemporaryDirectory() + "fuzz-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let socket = UnixSocket(path: folder + "/arm")
    let server = try Server(front, socket.path)
    defer { server.close() }
    var found = SimulatorFuzz()
    var random = Seeded(seed)
    while found.executions < count, found.violations.isEmpty {
      let bytes = front.bytes(&random)
      var violation: String?
      if !socket.isClosed(after: bytes) {
        violation = "a connection is not closed after\n\(Data(bytes).base64EncodedString())"
      }
      if found.executions % 1000 == 0, !front.isAlive(socket) { violation = "the server is gone with seed \(seed)" }
      found.count(violation: violation)
    }
    if found.violations.isEmpty, !front.isAlive(socket) { found.count(violation: "the server is gone in the end") }
    return found
  }

  /// A server of one of the two protocols.
  private enum Server {
    case http1(SimulatorServer)
    case http2(MultiThreadedEventLoopGroup)

    init(_ front: Front, _ path: String) throws {
      let simulator = ARMSimulator(SimulatorSettings(speed: .instant))
      switch front {
      case .http1: self = .http1(try SimulatorServer(simulator, on: .unixSocket(path: path)))
      case .http2:
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        _ = try ServerBootstrap(group: group)
          .childChannelInitializer { SimulatorServer.serveHTTP2(simulator, on: $0) }
          .bind(unixDomainSocketPath: path).wait()
        self = .http2(group)
      }
    }

    func close() {
      switch self {
      case .http1(let server): server.close()
      case .http2(let group): group.shutdownGracefully { _ in }
      }
    }
  }
}

extension SimulatorFuzz.Front {
  /// Some requests, spoilt or not, as they go over a connection.
  fileprivate func bytes(_ random: inout Seeded) -> [UInt8] {
    let templates = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      Template.all.randomElement(using: &random) ?? Template.all[0]
    }
    switch self {
    case .http1:
      return templates.flatMap { template in
        let wire = template.wire()
        return Bool.random(using: &random) ? wire : Spoiling.bytes(wire, &random)
      }
    case .http2:
      var frames = [HTTP2Frame.settings]
      for (index, template) in templates.enumerated() { frames += HTTP2Frame.request(template, stream: index * 2 + 1) }
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0...frames.count, using: &random)
        frames.insert(HTTP2Frame.any(&random), at: place)
      }
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 0..<frames.count, using: &random)
        frames[place].spoil(&random)
      }
      let wire = HTTP2Frame.preface + frames.flatMap(\.bytes)
      return Int.random(in: 0..<4, using: &random) == 0 ? Spoiling.bytes(wire, &random) : wire
    }
  }

  /// Whether a sound request is answered.
  fileprivate func isAlive(_ socket: UnixSocket) -> Bool {
    let template = Template(method: .get, target: "/metadata/endpoints?api-version=2022-09-01")
    switch self {
    case .http1: return socket.answers(template.wire(), beginningWith: Array("HTTP/1.1 200".utf8))
    case .http2:
      let frames = [HTTP2Frame.settings] + HTTP2Frame.request(template, stream: 1)
      // A header block for stream 1 that begins with `:status` 200, the eighth entry of HPACK's table.
      let found: [UInt8] = [1, 4, 0, 0, 0, 1, 0x88]
      return socket.answers(HTTP2Frame.preface + frames.flatMap(\.bytes), containing: found)
    }
  }
}
