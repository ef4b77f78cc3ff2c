internal import HTTP
internal import JSON
internal import Values

/// What of HTTP messages may be shown to strangers: what is not known to be harmless is hidden.
///
/// Names of members and of headers stay, and so do numbers and truth values; texts stay where the name says that they are
/// names, ids or states. What a request hides is hidden in its answer too, as services quote what they refuse.
struct TraceRedaction: Sendable {
  /// Texts that are not to be shown again, the longest first.
  private var hidden: [String] = []

  static let mark = "(hidden)"
  /// Lists are shown up to here.
  private static let elementsMax = 20
  private static let depthMax = 64

  // MARK: - URLs and headers

  private static let queryNames: Set = ["api-version", "$top", "$filter", "$expand", "$select", "audience", "resource"]

  /// A URL without what signs it.
  static func text(_ url: HTTPURL) -> String {
    let items = (url.query ?? "").split(separator: "&").map { item in
      let name = String(item.prefix { $0 != "=" })
      return queryNames.contains(name.asciiLowercased) ? String(item) : "\(name)=\(mark)"
    }
    return "\(url)" + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
  }

  private static let headerNames: Set = [
    "accept", "content-type", "content-length", "content-encoding", "date", "user-agent", "server", "retry-after",
    "retry-after-ms", "etag", "if-match", "if-none-match", "x-ms-request-id", "x-ms-correlation-request-id",
    "x-ms-client-request-id", "x-ms-routing-request-id", "x-ms-failure-cause", "x-ms-error-code", "metadata",
    "x-ms-operation-identifier", "x-ms-return-client-request-id", "cache-control", "strict-transport-security",
    "x-content-type-options", "x-cache", "via",
  ]
  private static let urlHeaders: Set = ["location", "azure-asyncoperation", "operation-location"]

  static func text(_ field: HTTPHeaders.Field) -> String {
    let name = field.name.asciiLowercased
    if headerNames.contains(name) || name.hasPrefix("x-ms-ratelimit-") { return "\(field.name): \(field.value)" }
    if urlHeaders.contains(name), let url = HTTPURL(field.value) { return "\(field.name): \(text(url))" }
    return "\(field.name): \(mark)"
  }

  // MARK: - Bodies

  private static let textNames: Set = [
    "id", "name", "type", "kind", "location", "provisioningstate", "status", "code", "message", "target", "tier",
    "state", "registrationstate", "starttime", "endtime", "nextlink", "resourcelocation", "error",
  ]

  /// A body as far as it may be shown; nil where there is none.
  ///
  /// - Parameter isOpen: whether texts with harmless names are shown. They aren't where a message is about secrets.
  mutating func body(_ bytes: [UInt8], isOpen: Bool) -> String? {
    if bytes.isEmpty { return nil }
    guard let value = try? JSON.parse(bytes) else { return "(\(bytes.count) bytes that are not JSON)" }
    var found: Set<String> = []
    let shown = redacted(value, name: "", isOpen: isOpen, hiding: &found, depth: 0)
    // Short texts, such as `yes`, would hide half of everything.
    hidden = (hidden + found.filter { $0.utf8.count >= 4 }).sorted { $0.utf8.count > $1.utf8.count }
    return String(decoding: JSON.text(shown), as: UTF8.self)
  }

  private func redacted(
    _ value: Value, name: String, isOpen: Bool, hiding found: inout Set<String>, depth: Int
  ) -> Value {
    guard depth < Self.depthMax else { return .string("(more)") }
    if let members = value.members {
      var shown = Members()
      for (name, member) in members {
        // What a token says of its holder is personal, whatever its name.
        let isOpen = isOpen && name != "claims"
        shown[name] = redacted(member, name: name, isOpen: isOpen, hiding: &found, depth: depth + 1)
      }
      return .object(shown)
    }
    if let elements = value.elements {
      var shown = elements.prefix(Self.elementsMax).map {
        redacted($0, name: name, isOpen: isOpen, hiding: &found, depth: depth + 1)
      }
      if elements.count > Self.elementsMax { shown.append(.string("(\(elements.count - Self.elementsMax) more)")) }
      return .tuple(shown)
    }
    guard let text = value.stringValue else { return value }
    guard isOpen, Self.textNames.contains(name.asciiLowercased) else {
      found.insert(text)
      return .string(Self.mark)
    }
    if let url = HTTPURL(text) { return .string(Self.text(url)) }
    guard name.asciiLowercased == "message" else { return .string(text) }
    return .string(hidden.reduce(text) { $0.replacing($1, with: Self.mark) })
  }
}
