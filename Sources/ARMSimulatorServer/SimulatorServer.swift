import HTTP
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOPosix
import NIOSSL
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Serves whatever answers HTTP requests on a loopback port or a Unix socket, until it is stopped.
///
/// With a certificate, clients that ask for it by ALPN get HTTP/2.
package struct SimulatorServer: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel
  private let accepted = Counter()
  /// Where it listens: `http://127.0.0.1:8080`, `https://127.0.0.1:8443`, or `unix:PATH`.
  package let location: String

  /// How many connections were accepted so far.
  package var connectionsAccepted: Int { accepted.value.load(ordering: .relaxed) }

  private final class Counter: Sendable {
    let value = Atomic(0)
  }

  /// Begins to listen, with TLS if there is a certificate; when this returns, connections are accepted.
  package init(
    _ simulator: any HTTPTransport, on address: ListenAddress, certificate: ServerCertificate? = nil
  ) throws(SimulatorServerError) {
    try self.init(on: address, certificate: certificate) { simulator }
  }

  /// The same for one that gives way to another: each connection is answered by the one that there is when it begins.
  package init(
    on address: ListenAddress, certificate: ServerCertificate? = nil,
    simulator: @escaping @Sendable () -> any HTTPTransport
  ) throws(SimulatorServerError) {
    // One thread is far more than the clients of a test need.
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 512)
      .childChannelInitializer { [accepted] channel in
        let simulator = simulator()
        accepted.value.add(1, ordering: .relaxed)
        guard let certificate else { return Self.serveHTTP1(simulator, .http, on: channel) }
        return Self.serveTLS(simulator, certificate, on: channel)
      }
    do {
      switch address {
      case .loopback(let host, let port):
        channel =
          try bootstrap
          .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
          .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
          .bind(host: host, port: port).wait()
        let shown = host.contains(":") ? "[\(host)]" : host
        location = "\(certificate == nil ? "http" : "https")://\(shown):\(channel.localAddress?.port ?? port)"
      case .unixSocket(let path):
        channel = try bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).wait()
        location = "unix:" + path
      }
    } catch {
      try? group.syncShutdownGracefully()
      let code = (error as? IOError)?.errnoCode
      let reason =
        code == EADDRINUSE
        ? "the address is in use by another program" : code.map { String(cString: strerror($0)) } ?? "\(error)"
      throw SimulatorServerError(description: "can't listen on \(address): \(reason)")
    }
    self.group = group
  }

  private static func serveHTTP1(
    _ simulator: any HTTPTransport, _ scheme: HTTPURL.Scheme, on channel: any Channel
  ) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.configureHTTPServerPipeline(
        withPipeliningAssistance: true, withErrorHandling: true)
      try channel.pipeline.syncOperations.addHandler(RequestHandler(simulator, scheme))
    }
  }

  /// HTTP/2 or HTTP/1.1, as the client prefers.
  private static func serveTLS(
    _ simulator: any HTTPTransport, _ certificate: ServerCertificate, on channel: any Channel
  ) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: certificate.context))
    }.flatMap {
      channel.configureHTTP2SecureUpgrade(
        h2ChannelConfigurator: { channel in serveHTTP2(simulator, on: channel) },
        http1ChannelConfigurator: { channel in serveHTTP1(simulator, .https, on: channel) })
    }
  }

  /// Speaks HTTP/2 on a connection, from its first byte on.
  package static func serveHTTP2(_ simulator: any HTTPTransport, on channel: any Channel) -> EventLoopFuture<Void> {
    // curl resets each stream whose answer is complete before its end is, which by the hundred would count as an
    // attack; nobody but this machine can make one.
    var streams = NIOHTTP2Handler.StreamConfiguration()
    streams.streamResetFrameRateLimit.maximumCount = .max
    return channel.configureHTTP2Pipeline(
      mode: .server, connectionConfiguration: .init(), streamConfiguration: streams
    ) { stream in
      stream.eventLoop.makeCompletedFuture {
        try stream.pipeline.syncOperations.addHandlers(
          HTTP2FramePayloadToHTTP1ServerCodec(), RequestHandler(simulator, .https))
      }
    }.flatMapThrowing { _ in
      try channel.pipeline.syncOperations.addHandler(BrokenConnectionHandler())
    }
  }

  /// Closes the socket and every connection, and doesn't wait until that is done.
  package func close() {
    group.shutdownGracefully { _ in }
  }

  /// Closes the socket and every connection.
  package func stop() async {
    try? await channel.close()
    try? await group.shutdownGracefully()
  }
}

/// Why a server couldn't begin to listen.
package struct SimulatorServerError: Error, CustomStringConvertible {
  package let description: String
}

/// Closes a connection of HTTP/2 on which something else was said.
private final class BrokenConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = Never

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
