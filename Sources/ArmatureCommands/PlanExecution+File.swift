import Applying
import Configuration
import Diagnostics
import Planning
import Resources

/// Carrying out saved plans.
extension PlanExecution {
  /// Plans again from the spec in the file; if that gives the same plan, applies it.
  func carryOut(_ file: PlanFile, cloud: CloudOptions) async throws {
    let target = try target(of: file, cloud)
    let files = SnapshotFileSystem(files: file.files.merging(try sensitiveFiles(of: file)) { $1 })
    let spec = try LoadedSpec.load(
      directory: file.directory, options: try variables(of: file, in: files),
      environment: ["HOME": run.variables["HOME", default: ""]], sources: run.sources, fileSystem: files,
      time: file.time)
    var planOptions = PlanOptions()
    planOptions.adopted = Set(file.adopted)
    planOptions.replaced = Set(file.replaced)
    planOptions.targets = Set(file.targets)
    planOptions.excluded = Set(file.excluded)
    try await opening(spec, target, planOptions) { session, lock, interruption in
      let made = try await PlannedEnvironment.make(
        run, spec, in: session, after: lock.journal.unfinished, isDestruction: file.isDestruction)
      try await checkUnchanged(file, made)
      run.console.show(made.warnings, in: run.sources)
      try await apply(
        made, lock, interruption, directory: file.directory, origin: file.origin, isDestruction: file.isDestruction)
    }
  }

  /// The cloud and the environment that the plan is for; what the command line says besides has to be the same.
  private func target(of file: PlanFile, _ cloud: CloudOptions) throws(DiagnosticsError) -> CloudOptions {
    func other(_ what: String, _ detail: String, hint: String) -> DiagnosticsError {
      DiagnosticsError(.error("Plan for another \(what)", detail: detail, hint: hint))
    }
    if file.isSimulated != cloud.simulate {
      throw other(
        "Azure",
        file.isSimulated
          ? "The plan was made for a simulated Azure, and without --simulate it would go to the real one."
          : "The plan was made for the real Azure, and --simulate would apply it to a simulated one.",
        hint: file.isSimulated ? "add --simulate" : "leave --simulate out")
    }
    if let environment = cloud.environment, environment != file.environment {
      throw other(
        "environment",
        "The plan is for the environment \"\(file.environment)\", and --environment says \"\(environment)\".",
        hint: "leave --environment out, or make a plan for the other one")
    }
    if let subscription = cloud.subscription, subscription.lowercased() != file.subscription.lowercased() {
      throw other(
        "subscription", "The plan is for \(file.subscription), and --subscription says \(subscription).",
        hint: "leave --subscription out, or make a plan for the other one")
    }
    var target = cloud
    target.environment = file.environment
    target.subscription = file.subscription
    return target
  }

  /// The files that aren't in the plan since they have something sensitive in them, as they were when it was made.
  private func sensitiveFiles(of file: PlanFile) throws(DiagnosticsError) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for (path, digest) in file.sensitiveFiles.sorted(by: { $0.key < $1.key }) {
      let bytes = try? LocalFileSystem().bytes(of: path)
      guard let bytes, PlanDigest.of(bytes, salt: file.salt) == digest else {
        throw DiagnosticsError(
          .error(
            bytes == nil ? "A file of the plan is not there" : "A file of the plan is another one now",
            detail: "\(path) holds a sensitive value, and so its text isn't in the plan: it has to be there just as it "
              + "was when the plan was made.",
            hint: "bring it back, or make the plan again"))
      }
      files[path] = bytes
    }
    return files
  }

  /// The values of variables: those in the plan, and the sensitive ones as they are given now.
  private func variables(of file: PlanFile, in files: SnapshotFileSystem) throws(DiagnosticsError)
    -> [VariableInputs.Option]
  {
    let (program, diagnostics) = ProgramLoader.load(
      directory: file.directory, sources: run.sources, fileSystem: files)
    guard let program, !diagnostics.hasErrors else { throw DiagnosticsError(diagnostics) }
    let current = VariableInputs.collect(
      for: program.root, options: run.variableOptions, environment: run.variables, sources: run.sources)
    var options = file.variables.sorted { $0.key < $1.key }.map {
      VariableInputs.Option.assignment("\($0.key)=\($0.value)")
    }
    for (name, digest) in file.sensitive.sorted(by: { $0.key < $1.key }) {
      guard let input = current.values[name] else {
        throw DiagnosticsError(
          .error(
            "No value for sensitive variable",
            detail: "The plan was made with a value for \"\(name)\", which is sensitive and so not in the file.",
            hint: "give it the same value as for the plan, with TF_VAR_\(name), --var or --var-file"))
      }
      guard PlanDigest.of(input.value, salt: file.salt) == digest else {
        throw DiagnosticsError(
          .error(
            "Another value for sensitive variable",
            detail: "The value of \"\(name)\" is not the one that the plan was made with.",
            hint: "give it the same value as for the plan, or make the plan again"))
      }
      options.append(.assignment("\(name)=\(VariableText.of(input.value))"))
    }
    for case .assignment(let text) in run.variableOptions {
      let name = String(text.prefix { $0 != "=" })
      if file.sensitive[name] == nil {
        throw DiagnosticsError(
          .error(
            "Can't set variables when applying a saved plan",
            detail: "The plan has the values that it was made with; only sensitive ones, which aren't in it, are given "
              + "again, and \"\(name)\" is none of these.",
            hint: "leave it out, or make another plan"))
      }
    }
    return options
  }

  private func checkUnchanged(_ file: PlanFile, _ made: PlannedEnvironment) async throws(DiagnosticsError) {
    let record = made.session.record
    var runs: [RecordedRun] = []
    if record.version != file.recordVersion {
      do throws(ProviderFailure) {
        runs = try await made.session.store.history(environment: file.environment)
      } catch {
        throw DiagnosticsError(error.diagnostic())
      }
    }
    if let problem = PlanStaleness(file: file).problem(with: made.plan, record: record, runs: runs) {
      throw DiagnosticsError(problem)
    }
  }
}
