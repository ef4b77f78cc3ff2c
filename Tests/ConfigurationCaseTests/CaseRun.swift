import Applying
import Configuration
import Diagnostics
import Evaluation
import Graph
import JSON
import Planning
import Reports
import Resources
import TestWorld
import Values

/// Runs a case through the doors that the commands use and writes down what happened in the form of `expected.json`.
struct CaseRun {
  let example: ConfigurationCase
  /// `terraform.workspace` is the environment's name.
  private static let environment = "default"
  private let world = World(environment: environment)

  init(_ example: ConfigurationCase) {
    self.example = example
  }

  /// Every stage that `expected` has.
  func outcome(of expected: Value) async throws -> Value {
    var outcome = Members([("validate", try validate())])
    if expected[member: "plan"] != nil {
      let (plan, apply) = try await step(1, applies: expected[member: "apply"] != nil)
      outcome["plan"] = plan
      outcome["apply"] = apply
    }
    if expected[member: "plan2"] != nil {
      let (plan, apply) = try await step(2, applies: expected[member: "apply2"] != nil)
      outcome["plan2"] = plan
      outcome["apply2"] = apply
    }
    if expected[member: "replan"] != nil {
      let (plan, _) = try await step(1, applies: false)
      outcome["replan"] = Value.object(
        Members([
          ("ok", plan[member: "ok"] ?? false),
          ("resources", .tuple((plan[member: "resources"]?.elements ?? []).map { $0[member: "actions"] ?? [] })),
        ]))
    }
    return .object(outcome)
  }

  // MARK: Stages

  private func validate() throws -> Value {
    let sources = SourceMap()
    let (program, found) = ProgramLoader.load(
      directory: example.directory, sources: sources, fileSystem: CaseFiles(step: 1))
    var diagnostics = found
    if let program, program.isWhole {
      do throws(DiagnosticsError) {
        diagnostics = try Planner(context(program, inputs: .unknown(for: program.root), sources: sources))
          .validate(after: diagnostics)
      } catch {
        if !diagnostics.hasErrors { diagnostics += error.diagnostics }
      }
    }
    return .object(
      Members([("valid", .bool(!diagnostics.hasErrors)), ("diagnostics", document(diagnostics, sources))]))
  }

  /// A plan and, if it is to be applied, what came of it.
  private func step(_ number: Int, applies: Bool) async throws -> (plan: Value, apply: Value?) {
    let sources = SourceMap()
    let files = CaseFiles(step: number)
    let (loaded, found) = ProgramLoader.load(directory: example.directory, sources: sources, fileSystem: files)
    var diagnostics = found
    guard let program = loaded, !diagnostics.hasErrors else { return (failure(diagnostics, sources), nil) }
    let (variables, options) = try options(step: number)
    let inputs = VariableInputs.collect(
      for: program.root, options: variables, environment: [:], sources: sources, fileSystem: files)
    diagnostics += inputs.resolved(for: program.root).diagnostics
    if diagnostics.hasErrors { return (failure(diagnostics, sources), nil) }
    let context = context(
      program, inputs: inputs, sources: sources, record: try await world.record(), options: options)
    let planner = try Planner(context)
    let (plan, planned) = await planner.plan()
    let loading = diagnostics
    diagnostics += planned
    if diagnostics.hasErrors { return (failure(diagnostics, sources), nil) }
    let json = PlanJSON(
      program: program, kinds: context.kinds, variables: inputs.resolved(for: program.root).values, subscription: nil,
      timestamp: "")
    let document = PlanDocument(try JSON.parse(json.text(plan))).value(diagnostics: self.document(diagnostics, sources))
    return (document, applies ? try await apply(plan, planner, context, loading, sources) : nil)
  }

  private func apply(
    _ plan: Plan, _ planner: Planner, _ context: PlanningContext, _ loading: [Diagnostic], _ sources: SourceMap
  ) async throws -> Value {
    let order = Locked<[String]>([])
    let applier = Applier(
      plan: plan, evaluation: ApplyEvaluation(planner), kinds: context.kinds, record: context.record,
      store: try world.store(), journal: nil, parallelism: 1,
      report: { event in
        if case .started(let step, _) = event { order.change { $0.append("\(step.verb.rawValue) \(step.address)") } }
      })
    let result = try await applier.apply()
    let entries = try await world.record()?.sortedEntries ?? []
    let resources = entries.map { entry in
      Value.object(
        Members([("address", .string("\(entry.address)")), ("values", plain(entry.kept ?? .null(.dynamic)))]))
    }
    return .object(
      Members([
        ("ok", .bool(result.isComplete)), ("order", .tuple(order.value.map { .string($0) })),
        ("resources", .tuple(resources)), ("outputs", try JSON.parse(OutputJSON.document(result.outputs).text)),
        ("diagnostics", document(loading + result.diagnostics, sources)),
      ]))
  }

