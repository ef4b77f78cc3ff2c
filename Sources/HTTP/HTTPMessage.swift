/// A request as a value: what is asked of which URL.
package struct HTTPRequest: Sendable, Hashable {
  package var method: HTTPMethod
  package var url: HTTPURL
  package var headers: HTTPHeaders
  package var body: [UInt8]
  /// How long the whole exchange may take; nil for the transport's own limit.
  package var timeout: Duration?

  package init(
    _ method: HTTPMethod, _ url: HTTPURL, headers: HTTPHeaders = [:], body: [UInt8] = [], timeout: Duration? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
  }
}

/// A server's answer as a value; any status counts as an answer.
package struct HTTPResponse: Sendable, Hashable {
  package var status: Int
  package var headers: HTTPHeaders
  package var body: [UInt8]

  package init(_ status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

// Bodies and header values may hold secrets, so neither is ever shown.
extension HTTPRequest: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(method.rawValue) \(url)" }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}

extension HTTPResponse: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(status), \(body.count) bytes" }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}
