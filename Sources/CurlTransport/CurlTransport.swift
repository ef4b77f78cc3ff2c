package import HTTP

/// The HTTP transport over libcurl's multi interface: one thread, kept-alive connections, bounded per host.
///
/// TLS certificates and host names are always verified. Plain HTTP goes to this machine only, and without an
/// `Authorization` to where a cloud tells a machine about itself. Redirects are not followed. The thread ends when the
/// transport is no longer referred to.
package final class CurlTransport: HTTPTransport {
  package struct Options: Sendable {
    /// Connections to one host at a time; further requests wait their turn. Unbounded fan-out overflows listen queues.
    package var hostConnectionsMax = 10
    package var connectTimeout: Duration = .seconds(10)
    /// The limit of a whole exchange that brings none of its own. ARM itself cuts a provider's call after 60 s.
    package var timeout: Duration = .seconds(120)
    /// How long nothing at all may move, waiting for the answer included.
    package var stallTimeout: Duration = .seconds(90)
    package var responseBytesMax = 64 << 20
    /// A Unix socket that every connection goes to, whatever the URL's host; plain HTTP is then fine.
    package var unixSocket: String?
    /// A PEM file of the certificate authorities to trust in place of the system's (`SSL_CERT_FILE`).
    package var certificateAuthorities: String?

    /// The proxy for TLS connections, as curl takes it: an address that may have a user and a password.
    package var proxy: String?
    /// Hosts that are reached without the proxy, with commas between them, or `*`.
    package var unproxiedHosts: String?

    package init() {}

    /// The options with what the environment variables say of them: `SSL_CERT_FILE`, as OpenSSL's programs have it, and
    /// `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, as curl has them; those in lower case win.
    package init(environment: [String: String]) {
      func value(_ names: String...) -> String? { names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } }
      certificateAuthorities = value("SSL_CERT_FILE")
      proxy = value("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
      unproxiedHosts = value("no_proxy", "NO_PROXY")
    }
  }

  private let options: Options
  private let worker: CurlWorker

  package init(_ options: Options = Options()) throws(HTTPError) {
    self.options = options
    worker = try CurlWorker(hostConnectionsMax: options.hostConnectionsMax)
    try worker.start()
  }

  deinit {
    worker.stop()
  }

  /// Loads libcurl, as the first transport does otherwise; what goes wrong is told by ``init(_:)``.
  package static func load() {
    CurlWorker.load()
  }

  /// Makes a library ready that ``load()`` has loaded, as the first transport does otherwise.
  package static func prepare() {
    CurlWorker.prepare()
  }

  package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    try check(request)
    let worker = worker
    let options = options
    let id = worker.nextID()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        worker.submit(CurlWorker.Submission(id: id, request: request, options: options, continuation: continuation))
      }
    } onCancel: {
      worker.cancel(id)
    }
    return try result.get()
  }

  private func check(_ request: HTTPRequest) throws(HTTPError) {
    let isMetadata = request.url.isLinkLocal && request.headers["Authorization"] == nil
    if request.url.scheme == .http, options.unixSocket == nil, !request.url.isLoopback, !isMetadata {
      throw .refusedPlainHTTP(host: request.url.host)
    }
    guard request.url.text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .invalidRequest("its URL has a character that must be percent-encoded")
    }
    for field in request.headers.fields {
      let isToken = !field.name.isEmpty && field.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
      guard isToken, field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw .invalidRequest("its header `\(field.name.filter { $0.isLetter || $0 == "-" })` has a control character")
      }
    }
  }
}
