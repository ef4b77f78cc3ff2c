import ARMSimulator
import HTTP
import NIOCore
import NIOHTTP1

/// Gathers a request, has it answered and writes the answer; at the end of a connection of HTTP/1.1 or a stream of HTTP/2.
final class RequestHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// Bodies beyond this are refused; ARM's own limit is four megabytes.
  private static let bodyBytesMax = 16 * 1024 * 1024

  private let simulator: any HTTPTransport
  /// How clients reach this server, for the URLs that it hands out.
  private let scheme: HTTPURL.Scheme
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ simulator: any HTTPTransport, _ scheme: HTTPURL.Scheme) {
    self.simulator = simulator
    self.scheme = scheme
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
    let url = HTTPURL(head.uri.hasPrefix("/") ? "\(scheme.rawValue)://\(host)\(head.uri)" : head.uri)
    guard let url, let method = HTTP.HTTPMethod(rawValue: head.method.rawValue) else {
      return write(HTTPResponse(400), keepAlive: false, isHead: false, context)
    }
    var headers = HTTP.HTTPHeaders()
    for (name, value) in head.headers { headers.add(name, value) }
    let request = HTTPRequest(method, url, headers: headers, body: body)
    let promise = context.eventLoop.makePromise(of: ARMSimulator.Delivery.self)
    promise.completeWithTask { [simulator] in
      if let simulator = simulator as? ARMSimulator { return await simulator.deliver(request) }
      return .whole(try await simulator.send(request))
    }
    promise.futureResult.assumeIsolated().whenComplete { result in
      switch result {
      case .success(.whole(let response)):
        // The streams of HTTP/2 end by themselves, and the header that says so is not allowed there.
        self.write(response, keepAlive: head.version.major >= 2 || head.isKeepAlive, isHead: method == .head, context)
      case .success(.cut):
        self.writeHalf(context)
      case .success(.none), .failure:
        // Whatever stands in for a lost connection ends this one, or its stream where there are several on one.
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

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
