import Configuration
import Diagnostics
import JSON
import Testing
import Values

/// Whole configurations, against what Terraform's `validate` says of them.
struct CaseTests {
  /// What shows only when expressions are evaluated or when a resource's kind is asked; everything else has to be
  /// found here.
  private static let foundLater: Set<String> = [
    "Call to unknown function", "Cycle", "Error in function call", "Invalid count argument",
    "Invalid for_each argument", "Invalid for_each set argument", "Invalid function argument",
    "Invalid resource type", "Invalid use of ephemeral value", "Missing required provider",
    "Module output value precondition failed", "Not enough function arguments", "Output refers to sensitive values",
    "Too many function arguments",
  ]
  /// What Terraform says of a configuration only when it plans.
  private static let foundSooner: Set<String> = ["Moved object still exists", "Removed resource still exists"]
  /// As `foundLater`, but of cases whose summary is used here, too.
  private static let kindDecides: Set<String> = [
    "e-attr-unsupported", "e-block-in-resource-unsupported", "e-dynamic-in-terraform-data",
    "e-lifecycle-ignore-unknown-attr",
  ]

  @Test("a configuration has exactly the errors that Terraform finds in it", arguments: Case.all)
  func errors(_ example: Case) throws {
    let sources = SourceMap()
    let (program, diagnostics) = ProgramLoader.load(
      directory: example.directory, sources: sources, fileSystem: FirstStep())
    #expect(program != nil)
    // Terraform looks at references only if there is nothing else wrong.
    let stopsEarly = try example.failsInitialisation()
    let found = Set(
      diagnostics.filter { $0.severity == .error && !(stopsEarly && $0.summary.hasPrefix("Reference to undeclared")) }
        .filter { !CaseTests.foundSooner.contains($0.summary) }
        .map { Finding($0, in: sources, directory: example.directory) })
    var expected = Set(try example.errors())
    expected = expected.filter { finding in
      !CaseTests.foundLater.contains { finding.summary.hasPrefix($0) } && !CaseTests.kindDecides.contains(example.name)
    }
    #expect(found == expected)
  }
}

/// The files of a case that are there in its first step.
private struct FirstStep: FileSystem {
  private let local = LocalFileSystem()

  func names(in directory: String) throws(FileError) -> [String] {
    try local.names(in: directory).filter { $0 != "main2.tf" }
  }

  func bytes(of path: String) throws(FileError) -> [UInt8] { try local.bytes(of: path) }
  func canonicalPath(of directory: String) -> String { local.canonicalPath(of: directory) }
}

/// One directory of `Cases`.
struct Case: CustomTestStringConvertible, Sendable {
  let name: String

  static var root: String {
    "\(#filePath)".split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Cases"
  }

  /// Those of which the parser has nothing to say; the others are among its own tests.
  static let all: [Case] = {
    let names: [String]? = try? LocalFileSystem().names(in: root)
    return (names ?? []).filter { !$0.hasPrefix("e-syntax") }.sorted().map(Case.init)
  }()

  var directory: String { "\(Case.root)/\(name)" }
  var testDescription: String { name }

  private func expected() throws -> Value {
    try JSON.parse(try LocalFileSystem().bytes(of: "\(directory)/expected.json"))
  }

  func failsInitialisation() throws -> Bool {
    try expected()[member: "init"] != nil
  }

  /// What Terraform's `validate` finds.
  func errors() throws -> [Finding] {
    let expected = try expected()
    let diagnostics = expected[member: "validate"]?[member: "diagnostics"]?.elements ?? []
    return diagnostics.filter { $0[member: "severity"]?.stringValue == "error" }.map(Finding.init).filter {
      // Terraform's second error about an argument in which it has refused a variable already.
      $0.detail != "Unsuitable value: value must be known"
    }
  }
}

/// An error as Terraform and we both describe it.
struct Finding: Hashable, CustomStringConvertible {
  let summary: String
  let place: String
  /// Takes no part in comparisons.
  let detail: String

  init(_ json: Value) {
    summary = json[member: "summary"]?.stringValue ?? ""
    detail = json[member: "detail"]?.stringValue ?? ""
    let range = json[member: "range"]
    func position(_ name: String) -> String {
      let place = range?[member: name]
      return "\(place?[0]?.intValue ?? 0),\(place?[1]?.intValue ?? 0)"
    }
    place = "\(range?[member: "file"]?.stringValue ?? ""):\(position("start"))-\(position("end"))"
  }

  init(_ diagnostic: Diagnostic, in sources: SourceMap, directory: String) {
    summary = diagnostic.summary
    detail = diagnostic.detail
    guard let subject = diagnostic.subject else {
      place = ":0,0-0,0"
      return
    }
    let file = sources[subject.file]
    let start = file.position(at: Int(subject.lower))
    let end = file.position(at: Int(subject.upper))
    let name = file.name.hasPrefix(directory + "/") ? String(file.name.dropFirst(directory.count + 1)) : file.name
    // Terraform widens an empty place to one column.
    let endColumn = start.byte == end.byte ? end.column + 1 : end.column
    place = "\(name):\(start.line),\(start.column)-\(end.line),\(endColumn)"
  }

  var description: String { "\(summary) @ \(place)" }

  static func == (left: Finding, right: Finding) -> Bool {
    left.summary == right.summary && left.place == right.place
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(summary)
    hasher.combine(place)
  }
}
