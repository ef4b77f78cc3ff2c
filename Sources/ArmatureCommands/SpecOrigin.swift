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

  /// The URL of the remote `origin`, without a name or password that may stand in it.
  static func remoteURL(in config: String) -> String? {
    var isOrigin = false
    for line in config.split(whereSeparator: \.isNewline) {
      let text = line.drop(while: \.isWhitespace)
      if text.hasPrefix("[") { isOrigin = text.hasPrefix("[remote \"origin\"]") }
      guard isOrigin, text.hasPrefix("url"), let equals = text.firstIndex(of: "=") else { continue }
      let url = String(text[text.index(after: equals)...].drop(while: \.isWhitespace))
      guard let scheme = url.range(of: "://"), let at = url[scheme.upperBound...].firstIndex(of: "@"),
        at < url[scheme.upperBound...].firstIndex(of: "/") ?? url.endIndex
      else { return url }
      return String(url[..<scheme.upperBound] + url[url.index(after: at)...])
    }
    return nil
  }
}

extension String {
  fileprivate func range(of part: String) -> Range<String.Index>? {
    ranges(of: part).first
  }
}
