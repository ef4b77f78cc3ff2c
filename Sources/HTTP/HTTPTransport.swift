/// Carries one request to a server and brings its answer back.
///
/// A transport follows no redirects and retries nothing. It may be called from many tasks at once. When the calling
/// task is cancelled it throws ``HTTPError/cancelled`` soon; the request may have reached the server all the same.
package protocol HTTPTransport: Sendable {
  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse
}
