import Configuration
import Diagnostics

/// Files that exist only in a test. A path with a trailing slash is an empty directory.
struct MemoryFileSystem: FileSystem {
  let files: [String: [UInt8]]
  /// Paths that exist and can't be read.
  var locked: Set<String> = []

  init(_ files: [String: String]) {
    self.files = files.mapValues { Array($0.utf8) }
  }

  init(bytes: [String: [UInt8]]) {
    files = bytes
  }

  func names(in directory: String) throws(FileError) -> [String] {
    if locked.contains(directory) { throw .notPermitted }
    if files[directory] != nil { throw .notADirectory }
    let prefix = directory == "." ? "" : directory + "/"
    let inside = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    if inside.isEmpty { throw .missing }
    return Set(inside.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
  }

  func bytes(of path: String) throws(FileError) -> [UInt8] {
    if locked.contains(path) { throw .notPermitted }
    if let content = files[path] { return content }
    throw files.keys.contains { $0.hasPrefix(path + "/") } ? .isADirectory : .missing
  }

  func canonicalPath(of directory: String) -> String { directory }
}

/// A program loaded from a few files, with what was said about it.
struct Loaded {
  let program: Program?
  let diagnostics: [Diagnostic]
  let sources: SourceMap

  init(_ files: [String: String], directory: String = ".") {
    self.init(MemoryFileSystem(files), directory: directory)
  }

  init(_ fileSystem: MemoryFileSystem, directory: String = ".") {
    sources = SourceMap()
    (program, diagnostics) = ProgramLoader.load(directory: directory, sources: sources, fileSystem: fileSystem)
  }

  init(main: String) { self.init(["main.tf": main]) }

  /// The diagnostics by place, each as `summary @ file:line,column-column`.
  var summaries: [String] {
    diagnostics.sorted(in: sources).map { diagnostic in
      guard let subject = diagnostic.subject else { return diagnostic.summary }
      return "\(diagnostic.summary) @ \(place(subject))"
    }
  }

  func place(_ range: SourceRange) -> String {
    let file = sources[range.file]
    let start = file.position(at: Int(range.lower))
    let end = file.position(at: Int(range.upper))
    let tail = start.line == end.line ? "\(end.column)" : "\(end.line),\(end.column)"
    return "\(file.name):\(start.line),\(start.column)-\(tail)"
  }
}
