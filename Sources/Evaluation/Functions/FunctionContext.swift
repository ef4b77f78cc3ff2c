import Diagnostics

/// The world as functions see it: directories, files, the time.
package struct FunctionContext: Sendable {
  /// What relative paths of files are resolved against.
  package var workingDirectory: String
  package var homeDirectory: String?
  /// What is at an absolute path.
  package var fileKind: @Sendable (String) -> FileKind
  /// The content of a file, by absolute path.
  package var readFile: @Sendable (String) throws(FunctionError) -> [UInt8]
  /// The names of what is in the directory at an absolute path, in any order; nil if there is no such directory.
  package var listDirectory: @Sendable (String) throws(FunctionError) -> [String]?
  /// The time that `plantimestamp` and `timestamp` give, in seconds since 1970.
  package var now: @Sendable () -> Int
  /// As many bytes as are asked for, drawn at random.
  package var randomBytes: @Sendable (Int) -> [UInt8] = { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
  /// Whether functions that give another result with every call (`timestamp`, `uuid`, `bcrypt`) give one. While
  /// planning they don't: what the apply would then do is not what was planned.
  package var isFinal = false
  /// Where template files are kept, so that errors in them have a place.
  package var sources: SourceMap
  /// The templates that were parsed already.
  package var templates = TemplateCache()
  /// The format strings that were parsed already.
  let formats = FormatCache()
  /// The work done so far for the expression that is evaluated; without it, nobody counts.
  package var effort: Effort?
  /// The functions that a rendered template may call; the evaluator sets this to its own.
  package var functions = FunctionTable([])

  package enum FileKind: Sendable {
    case absent
    case file
    case directory
    case other
  }

  /// A context in which `readFile` alone says which files there are, unless `fileKind` does.
  package init(
    workingDirectory: String, homeDirectory: String? = nil, fileKind: (@Sendable (String) -> FileKind)? = nil,
    readFile: @escaping @Sendable (String) throws(FunctionError) -> [UInt8] = {
      (path: String) throws(FunctionError) -> [UInt8] in throw FunctionError("no file exists at \"\(path)\"")
    },
    listDirectory: @escaping @Sendable (String) throws(FunctionError) -> [String]? = {
      (path: String) throws(FunctionError) -> [String]? in throw FunctionError("directories can't be listed here")
    },
    now: @escaping @Sendable () -> Int = { 0 }, sources: SourceMap = SourceMap()
  ) {
    self.workingDirectory = workingDirectory
    self.homeDirectory = homeDirectory
    self.fileKind =
      fileKind ?? { path in
        do throws(FunctionError) {
          _ = try readFile(path)
          return .file
        } catch {
          return .absent
        }
      }
    self.readFile = readFile
    self.listDirectory = listDirectory
    self.now = now
    self.sources = sources
  }
}
