import Diagnostics

/// The world as functions see it: directories, files, the time.
package struct FunctionContext: Sendable {
  /// What relative paths of files are resolved against.
  package var workingDirectory: String
  package var homeDirectory: String?
  /// The content of a file, by absolute path.
  package var readFile: @Sendable (String) throws(FunctionError) -> [UInt8]
  /// The time that `plantimestamp` gives and that `timestamp` hides, in seconds since 1970.
  package var now: @Sendable () -> Int
  /// Where template files are kept, so that errors in them have a place.
  package var sources: SourceMap
  /// The functions that a rendered template may call; the evaluator sets this to its own.
  package var functions = FunctionTable([])

  package init(
    workingDirectory: String, homeDirectory: String? = nil,
    readFile: @escaping @Sendable (String) throws(FunctionError) -> [UInt8] = {
      (path: String) throws(FunctionError) -> [UInt8] in throw FunctionError("no file exists at \"\(path)\"")
    },
    now: @escaping @Sendable () -> Int = { 0 }, sources: SourceMap = SourceMap()
  ) {
    self.workingDirectory = workingDirectory
    self.homeDirectory = homeDirectory
    self.readFile = readFile
    self.now = now
    self.sources = sources
  }
}
