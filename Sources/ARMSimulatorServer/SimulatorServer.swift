import HTTP
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Serves whatever answers HTTP requests on a loopback port or a Unix socket, until it is stopped.
package struct SimulatorServer: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel
  /// Where it listens: `http://127.0.0.1:8080`, or `unix:PATH`.
  package let location: String

  /// Begins to listen; when this returns, connections are accepted.
  package init(_ simulator: any HTTPTransport, on address: ListenAddress) throws(SimulatorServerError) {
    // One thread is far more than the clients of a test need.
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 512)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withPipeliningAssistance: true, withErrorHandling: true)
          try channel.pipeline.syncOperations.addHandler(RequestHandler(simulator))
        }
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
        location = "http://\(shown):\(channel.localAddress?.port ?? port)"
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
      throw SimulatorServerError(address: address, reason: reason)
    }
    self.group = group
  }

  /// Closes the socket and every connection.
  package func stop() async {
    try? await channel.close()
    try? await group.shutdownGracefully()
  }
}

/// Why a server couldn't begin to listen.
package struct SimulatorServerError: Error, CustomStringConvertible {
  let address: ListenAddress
  let reason: String

  package var description: String { "can't listen on \(address): \(reason)" }
}

/// Gathers a request, has it answered and writes the answer.
private final class RequestHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// Bodies beyond this are refused; ARM's own limit is four megabytes.
  private static let bodyBytesMax = 16 * 1024 * 1024

  private let simulator: any HTTPTransport
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ simulator: any HTTPTransport) {
    self.simulator = simulator
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let buffer):
      if body.count <= Self.bodyBytesMax { body += buffer.readableBytesView }
    case .end:
      guard let head else { return }
      answer(head, body, context)
      self.head = nil
      body = []
    }
  }

  private func answer(_ head: HTTPRequestHead, _ body: [UInt8], _ context: ChannelHandlerContext) {
    guard body.count <= Self.bodyBytesMax else {
      return write(HTTPResponse(413), keepAlive: false, isHead: false, context)
    }
    let host = head.headers.first(name: "host") ?? "localhost"
    let url = HTTPURL(head.uri.hasPrefix("/") ? "http://\(host)\(head.uri)" : head.uri)
    guard let url, let method = HTTP.HTTPMethod(rawValue: head.method.rawValue) else {
      return write(HTTPResponse(400), keepAlive: false, isHead: false, context)
    }
    var headers = HTTP.HTTPHeaders()
    for (name, value) in head.headers { headers.add(name, value) }
    let request = HTTPRequest(method, url, headers: headers, body: body)
    let promise = context.eventLoop.makePromise(of: HTTPResponse.self)
    promise.completeWithTask { [simulator] in try await simulator.send(request) }
    promise.futureResult.assumeIsolated().whenComplete { result in
      switch result {
      case .success(let response):
        self.write(response, keepAlive: head.isKeepAlive, isHead: method == .head, context)
      case .failure(HTTPError.malformedResponse):
        self.writeHalf(context)
      case .failure:
        // Whatever stands in for a lost connection ends this one.
        context.close(promise: nil)
      }
    }
  }

  /// Begins an answer and closes the connection in the middle of its body.
  private func writeHalf(_ context: ChannelHandlerContext) {
    var head = HTTPResponseHead(version: .http1_1, status: .ok)
    head.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
    head.headers.add(name: "Content-Length", value: "4096")
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let half = ByteBuffer(string: #"{"id":"/subscriptions/"#)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(half)))).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }

  private func write(_ response: HTTPResponse, keepAlive: Bool, isHead: Bool, _ context: ChannelHandlerContext) {
    var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: response.status))
    for field in response.headers.fields { head.headers.add(name: field.name, value: field.value) }
    if response.status != 204 { head.headers.add(name: "Content-Length", value: String(response.body.count)) }
    if !keepAlive { head.headers.add(name: "Connection", value: "close") }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !response.body.isEmpty, !isHead {
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
    }
    let end = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if !keepAlive { end.assumeIsolated().whenComplete { _ in context.close(promise: nil) } }
  }
}
