/// The verb of an HTTP request.
package enum HTTPMethod: String, Sendable, Hashable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case put = "PUT"
  case patch = "PATCH"
  case post = "POST"
  case delete = "DELETE"
  case options = "OPTIONS"

  /// Whether a request with this method asks for nothing to change.
  package var isRead: Bool {
    switch self {
    case .get, .head, .options: true
    case .put, .patch, .post, .delete: false
    }
  }

  /// Whether sending the request twice ends in the same world as sending it once (RFC 9110 §9.2.2).
  package var isIdempotent: Bool {
    switch self {
    case .get, .head, .options, .put, .delete: true
    case .patch, .post: false
    }
  }
}
