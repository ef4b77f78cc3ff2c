import HTTP
import JSON
import Values

/// One request to the simulated cloud, taken apart.
struct Call: Sendable {
  let method: String
  /// The path as it came, and its segments without percent-encoding.
  let path: String
  let segments: [String]
  let query: [(name: String, value: String)]
  /// Headers by their name in lower case.
  let headers: [String: String]
  let body: [UInt8]
  /// Where the client reached us, for the absolute URLs that we hand out: `http://127.0.0.1:8080`.
  let origin: String
  let now: Timestamp

  init(_ request: HTTPRequest, now: Timestamp) {
    method = request.method.rawValue
    headers = Dictionary(request.headers.fields.map { ($0.name.asciiLowercased, $0.value) }) { first, _ in first }
    body = request.body
    self.now = now
    origin = request.url.origin
    path = request.url.path
    var segments = path.split(separator: "/").map { HTTPURL.decoded($0) }
    // Clients send a scope before what is asked of it as one segment, with its slashes encoded
    // (`/%2Fsubscriptions%2F.../providers/Microsoft.Authorization/locks`). No path begins with a name, so nothing else does.
    if let scope = segments.first, scope.contains("/") {
      segments.replaceSubrange(..<1, with: scope.split(separator: "/").map(String.init))
    }
    self.segments = segments
    query = (request.url.query ?? "").split(separator: "&").map { pair in
      // Forms of old write a space as a plus sign, and some clients of ARM still do.
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { side in
        HTTPURL.decoded(String(side.map { $0 == "+" ? " " : $0 }))
      }
      return (sides[0], sides.count > 1 ? sides[1] : "")
    }
  }

  /// A GET of a resource by nobody in particular, for what shows a body; it isn't routed.
  init(reading id: String, version: String, now: Timestamp) {
    method = "GET"
    path = id
    segments = []
    query = [("api-version", version)]
    headers = [:]
    body = []
    origin = ""
    self.now = now
  }

  /// A query parameter; their names are compared without case.
  func parameter(_ name: String) -> String? {
    query.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  var apiVersion: String? { parameter("api-version") }

  /// The body as a JSON object.
  func object() throws(Refusal) -> Value {
    if body.isEmpty { throw .badBody("The request body is empty; a JSON object is expected.") }
    let value: Value
    do {
      value = try JSON.parse(body)
    } catch {
      throw .badBody("\(error)")
    }
    guard value.members != nil else { throw .badBody("A JSON object is expected, not \(value.jsonTypeName).") }
    return value
  }
}

/// An answer of the simulated cloud.
struct Answer: Sendable {
  var status: Int
  var headers: [(String, String)] = []
  var body: Value?
  /// How long the work took before the answer left; already scaled.
  var delay = Duration.zero
  /// Whether the connection is closed in place of the answer.
  var isLost = false
  /// Whether the connection is closed in the middle of the answer.
  var isCut = false
  /// Whether it waits until the faults are removed, and then is lost.
  var isHeld = false
  /// Whether the simulator is restarted once what happened is stored.
  var isRestart = false

  init(_ status: Int, _ body: Value? = nil, headers: [(String, String)] = [], delay: Duration = .zero) {
    self.status = status
    self.body = body
    self.headers = headers
    self.delay = delay
  }
}
