import AzureKinds
import AzureProvider
import Configuration
import Diagnostics
import Evaluation
import Planning
import Resources
import Synchronization

/// A spec that was read, with the values for its variables: without static mistakes, unless it is read to find more.
struct LoadedSpec {
  let program: Program
  let graph: ProgramGraph
  let inputs: VariableInputs
  let directory: String
  let functionContext: FunctionContext
  /// The version of azurerm that it is written for.
  let azurerm: AzurermVersion
  /// What was found that didn't keep it from being read on: warnings, or mistakes beside which more may be found.
  let findings: [Diagnostic]
  /// Every file that the spec was made of, as it was read.
  let files: FileRecorder
  /// When that was, in seconds since 1970.
  let time: Int
  /// The simulator that was started for it meanwhile.
  var simulator: SimulatorProcess?

  /// Reads a spec; without `options`, values of variables don't matter and none need be given.
  ///
  /// - Parameter findsAll: whether a spec in which names lead nowhere is read on, so that more can be found.
  /// - Throws: everything that is wrong with it.
  static func load(
    directory: String, options: [VariableInputs.Option]?, environment: [String: String], sources: SourceMap,
    fileSystem: any FileSystem = LocalFileSystem(), findsAll: Bool = false, time: Int = FileText.secondsSince1970()
  ) throws(DiagnosticsError) -> LoadedSpec {
    let files = FileRecorder(fileSystem)
    let layout = Mutex<Result<ProgramGraph, DiagnosticsError>?>(nil)
    let (program, found) = ProgramLoader.load(directory: directory, sources: sources, fileSystem: files) { program in
      let made = Result { () throws(DiagnosticsError) in try ProgramGraph(program) }
      layout.withLock { $0 = made }
    }
    var diagnostics = found
    guard let program else { throw DiagnosticsError(diagnostics) }
    let inputs =
      options.map {
        VariableInputs.collect(
          for: program.root, options: $0, environment: environment, sources: sources, fileSystem: files)
      } ?? .unknown(for: program.root)
    diagnostics += inputs.resolved(for: program.root).diagnostics
    let (azurerm, problems) = AzurermVersion.required(by: program)
    diagnostics += problems
    let errors = diagnostics.filter { $0.severity == .error }
    // Warnings come along, in the order of their places.
    if !errors.isEmpty, !findsAll || !program.isWhole { throw DiagnosticsError(diagnostics) }
    var functionContext = FunctionContext.onDisk(
      workingDirectory: ProcessEnvironment.absolute(directory), homeDirectory: environment["HOME"], sources: sources,
      now: { time })
    functionContext.readFile = { path throws(FunctionError) in
      do throws(FileError) {
        return try files.bytes(of: path)
      } catch {
        throw FunctionError(FileText.problem(error, path: path))
      }
    }
    let graph: ProgramGraph
    do throws(DiagnosticsError) {
      graph = if let layout = layout.withLock({ $0 }) { try layout.get() } else { try ProgramGraph(program) }
    } catch {
      throw DiagnosticsError(diagnostics.hasErrors ? diagnostics : error.diagnostics)
    }
    return LoadedSpec(
      program: program, graph: graph, inputs: inputs, directory: directory,
      functionContext: functionContext, azurerm: azurerm,
      findings: diagnostics, files: files, time: time)
  }

  /// What a plan is made from.
  func context(
    kinds: KindRegistry, environment: String, subscription: String = "", record: EnvironmentRecord? = nil,
    store: (any RecordStore)? = nil,
    options: PlanOptions = PlanOptions()
  ) -> PlanningContext {
    PlanningContext(
      program: program, graph: graph, inputs: inputs, kinds: kinds, environment: environment,
      subscription: subscription,
      record: record
        ?? EnvironmentRecord(
          environment: environment, origin: EnvironmentRecord.Origin(repository: "", path: directory), hashKey: ""),
      functions: .standard, functionContext: functionContext,
      directories: ProgramDirectories(root: directory, current: ProcessEnvironment.currentDirectory),
      store: store, options: options)
  }
}
