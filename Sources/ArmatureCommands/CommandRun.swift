import ArgumentParser
import Configuration
import Diagnostics
import Planning
import Reports

/// One run of a command: its console, its sources, and the way from thrown diagnostics to an exit code.
struct CommandRun {
  let console: Console
  let sources = SourceMap()
  let variables = ProcessEnvironment.variables

  init(_ display: DisplayOptions) {
    console = Console(environment: ProcessEnvironment.variables, display: display)
  }

  /// The time that reports name: now, or what SOURCE_DATE_EPOCH says, so that a report can be made again byte for byte.
  var timestamp: String {
    RFC3339.text(secondsSince1970: variables["SOURCE_DATE_EPOCH"].flatMap { Int($0) } ?? FileText.secondsSince1970())
  }

  /// Runs a body; diagnostics that it throws are shown, and the exit code is 1.
  func reporting(_ body: (CommandRun) async throws -> Void) async throws {
    do {
      try await body(self)
    } catch let error as DiagnosticsError {
      console.show(error.diagnostics, in: sources)
      throw CommandExit.failure
    }
  }

  /// The values of variables that the command line gives, in their order.
  var variableOptions: [VariableInputs.Option] {
    let arguments = ArgumentSpelling.normalized(Array(CommandLine.arguments.dropFirst()))
    return ArgumentSpelling.variableOptions(in: arguments).map { $0.isFile ? .file($0.value) : .assignment($0.value) }
  }

  func load(
    _ directory: String, fileSystem: any FileSystem = LocalFileSystem()
  ) throws(DiagnosticsError) -> LoadedSpec {
    try LoadedSpec.load(
      directory: directory, options: variableOptions, environment: variables, sources: sources, fileSystem: fileSystem)
  }

  /// Reads a spec to which something is about to be added: variables that it doesn't declare yet may have values.
  func loadUnfinished(_ directory: String) throws(DiagnosticsError) -> LoadedSpec {
    let declared = Set(try loadForValidation(directory).program.root.variables.map(\.name))
    let options = variableOptions.filter { option in
      guard case .assignment(let text) = option, let equals = text.firstIndex(of: "=") else { return true }
      return declared.contains(String(text[..<equals]))
    }
    return try LoadedSpec.load(directory: directory, options: options, environment: variables, sources: sources)
  }

  /// Reads a spec that is opened next. A simulator that is asked for starts at the same time: one takes about as long as
  /// the other.
  func load(_ directory: String, for cloud: CloudOptions) throws(DiagnosticsError) -> LoadedSpec {
    let simulator =
      ProcessEnvironment.holdsSpec(directory)
      ? try CloudConnection.startSimulator(cloud, directory: directory, environment: variables) : nil
    do throws(DiagnosticsError) {
      var spec = try load(directory)
      spec.simulator = simulator
      return spec
    } catch {
      simulator?.abandon()
      throw error
    }
  }

  /// Reads a spec for checking alone: values that nobody gave are no mistake then.
  func loadForValidation(_ directory: String, findsAll: Bool = false) throws(DiagnosticsError) -> LoadedSpec {
    try LoadedSpec.load(
      directory: directory, options: nil, environment: variables, sources: sources, findsAll: findsAll)
  }

  /// A spec with nothing in it, for an environment that is known by its record alone.
  func loadNothing(_ directory: String) throws(DiagnosticsError) -> LoadedSpec {
    try LoadedSpec.load(
      directory: directory, options: [], environment: [:], sources: sources,
      fileSystem: SnapshotFileSystem(files: ["\(directory == "." ? "" : directory + "/")empty.tf": []]))
  }

  /// Opens the environment of a spec; whoever gets it closes its connection.
  ///
  /// - Parameter quietly: whether the line that names the cloud goes to standard error, since the data are for a program.
  func open(
    _ spec: LoadedSpec, _ cloud: CloudOptions, planOptions: PlanOptions = PlanOptions(), quietly: Bool = false
  ) async throws(DiagnosticsError) -> EnvironmentSession {
    try await EnvironmentSession.open(spec, cloud: cloud, variables: variables, planOptions: planOptions) { line in
      if quietly { console.note(line) } else { console.line(line) }
    }
  }
}

extension Duration {
  /// Seconds as a number.
  var inSeconds: Double { self / .seconds(1) }
}
