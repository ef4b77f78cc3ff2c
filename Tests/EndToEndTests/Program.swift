import Foundation

/// The built programs, run as a user would run them.
enum Program {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Where the build puts programs: beside the test bundle.
  static let directory: URL = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// Runs a program to its end. Nothing of the test's own environment that would change its ways gets through.
  ///
  /// - Parameter prefix: a command that is to run the program, such as `setpriv` with its options.
  static func run(
    _ name: String, _ arguments: [String], in folder: URL, environment: [String: String] = [:],
    input: String? = nil, through prefix: [String] = []
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = prefix + [directory.appendingPathComponent(name).path] + arguments
    process.currentDirectoryURL = folder
    var variables = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "ARMATURE_SIMULATE_SPEED": "instant"]
    variables.merge(environment) { $1 }
    process.environment = variables
    // Files, not pipes: whatever amount is written, nobody has to read meanwhile.
    let streams = try ["out", "err", "in"].map { suffix -> FileHandle in
      let url = folder.appendingPathComponent(".stream-\(UUID().uuidString)-\(suffix)")
      try Data((suffix == "in" ? input ?? "" : "").utf8).write(to: url)
      defer { try? FileManager.default.removeItem(at: url) }
      return try FileHandle(forUpdating: url)
    }
    process.standardOutput = streams[0]
    process.standardError = streams[1]
    process.standardInput = streams[2]
    try process.run()
    process.waitUntilExit()
    let texts = try streams[..<2].map { stream in
      try stream.seek(toOffset: 0)
      return String(decoding: try stream.readToEnd() ?? Data(), as: UTF8.self)
    }
    return Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}

/// A folder of a test's own, with a copy of the repository's environments and modules in it; removed afterwards.
final class Workplace {
  let folder: URL
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  init(copying names: [String] = ["environments", "modules"]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("armature-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in names {
      try FileManager.default.copyItem(
        at: Self.repository.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    // What somebody simulated in the repository is not part of the test.
    let environments = folder.appendingPathComponent("environments")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: environments.path)) ?? [] {
      try? FileManager.default.removeItem(at: environments.appendingPathComponent("\(name)/.armature"))
    }
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  func write(_ text: String, to path: String) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func run(
    _ arguments: String..., environment: [String: String] = [:], input: String? = nil
  ) throws -> Program.Result {
    try Program.run("armature", arguments, in: folder, environment: environment, input: input)
  }
}

/// A simulator of the test's own on a loopback port, for looking at what `armature` does to it.
final class Simulator {
  let url: String
  private let process = Process()

  init(in workplace: Workplace, speed: String = "instant", _ options: String...) throws {
    process.executableURL = Program.directory.appendingPathComponent("armature-simulator")
    process.arguments =
      [
        "--listen", "127.0.0.1:0", "--speed", speed, "--store", workplace.folder.appendingPathComponent("cloud").path,
        "--exit-with-parent",
      ] + options
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = Pipe()
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8), !byte.isEmpty {
      line += byte
    }
    url = String(decoding: line, as: UTF8.self).replacingOccurrences(of: "listening on ", with: "")
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// Makes a call of ARM as anybody else would, with curl and a token; returns status and body.
  func call(
    _ method: String, _ path: String, body: String? = nil, as token: String = "test", in workplace: Workplace
  ) throws -> (Int, JSONValue) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Bounded, so that waiting for a request that never comes is a failure and no hang.
    var arguments = [
      "curl", "-s", "-m", "300", "-X", method, "-w", "\n%{http_code}", "-H", "Authorization: Bearer \(token)",
    ]
    if let body { arguments += ["-H", "Content-Type: application/json", "-d", body] }
    process.arguments = arguments + [url + path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    let status = text.split(separator: "\n").last.flatMap { Int($0) } ?? 0
    let json = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().joined(separator: "\n")
    return (
      status,
      JSONValue((try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)) ?? NSNull())
    )
  }

  /// How many calls of a kind were made: `reads`, `writes`, `deletes`, `posts`.
  func count(_ kind: String, in workplace: Workplace) throws -> Int {
    try call("GET", "/simulator/counts", in: workplace).1[kind].int ?? -1
  }
}

/// A JSON value to look around in.
struct JSONValue {
  let any: Any

  init(_ any: Any) {
    self.any = any
  }

  subscript(name: String) -> JSONValue { JSONValue((any as? [String: Any])?[name] ?? NSNull()) }
  subscript(index: Int) -> JSONValue {
    let array = any as? [Any] ?? []
    return JSONValue(array.indices.contains(index) ? array[index] : NSNull())
  }
  var int: Int? { (any as? NSNumber)?.intValue }
  var string: String? { any as? String }
  var array: [JSONValue] { (any as? [Any] ?? []).map(JSONValue.init) }
  var keys: Set<String> { Set((any as? [String: Any] ?? [:]).keys) }

  /// The value as JSON text, keys sorted.
  var text: String {
    let data = try? JSONSerialization.data(withJSONObject: any, options: [.sortedKeys, .fragmentsAllowed])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
