package import HTTP
package import Values

/// A call of Azure Resource Manager, before it has a host, a token and ids of its own.
package struct ARMRequest: Sendable, Hashable {
  package var method: HTTPMethod
  /// Percent-encoded, from the root: what follows the endpoint.
  package var path: String
  package var apiVersion: String
  package var query: [QueryItem] = []
  /// Headers besides those that every call has.
  package var headers: [QueryItem] = []
  package var body: Value?
  /// The ETag that the resource must still have.
  package var ifMatch: String?
  /// Whether the resource must not exist yet.
  package var ifNoneMatch = false
  /// Whether the call may be made twice when it isn't known if it arrived.
  package var isRepeatable: Bool
  /// Further kinds of errors that time may heal, such as ``ARMError/Kind/permission`` just after a role was granted.
  package var alsoRetrying: Set<ARMError.Kind> = []
  package var timeout: Duration?

  /// A name with a value, in a query or among headers.
  package struct QueryItem: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A call on a resource, or with an action such as `listKeys` on what it offers beside.
  package init(_ method: HTTPMethod, _ id: ResourceID, action: String? = nil, apiVersion: String, body: Value? = nil) {
    self.init(method, path: id.urlPath + (action.map { "/" + $0 } ?? ""), apiVersion: apiVersion, body: body)
  }

  package init(_ method: HTTPMethod, path: String, apiVersion: String, body: Value? = nil) {
    self.method = method
    self.path = path
    self.apiVersion = apiVersion
    self.body = body
    isRepeatable = method.isIdempotent && method != .put
  }

  func url(at endpoint: HTTPURL) -> HTTPURL {
    var url = endpoint
    url.path = path
    url.query = nil
    for item in query { url.addQuery(item.name, item.value) }
    url.addQuery("api-version", apiVersion)
    return url
  }
}

/// What ARM answered to a call that succeeded.
package struct ARMResponse: Sendable {
  package let status: Int
  package let headers: HTTPHeaders
  /// An untyped null where there was no body.
  package let body: Value

  package init(status: Int, headers: HTTPHeaders, body: Value) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The version of the resource, wherever its provider puts it.
  package var etag: String? {
    headers["ETag"] ?? body[member: "etag"]?.stringValue ?? body[member: "eTag"]?.stringValue
      ?? body[member: "properties"]?[member: "eTag"]?.stringValue
      ?? body[member: "properties"]?[member: "etag"]?.stringValue
  }

  /// The state of the resource in the body, such as `Succeeded`.
  package var provisioningState: String? {
    body[member: "properties"]?[member: "provisioningState"]?.stringValue
  }
}

// Bodies may hold secrets.
extension ARMRequest: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(method.rawValue) \(path)" }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}

extension ARMResponse: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(status)" }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}
