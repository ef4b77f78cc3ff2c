import ARM
import HTTP
import Resources
import Values

/// How the arguments of a kind for any type want a request to be: its method, headers and query.
struct RequestSettings {
  private(set) var method: HTTPMethod?
  private var headers: [ARMRequest.QueryItem] = []
  private var query: [ARMRequest.QueryItem] = []
  /// The names of what is read along with a resource, by the members of its body that show that.
  private(set) var along: [String: [String]] = [:]

  /// A request as it always is.
  init() {}

  init(_ settings: ReadSettings) {
    along = settings.along
    headers = settings.headers.sorted { $0.key < $1.key }.map { ARMRequest.QueryItem($0.key, $0.value) }
    query = settings.query.sorted { $0.key < $1.key }.flatMap { name, values in
      values.map { ARMRequest.QueryItem(name, $0) }
    }
  }

  /// - Parameter call: what the request does, as arguments begin: `create`, `update`.
  init(_ operation: ResourceOperation, _ call: String) {
    self.init(
      operation.planned, headers: "\(call)_headers", query: "\(call)_query_parameters", method: "\(call)_method")
  }

  init(_ arguments: Value, headers: String, query: String, method: String = "method") {
    self.init(ReadSettings(arguments, headers: headers, query: query))
    self.method = arguments[member: method]?.stringValue.flatMap { HTTPMethod(rawValue: $0) }
  }

  func apply(to request: inout ARMRequest) {
    if let method { request.method = method }
    request.headers += headers
    request.query += query
  }
}
