import Configuration
import JSON
import Testing
import Values

/// One directory of `Cases` or `Further`: a configuration, what it is run with, and what comes of it under
/// Terraform 1.11.4.
struct ConfigurationCase: CustomTestStringConvertible, Sendable {
  let name: String
  let directory: String

  private static let root = "\(#filePath)".split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }

  /// The common cases, and those that were added to them here.
  static let (common, further) = (cases(in: "Cases"), cases(in: "Further"))

  private static func cases(in folder: String) -> [ConfigurationCase] {
    let names: [String]? = try? LocalFileSystem().names(in: "\(root)/\(folder)")
    return (names ?? []).sorted().map { ConfigurationCase(name: $0, directory: "\(root)/\(folder)/\($0)") }
  }

  var testDescription: String { name }

  /// What Terraform did and said, as the cases' README describes it.
  func expected() throws -> Value {
    try JSON.parse(try LocalFileSystem().bytes(of: "\(directory)/expected.json"))
  }

  /// The command line of a step, the first being number 1.
  func arguments(step: Int) -> [String] {
    let bytes: [UInt8]? = try? LocalFileSystem().bytes(of: "\(directory)/\(step == 1 ? "args" : "args2")")
    return String(decoding: bytes ?? [], as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

/// The files of a case as they are in one of its steps: in the second, `main2.tf` has taken the place of `main.tf`.
struct CaseFiles: FileSystem {
  let step: Int
  private let local = LocalFileSystem()

  init(step: Int) {
    self.step = step
  }

  func names(in directory: String) throws(FileError) -> [String] {
    try local.names(in: directory).filter { $0 != "main2.tf" }
  }

  func bytes(of path: String) throws(FileError) -> [UInt8] {
    guard step == 2, path.hasSuffix("/main.tf") else { return try local.bytes(of: path) }
    do throws(FileError) {
      return try local.bytes(of: path.dropLast("main.tf".count) + "main2.tf")
    } catch {
      return try local.bytes(of: path)
    }
  }

  func canonicalPath(of directory: String) -> String { local.canonicalPath(of: directory) }
}
