/// An absolute URL of the schemes `http` and `https`, kept as it was written, without a fragment.
///
/// Paths and queries are percent-encoded text. User names and passwords in a URL are refused: they would end up in logs.
package struct HTTPURL: Sendable, Hashable {
  package enum Scheme: String, Sendable, Hashable {
    case http
    case https

    package var defaultPort: Int { self == .https ? 443 : 80 }
  }

  package let scheme: Scheme
  /// In lower case; an IPv6 address without its brackets.
  package let host: String
  /// As written; nil where the scheme's own port is meant.
  package let port: Int?
  /// Percent-encoded; starts with `/`.
  package var path: String
  /// Percent-encoded, without the question mark; nil where there is none.
  package var query: String?

  package init(scheme: Scheme, host: String, port: Int? = nil, path: String = "/", query: String? = nil) {
    self.scheme = scheme
    self.host = host.asciiLowercased
    self.port = port == scheme.defaultPort ? nil : port
    self.path = path.hasPrefix("/") ? path : "/" + path
    self.query = query
  }

  /// Nil for what is not an absolute http(s) URL of printable ASCII.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let colon = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<colon.lowerBound].asciiLowercased)
    else { return nil }
    let withoutFragment = text[colon.upperBound...].prefix { $0 != "#" }
    let authority = withoutFragment.prefix { $0 != "/" && $0 != "?" }
    var rest = withoutFragment[authority.endIndex...]
    guard !authority.contains("@"), let (host, port) = Self.hostAndPort(authority) else { return nil }
    let path = rest.prefix { $0 != "?" }
    rest = rest[path.endIndex...]
    self.init(
      scheme: scheme, host: host, port: port, path: path.isEmpty ? "/" : String(path),
      query: rest.isEmpty ? nil : String(rest.dropFirst()))
  }

  private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
    var host = authority
    var portText: Substring?
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      guard host.utf8.allSatisfy({ $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }) else {
        return nil
      }
      let rest = authority[authority.index(after: end)...]
      if !rest.isEmpty {
        guard rest.first == ":" else { return nil }
        portText = rest.dropFirst()
      }
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      portText = authority[authority.index(after: colon)...]
    }
    let isBracketed = authority.first == "["
    guard !host.isEmpty, isBracketed || host.utf8.allSatisfy({ $0.isUnreserved || $0 == UInt8(ascii: "%") }) else {
      return nil
    }
    guard let portText else { return (String(host), nil) }
    guard portText.utf8.allSatisfy(\.isDigit), let port = Int(portText), (1...65535).contains(port) else { return nil }
    return (String(host), port)
  }

  /// The port that a connection goes to.
  package var effectivePort: Int { port ?? scheme.defaultPort }

  /// Host and port as the `Host` header and people write them.
  package var authority: String {
    let host = host.contains(":") ? "[\(host)]" : host
    return port.map { "\(host):\($0)" } ?? host
  }

  /// Scheme, host and port.
  package var origin: String { "\(scheme.rawValue)://\(authority)" }

  /// The whole URL as text. Operation URLs may carry signatures: show ``description`` to people instead.
  package var text: String { origin + path + (query.map { "?" + $0 } ?? "") }

  /// The path and query as they stand in a request line.
  package var target: String { path + (query.map { "?" + $0 } ?? "") }

  /// Whether both URLs lead to the same server.
  package func isSameOrigin(as other: HTTPURL) -> Bool {
    scheme == other.scheme && host == other.host && effectivePort == other.effectivePort
  }

  /// Whether the host is this machine by definition: 127.0.0.0/8, ::1 or `localhost`.
  package var isLoopback: Bool {
    host == "localhost" || host == "::1" || octets?.first == 127
  }

  /// Whether the host is one that no router leads to (RFC 3927): 169.254.0.0/16, where clouds tell a machine about
  /// itself.
  package var isLinkLocal: Bool {
    octets?.starts(with: [169, 254]) ?? false
  }

  /// The numbers of an IPv4 address.
  private var octets: [UInt8]? {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let octets = parts.compactMap { part in
      (1...3).contains(part.utf8.count) && (part == "0" || part.first != "0") ? UInt8(part) : nil
    }
    return parts.count == 4 && octets.count == 4 ? octets : nil
  }

  /// The decoded names and values of the query, in order.
  package var queryItems: [(name: String, value: String)] {
    (query ?? "").split(separator: "&").map { pair in
      let name = pair.prefix { $0 != "=" }
      let value = pair[name.endIndex...].dropFirst()
      return (Self.decoded(name), Self.decoded(value))
    }
  }

  /// The decoded value of the first query item of a name, which is compared without regard to case as ARM does.
  package func queryValue(_ name: String) -> String? {
    queryItems.first { $0.name.isEqualIgnoringASCIICase(to: name) }?.value
  }

  /// Adds a query item, percent-encoding its value; the name (such as `$filter`) goes as it is.
  package mutating func addQuery(_ name: String, _ value: String) {
    let item = "\(name)=\(Self.encoded(value))"
    query = query.map { $0.isEmpty ? item : "\($0)&\(item)" } ?? item
  }

  /// The text with every byte but RFC 3986's unreserved ones and those of `keeping` percent-encoded.
  package static func encoded(_ text: String, keeping: String = "") -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if byte.isUnreserved || keeping.utf8.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with percent-encoded bytes decoded; what is no such encoding stays, and bytes that are no UTF-8 become
  /// U+FFFD.
  package static func decoded(_ text: some StringProtocol) -> String {
    let source = Array(text.utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "%"), index + 2 < source.count, let high = source[index + 1].hexDigit,
        let low = source[index + 2].hexDigit
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

// The query is left out: it may carry the signature of an operation URL.
extension HTTPURL: CustomStringConvertible {
  package var description: String { origin + path }
}

extension UInt8 {
  package var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  package var isHexDigit: Bool { hexDigit != nil }

  package var hexDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  package var isUnreserved: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
