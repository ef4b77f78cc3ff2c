import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A spec with a secret in it and what is done with it, by commands whose words are kept for what they may give away.
final class SecretLife {
  static let group = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-secret"
  private static let canary = "c4n4ryS3cret"

  private let subject: SecretsTests.Subject
  private let source: SecretsTests.Source
  private let place: Workplace
  private let simulator: Simulator
  private var environment: [String: String]
  private var said: [(words: String, text: String)] = []
  /// Where secrets were found after a run that was killed, before another one tidied up.
  private var early: [String] = []

  init(_ subject: SecretsTests.Subject, _ source: SecretsTests.Source) throws {
    self.subject = subject
    self.source = source
    place = try Workplace(copying: [])
    simulator = try Simulator(in: place)
    environment = ["ARMATURE_ARM_ENDPOINT": simulator.url]
  }

  private func secret(_ number: Int) -> String { "\(Self.canary)-\(number)!" }

  /// Writes the spec with its `number`th secret.
  func write(number: Int) throws {
    let secret = secret(number)
    let block = subject.block.replacingOccurrences(of: "SECRET", with: source.expression(secret))
      .replacingOccurrences(of: "VERSION", with: "\(number)")
    let variable = "variable \"secret\" { sensitive = true }\n"
    try place.write(
      """
      armature { environment = "secrets" }
      \(source == .variable ? variable : "")
      resource "azurerm_resource_group" "a" {
        name     = "rg-secret"
        location = "westeurope"
      }
      \(block)
      output "all" {
        value     = \(subject.address)
        sensitive = true
      }
      """, to: "spec/main.tf")
    if source == .file { try place.write(secret, to: "spec/secret.txt") }
    if source == .variable { environment["TF_VAR_secret"] = secret }
  }

  // MARK: Runs

  @discardableResult
  func run(_ words: [String], status: Int32 = 0, input: String? = nil, isTraced: Bool = true) throws -> Program.Result {
    let traced = isTraced ? ["--simulate", "--trace", "trace-\(said.count).txt"] : []
    let result = try Program.run(
      "armature", words + traced, in: place.folder, environment: environment, input: input)
    #expect(result.status == status, "\(words): \(result.output)\(result.errors)")
    said.append((words.joined(separator: " "), result.output + result.errors))
    return result
  }

  /// An apply that Azure refuses, in words that quote the secret.
  func refused() throws {
    let fault = """
      {"effect": "answer", "method": "PUT", "path": "\(subject.path)", "times": 1, "status": 400,
       "code": "InvalidParameter", "message": "The value '\(secret(1))' is not allowed."}
      """
    _ = try simulator.call("POST", "/simulator/faults", body: fault, in: place)
    let refused = try run(["apply", "--auto-approve", "spec"], status: 1)
    #expect(refused.errors.contains("is not allowed") || refused.output.contains("is not allowed"))
  }

  /// An apply that is killed while the resource is made, so that its journal stays.
  func killed() throws {
    try simulator.hold("PUT", subject.path, in: place)
    let url = simulator.url
    let run = try RunningProgram(
      "apply", "--simulate", "--auto-approve", "--trace", "trace-killed.txt", "spec", in: place,
      environment: environment, atEnd: { Simulator.removeFaults(url) })
    #expect(try simulator.awaitHeld(in: place) == 1)
    run.send(SIGKILL)
    #expect(run.end() == SIGKILL)
    said.append(("apply, killed", run.output))
    #expect(FileManager.default.fileExists(atPath: place.folder.appendingPathComponent(Self.journal).path))
    early = try found()
  }

  private static let journal = "spec/.armature/journal/secrets.log"

  /// Every command that shows something.
  func look() throws {
    try run(["output", "spec"])
    try run(["output", "--json", "spec"])
    try run(["state", "list", "spec"])
    try run(["state", "show", subject.address, "spec"])
    try run(["state", "show", "--json", subject.address, "spec"])
    try run(["show", "spec"])
    try run(["graph", "spec"], isTraced: false)
    try run(["validate", "--json", "spec"], isTraced: false)
    try run(["history", "spec"])
    try run(["console", "spec"], input: "\(subject.address)\njsonencode(\(subject.address))\n")
  }

  /// Has somebody change the resource, and an apply take that back.
  func drift() throws {
    let path = "\(Self.group)\(subject.path)?api-version=\(subject.apiVersion)"
    let status = try simulator.call("PATCH", path, body: #"{"tags": {"stranger": "yes"}}"#, in: place).0
    #expect([200, 201, 202].contains(status))
    _ = try simulator.call("GET", path, in: place)
    try run(["drift", "--format", "json", "spec"], status: 2)
    try run(["drift", "spec"], status: 2)
    try run(["apply", "--auto-approve", "spec"])
  }

  /// Has another environment take the resource over.
  func importation() throws {
    let records = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/armature-records"
    _ = try simulator.call("DELETE", records + "?api-version=2021-04-01", in: place)
    try place.write("", to: "imported/notes.txt")
    let words = [
      "import", "--auto-approve", "--environment", "imported", "imported", Self.group, Self.group + subject.path,
    ]
    let first = try Program.run(
      "armature", words + ["--simulate", "--dry-run"], in: place.folder, environment: environment)
    said.append(("import --dry-run", first.output + first.errors))
    for match in first.errors.matches(of: /variable "([a-z0-9_]+)"/) {
      environment["TF_VAR_\(match.output.1)"] = secret(2)
    }
    try run(words)
    try run(["plan", "--environment", "imported", "imported"])
  }

  // MARK: What is found

  /// Where a secret was found that has no business there.
  func leaks() -> [String] {
    let texts = said.filter { Self.holds($0.text, [Self.canary]) }.map { words, text in
      let line = text.split(separator: "\n").first { Self.holds(String($0), [Self.canary]) } ?? ""
      return "\(words) says: \(line)"
    }
    do {
      return try texts + early + found()
    } catch {
      return texts + ["\(error)"]
    }
  }

  private func found() throws -> [String] {
    let records = try simulator.resources(in: place).filter { resource in
      resource["id"].string?.lowercased().hasSuffix(subject.path) != true && Self.holds(resource.text, [Self.canary])
    }
    return try Self.files(in: place, holding: [Self.canary]) + records.compactMap { $0["id"].string }
  }

  /// The files of a place that have one of some texts in them, as it is or in hexadecimal digits; what the test has written and what
  /// the simulator keeps are none.
  static func files(in place: Workplace, holding texts: [String]) throws -> [String] {
    let all = FileManager.default.enumerator(atPath: place.folder.path)?.compactMap { $0 as? String } ?? []
    return try all.filter { path in
      if path.hasPrefix("cloud") || path == "spec/main.tf" || path == "spec/secret.txt" { return false }
      var isDirectory: ObjCBool = false
      let url = place.folder.appendingPathComponent(path)
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory), !isDirectory.boolValue
      else { return false }
      return holds(String(decoding: try Data(contentsOf: url), as: UTF8.self), texts)
    }
  }

  private static func holds(_ text: String, _ secrets: [String]) -> Bool {
    secrets.contains { secret in
      text.contains(secret)
        || text.contains(secret.utf8.map { String($0, radix: 16) }.joined())
    }
  }
}
