/// Paths with slashes, taken apart as Go does.
package enum FilePath {
  /// The shortest path that means the same without looking at the disk; `.` for an empty one.
  package static func cleaned(_ path: String) -> String {
    let isRooted = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if !isRooted {
        parts.append(part)
      }
    }
    let joined = parts.map(String.init).joined(separator: "/")
    return isRooted ? "/" + joined : joined.isEmpty ? "." : joined
  }

  /// `relative` as seen from `directory`, cleaned; an absolute path stays as it is.
  package static func joined(_ directory: String, _ relative: String) -> String {
    cleaned(relative.hasPrefix("/") ? relative : (directory.isEmpty ? "." : directory) + "/" + relative)
  }

  /// The last part of a path; slashes at the end don't count.
  static func last(_ path: String) -> String {
    if path.isEmpty { return "." }
    return path.split(separator: "/").last.map(String.init) ?? "/"
  }

  /// All but the last part of a path.
  static func directory(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return cleaned(String(path[...slash]))
  }
}
