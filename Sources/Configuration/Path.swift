/// Paths as text, with `/` between their parts.
enum Path {
  /// A path without needless `.`, `..` and `/`; `.` for the empty path.
  static func normalized(_ path: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if !isAbsolute {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    if isAbsolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// `relative` as seen from `directory`, normalised; an absolute path stays as it is.
  static func joined(_ directory: String, _ relative: String) -> String {
    relative.hasPrefix("/") ? normalized(relative) : normalized((directory.isEmpty ? "." : directory) + "/" + relative)
  }
}
