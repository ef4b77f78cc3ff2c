import Configuration
import Diagnostics
import Evaluation
import Foundation
import Planning
import Resources
import Testing
import Values

/// The configuration that Terraform's answers in `Contracts` are about, planned against nothing.
struct TwoStep {
  let program: Program
  let variables: [String: Value]
  let kinds = KindRegistry([RecordProvider()], providerSchemas: [:])
  var plan: Plan

  init() async throws {
    let directory = try #require(Bundle.module.resourceURL).appendingPathComponent("Contracts/two-step").path
    let sources = SourceMap()
    let (loaded, found) = ProgramLoader.load(directory: directory, sources: sources)
    try #require(!found.hasErrors)
    program = try #require(loaded)
    let inputs = VariableInputs.collect(for: program.root, options: [], environment: [:], sources: sources)
    variables = inputs.resolved(for: program.root).values
    let origin = EnvironmentRecord.Origin(repository: "", path: "")
    let planner = try Planner(
      PlanningContext(
        program: program, inputs: inputs, kinds: kinds,
        environment: "dev", record: EnvironmentRecord(environment: "dev", origin: origin, hashKey: "key"),
        functions: .standard, functionContext: .onDisk(workingDirectory: directory, sources: sources),
        directories: ProgramDirectories(root: directory, current: directory)))
    let (plan, diagnostics) = await planner.plan()
    try #require(!diagnostics.hasErrors)
    self.plan = plan
  }
}

extension KindRegistry {
  /// No kinds, for what has no program.
  static let none = KindRegistry([], providerSchemas: [:])
}

/// The text of a file in `Contracts`.
func contract(_ name: String) throws -> String {
  let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Contracts/\(name)")
  return String(decoding: try Data(contentsOf: url), as: UTF8.self)
}
