/// Why a request got no answer. A server's answer is never one of these, whatever its status.
package enum HTTPError: Error, Sendable, Hashable {
  /// The request can't be put on the wire, such as for a line break in a header.
  case invalidRequest(String)
  /// Plain HTTP to another machine.
  case refusedPlainHTTP(host: String)
  case couldNotResolve(host: String)
  case couldNotConnect(to: String, reason: String)
  case tls(host: String, reason: String)
  /// There is no connection to the proxy on the way to a host.
  case proxyUnreachable(host: String, reason: String)
  /// The proxy on the way to a host answered with a status that is no success.
  case proxyRefused(host: String, status: Int)
  case timedOut(host: String, afterSending: Bool)
  case connectionLost(host: String, afterSending: Bool)
  case malformedResponse(host: String, reason: String)
  case responseTooLarge(host: String, limitBytes: Int)
  case cancelled
  /// What the transport itself could not do, such as for want of memory.
  case failed(reason: String)

  /// Whether the server may have received the request, so that a write may have happened.
  package var mayHaveArrived: Bool {
    switch self {
    case .invalidRequest, .refusedPlainHTTP, .couldNotResolve, .couldNotConnect, .tls, .proxyUnreachable, .proxyRefused:
      false
    case .timedOut(_, let afterSending), .connectionLost(_, let afterSending): afterSending
    case .malformedResponse, .responseTooLarge, .cancelled, .failed: true
    }
  }

  /// What happened, as a full sentence.
  package var message: String {
    switch self {
    case .invalidRequest(let reason): "The request can't be sent: \(reason)."
    case .refusedPlainHTTP(let host):
      "The address http://\(host) is not encrypted, and credentials are never sent over plain HTTP to another machine."
    case .couldNotResolve(let host): "The name `\(host)` was not found in DNS."
    case .couldNotConnect(let endpoint, let reason): "No connection to \(endpoint): \(reason)."
    case .tls(let host, let reason): "The TLS connection to \(host) could not be trusted: \(reason)."
    case .proxyUnreachable(let host, let reason): "No connection to the proxy on the way to \(host): \(reason)."
    case .proxyRefused(let host, let status): "The proxy did not let a connection to \(host) through: HTTP \(status)."
    case .timedOut(let host, let afterSending):
      afterSending
        ? "\(host) took the request but did not answer in time." : "No connection to \(host) within the time allowed."
    case .connectionLost(let host, let afterSending):
      "The connection to \(host) broke before \(afterSending ? "the answer was complete" : "the request was sent")."
    case .malformedResponse(let host, let reason): "\(host) answered something that is not HTTP: \(reason)."
    case .responseTooLarge(let host, let limit): "\(host) answered more than \(limit) bytes."
    case .cancelled: "The request was cancelled."
    case .failed(let reason): "The request failed on this machine: \(reason)."
    }
  }

  /// What to do about it, as a phrase.
  package var hint: String? {
    switch self {
    case .refusedPlainHTTP: "use an https:// address, or a loopback address such as http://127.0.0.1:8080"
    case .couldNotResolve: "check the spelling of the address, the network and the DNS settings"
    case .couldNotConnect: "check that the server runs at this address and that no firewall or proxy is in the way"
    case .tls:
      "set SSL_CERT_FILE to a PEM file with the certificate that the server's is signed by, be it your own server's or that "
        + "of a proxy that inspects TLS; if it should be trusted already, check the clock of this machine"
    case .proxyUnreachable:
      "check the address in HTTPS_PROXY, or name the host in NO_PROXY if it is reached without a proxy"
    case .proxyRefused:
      "check HTTPS_PROXY and its user and password, or name the host in NO_PROXY if it is reached without a proxy"
    case .timedOut, .connectionLost: "check the network, then run the command again"
    case .malformedResponse: "check that the address is that of an HTTP server and not of something else"
    case .invalidRequest, .responseTooLarge, .cancelled, .failed: nil
    }
  }
}

extension HTTPError: CustomStringConvertible {
  package var description: String { message }
}