  /// Whether one of two instances rests on the other, in either step's configuration.
  func isRelated(_ first: String, _ second: String) -> Bool {
    guard let left = InstanceAddress(first), let right = InstanceAddress(second) else { return true }
    if left == right { return true }
    return [1, 2].contains { step in
      let (loaded, _) = ProgramLoader.load(
        directory: example.directory, sources: SourceMap(), fileSystem: CaseFiles(step: step))
      guard let loaded, let graph = try? ProgramGraph(loaded), let from = node(of: left, in: graph),
        let to = node(of: right, in: graph), from != to
      else { return false }
      return graph.graph.closure(of: [from], along: .forward).contains(to)
        || graph.graph.closure(of: [to], along: .forward).contains(from)
    }
  }

  private func node(of address: InstanceAddress, in graph: ProgramGraph) -> Int? {
    let path = address.module.steps.map(\.name)
    guard let module = graph.modules.firstIndex(where: { $0.path == path }) else { return nil }
    return graph.number(of: ResourceName(address.mode, type: address.type, name: address.name), in: module)
  }

  // MARK: What the stages need

  private func context(
    _ program: Program, inputs: VariableInputs, sources: SourceMap, record: EnvironmentRecord? = nil,
    options: PlanOptions = PlanOptions()
  ) -> PlanningContext {
    PlanningContext(
      program: program, inputs: inputs, kinds: KindRegistry([RecordProvider()], providerSchemas: [:]),
      environment: Self.environment,
      record: record
        ?? EnvironmentRecord(
          environment: Self.environment, origin: EnvironmentRecord.Origin(repository: "", path: example.name),
          hashKey: "000102030405060708090a0b0c0d0e0f"),
      functions: .standard, functionContext: .onDisk(workingDirectory: example.directory, sources: sources),
      directories: ProgramDirectories(root: example.directory, current: example.directory), options: options)
  }

  private struct UnknownArgument: Error {
    let text: String
  }

  private func options(step: Int) throws -> (variables: [VariableInputs.Option], options: PlanOptions) {
    var variables: [VariableInputs.Option] = []
    var options = PlanOptions()
    for argument in example.arguments(step: step) {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      switch parts[0] {
      case "-var": variables.append(.assignment(parts[1]))
      case "-replace": options.replaced.insert(parts[1])
      case "-target": options.targets.insert(parts[1])
      default: throw UnknownArgument(text: argument)
      }
    }
    return (variables, options)
  }

  // MARK: Writing down

  private func failure(_ diagnostics: [Diagnostic], _ sources: SourceMap) -> Value {
    .object(Members([("ok", false), ("diagnostics", document(diagnostics, sources))]))
  }

  private func document(_ diagnostics: [Diagnostic], _ sources: SourceMap) -> Value {
    .tuple(
      diagnostics.sorted(in: sources).map { diagnostic in
        var members = Members([
          ("severity", .string(diagnostic.severity.rawValue)), ("summary", .string(diagnostic.summary)),
          // Terraform names files as seen from the directory that it works in.
          ("detail", .string(diagnostic.detail.replacing(example.directory + "/", with: ""))),
        ])
        if let subject = diagnostic.subject { members["range"] = range(subject, sources) }
        return .object(members)
      })
  }

  private func range(_ range: SourceRange, _ sources: SourceMap) -> Value {
    let file = sources[range.file]
    let start = file.position(at: Int(range.lower))
    let end = file.position(at: Int(range.upper))
    let prefix = example.directory + "/"
    let name = file.name.hasPrefix(prefix) ? String(file.name.dropFirst(prefix.count)) : file.name
    // Terraform widens an empty place to one column.
    let endColumn = start.byte == end.byte ? end.column + 1 : end.column
    return [
      "file": .string(name), "start": [.number(start.line), .number(start.column)],
      "end": [.number(end.line), .number(endColumn)],
    ]
  }

  /// A value as plain JSON has it.
  private func plain(_ value: Value) -> Value {
    (try? JSON.parse(JSON.text(value))) ?? .null(.dynamic)
  }
}
