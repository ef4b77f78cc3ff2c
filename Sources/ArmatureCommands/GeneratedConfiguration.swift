import Configuration
import Diagnostics
import Evaluation
import Importing
import Planning
import Resources

/// The blocks that `plan --generate-config-out` writes for `import` blocks that have none.
struct GeneratedConfiguration {
  let run: CommandRun
  let path: String

  /// Asked before anything else: a file that is there is never written over.
  func check() throws(DiagnosticsError) {
    if ProcessEnvironment.exists(path) { throw DiagnosticsError(ImportDiagnostics.generatedExists(path)) }
  }

  /// The spec with the generated blocks in it, which are written to the file; the spec itself where none is missing.
  func added(to spec: LoadedSpec, _ session: EnvironmentSession) async throws(DiagnosticsError) -> LoadedSpec {
    let survey = try await Planner(session.context).survey()
    if survey.diagnostics.hasErrors { throw DiagnosticsError(survey.diagnostics) }
    if survey.untargeted.isEmpty { return spec }
    var problems: [Diagnostic] = []
    for (address, _, range) in survey.untargeted where address.module != .root || address.key != .none {
      var problem = ImportDiagnostics.notGenerated(address)
      problem.subject = range
      problems.append(problem)
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
    var selector = ImportSelector(session: session, survey: survey)
    await selector.add(survey.untargeted.map { ImportTarget(address: $0.address, id: $0.id) })
    let selection = selector.finish()
    if selector.diagnostics.hasErrors { throw DiagnosticsError(selector.diagnostics) }
    let bytes = Array(selection.text(in: session).utf8)
    try NewFile.write(bytes, to: path, orReport: ImportDiagnostics.generatedExists(path))
    run.console.note("Wrote the configuration of \(selection.written.count) resources to \(path): review it.")
    // Wherever the file lies, this plan has what is in it.
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let place = FilePath.joined(spec.directory, name.hasSuffix(".tf") ? name : "\(name).tf")
    return try run.load(
      spec.directory, fileSystem: AddedFiles(base: LocalFileSystem(), files: [place: bytes]))
  }
}
