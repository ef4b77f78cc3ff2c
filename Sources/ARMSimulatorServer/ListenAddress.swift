/// Where a simulator listens: on this machine only.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// Port 0 means any that is free.
  case loopback(host: String, port: Int)
  case unixSocket(path: String)

  /// `127.0.0.1:8080`, `localhost:0` or `[::1]:8080`; nil for anything that isn't a port on this machine.
  package init?(loopback text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else { return nil }
    switch text[..<colon] {
    case "localhost": self = .loopback(host: "127.0.0.1", port: port)
    case "[::1]": self = .loopback(host: "::1", port: port)
    case let host where Self.isLoopback(host): self = .loopback(host: String(host), port: port)
    default: return nil
    }
  }

  private static func isLoopback(_ host: Substring) -> Bool {
    let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return octets.count == 4 && octets[0] == 127 && !octets.contains(nil)
  }

  package var description: String {
    switch self {
    case .loopback(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unixSocket(let path): path
    }
  }
}
