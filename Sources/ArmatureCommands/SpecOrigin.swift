import Configuration
import Resources

/// Where a spec comes from, so that one environment's record isn't taken for another's.
enum SpecOrigin {
  /// The repository around a directory and the directory's path in it; without a repository the directory alone.
  static func of(directory: String, fileSystem: any FileSystem = LocalFileSystem()) -> EnvironmentRecord.Origin {
    let path = ProcessEnvironment.absolute(directory)
    var parts = path.split(separator: "/").map(String.init)
    var inside: [String] = []
    while true {
      let candidate = "/" + parts.joined(separator: "/")
      if let config = try? fileSystem.bytes(of: "\(candidate)/.git/config") {
        let remote = remoteURL(in: String(decoding: config, as: UTF8.self)) ?? (parts.last ?? "")
        return EnvironmentRecord.Origin(repository: remote, path: inside.joined(separator: "/"))
      }
      guard let last = parts.popLast() else { break }
      inside.insert(last, at: 0)
    }
    return EnvironmentRecord.Origin(repository: "", path: path.split(separator: "/").last.map(String.init) ?? path)
  }

  /// The place of the remote `origin`, the same however it is reached: `github.com/owner/name`.
  static func remoteURL(in config: String) -> String? {
    var isOrigin = false
    for line in config.split(whereSeparator: \.isNewline) {
      let text = line.drop(while: \.isWhitespace)
      if text.hasPrefix("[") { isOrigin = text.hasPrefix("[remote \"origin\"]") }
      guard isOrigin, text.hasPrefix("url"), let equals = text.firstIndex(of: "=") else { continue }
      return place(of: String(text[text.index(after: equals)...].drop(while: \.isWhitespace)))
    }
    return nil
  }

  /// A remote's URL without what differs between machines: how it is reached, and as whom (a token may stand there).
  private static func place(of url: String) -> String {
    var rest = url[...]
    let hasScheme = rest.firstRange(of: "://") != nil
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    let authority = rest.prefix { $0 != "/" }
    if let at = authority.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    // `git@host:path` is `host/path`; in a URL the colon stands before a port.
    if !hasScheme, let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/") {
      rest = rest[..<colon] + "/" + rest[rest.index(after: colon)...]
    }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    return String(rest.hasSuffix(".git") ? rest.dropLast(4) : rest)
  }
}
