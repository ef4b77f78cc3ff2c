import Values

extension Function {
  static let files: [Function] = [
    Function("file", [Parameter("path", .string)], result: .string) { (arguments, context) throws(FunctionError) in
      let bytes = try read(arguments.string(0), context)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        let path = quoted(FilePath.cleaned(arguments.string(0)))
        throw FunctionError(
          "contents of \(path) are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents "
            + "or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead")
      }
      return .text(text)
    },
    file("filebase64") { Base64.encoded($0) },
    Function("fileexists", [Parameter("path", .string)], result: .bool) { (arguments, context) throws(FunctionError) in
      let path = FilePath.cleaned(try expanded(arguments.string(0), context))
      switch context.fileKind(context.absolute(path)) {
      case .file: return true
      case .absent: return false
      case .directory: throw FunctionError("\(quoted(path)) is a directory, not a file")
      case .other: throw FunctionError("\(quoted(path)) is not a regular file, but a device or the like")
      }
    },
    Function("fileset", [Parameter("path", .string), Parameter("pattern", .string)], result: .set(.string)) {
      (arguments, context) throws(FunctionError) in
      let path = FilePath.cleaned(try expanded(arguments.string(0), context))
      var directory = context.absolute(path)
      guard context.fileKind(directory) == .directory else { return .set(unordered: [], of: .string) }
      // A pattern may begin above the directory.
      var pattern = FilePath.cleaned(arguments.string(1)).drop { $0 == "/" }
      var prefix = ""
      while pattern.hasPrefix("../") {
        pattern = pattern.dropFirst(3)
        prefix += "../"
        directory = FilePath.directory(directory)
      }
      guard let glob = Glob(String(pattern)) else {
        let shown = quoted(FilePath.cleaned(path + "/" + arguments.string(1)))
        throw FunctionError("failed to glob pattern \(shown): syntax error in pattern")
      }
      return .set(unordered: try glob.files(in: directory, context).map { .text(prefix + $0) }, of: .string)
    },
    text("basename", "path") { FilePath.last($0) },
    text("dirname", "path") { FilePath.directory($0) },
    Function("abspath", [Parameter("path", .string)], result: .string) { (arguments, context) throws(FunctionError) in
      .text(context.absolute(arguments.string(0)))
    },
    Function("pathexpand", [Parameter("path", .string)], result: .string) {
      (arguments, context) throws(FunctionError) in .text(try expanded(arguments.string(0), context))
    },
  ]

  /// A function of what is in a file.
  static func file(_ name: String, _ body: @escaping @Sendable ([UInt8]) -> String) -> Function {
    Function(name, [Parameter("path", .string)], result: .string) { (arguments, context) throws(FunctionError) in
      .string(body(try read(arguments.string(0), context)))
    }
  }

  /// A hash of what is in a file; that it isn't there is told as the system does.
  static func hashedFile(_ name: String, _ hash: @escaping @Sendable ([UInt8]) -> String) -> Function {
    Function(name, [Parameter("path", .string)], result: .string) { (arguments, context) throws(FunctionError) in
      let path = FilePath.cleaned(try expanded(arguments.string(0), context))
      switch context.fileKind(context.absolute(path)) {
      case .absent: throw FunctionError("open \(path): no such file or directory")
      case .directory: throw FunctionError("read \(path): is a directory")
      case .file, .other: return .string(hash(try context.readFile(context.absolute(path))))
      }
    }
  }

  /// What is in the file that the first argument of a function names.
  static func read(_ path: String, _ context: FunctionContext) throws(FunctionError) -> [UInt8] {
    let shown = FilePath.cleaned(try expanded(path, context))
    let absolute = context.absolute(shown)
    switch context.fileKind(absolute) {
    case .file, .other: break
    case .directory: throw FunctionError(argument: 0, "failed to read file: read \(shown): is a directory")
    case .absent:
      throw FunctionError(
        argument: 0,
        "no file exists at \(quoted(shown)); this function works only with files that are distributed as part of the "
          + "configuration source code, so if this file will be created by a resource in this configuration you must "
          + "instead obtain this result from an attribute of that resource")
    }
    do throws(FunctionError) {
      return try context.readFile(absolute)
    } catch {
      throw FunctionError(argument: 0, error.message)
    }
  }

  /// A path with the home directory in place of a leading tilde.
  private static func expanded(_ path: String, _ context: FunctionContext) throws(FunctionError) -> String {
    guard path.hasPrefix("~") else { return path }
    guard path == "~" || path.hasPrefix("~/") else {
      throw FunctionError("cannot expand user-specific home dir")
    }
    guard let home = context.homeDirectory else { throw FunctionError("the home directory is not known") }
    return home + path.dropFirst()
  }
}

extension FunctionContext {
  /// A path from the root, without dots in it.
  func absolute(_ path: String) -> String {
    FilePath.joined(workingDirectory, path)
  }
}
