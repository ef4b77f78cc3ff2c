import Applying
import Configuration
import Diagnostics
import Planning
import Resources

/// Carrying out saved plans.
extension PlanExecution {
  /// Plans again from the spec in the file; if that gives the same plan, applies it.
  func carryOut(_ file: PlanFile, cloud: CloudOptions) async throws {
    let current = VariableInputs.collect(
      for: try program(of: file).root, options: [], environment: run.variables, sources: run.sources)
    var options = file.variables.sorted { $0.key < $1.key }.map {
      VariableInputs.Option.assignment("\($0.key)=\($0.value)")
    }
    for (name, digest) in file.sensitive.sorted(by: { $0.key < $1.key }) {
      guard let input = current.values[name] else {
        throw DiagnosticsError(
          .error(
            "No value for sensitive variable",
            detail: "The plan was made with a value for \"\(name)\", which is sensitive and so not in the file.",
            hint: "set TF_VAR_\(name) to the same value as for the plan"))
      }
      guard PlanDigest.of(input.value, salt: file.salt) == digest else {
        throw DiagnosticsError(
          .error(
            "Another value for sensitive variable",
            detail: "The value of \"\(name)\" is not the one that the plan was made with.", hint: "make the plan again")
        )
      }
      options.append(.assignment("\(name)=\(VariableText.of(input.value))"))
    }
    let spec = try LoadedSpec.load(
      directory: file.directory, options: options, environment: ["HOME": run.variables["HOME", default: ""]],
      sources: run.sources, fileSystem: SnapshotFileSystem(files: file.files))
    var target = cloud
    target.environment = file.environment
    if let subscription = cloud.subscription, subscription.lowercased() != file.subscription.lowercased() {
      throw DiagnosticsError(
        .error(
          "Plan for another subscription",
          detail: "The plan is for \(file.subscription), and --subscription says \(subscription).",
          hint: "leave --subscription out, or make a plan for the other one"))
    }
    target.subscription = file.subscription
    var planOptions = PlanOptions()
    planOptions.adopted = Set(file.adopted)
    planOptions.replaced = Set(file.replaced)
    planOptions.targets = Set(file.targets)
    planOptions.excluded = Set(file.excluded)
    try await opening(spec, target, planOptions) { session, lock, interruption in
      let made = try await PlannedEnvironment.make(
        run, spec, in: session, after: lock.journal.unfinished, isDestruction: file.isDestruction)
      try checkUnchanged(file, made.plan)
      run.console.show(made.plan.warnings, in: run.sources)
      try await apply(made, lock, interruption, directory: file.directory, isDestruction: file.isDestruction)
    }
  }

  private func program(of file: PlanFile) throws(DiagnosticsError) -> Program {
    let (program, diagnostics) = ProgramLoader.load(
      directory: file.directory, sources: run.sources, fileSystem: SnapshotFileSystem(files: file.files))
    guard let program, !diagnostics.hasErrors else { throw DiagnosticsError(diagnostics) }
    return program
  }

  private func checkUnchanged(_ file: PlanFile, _ plan: Plan) throws(DiagnosticsError) {
    let now = PlanDigest.of(plan, salt: file.salt)
    let moved = Set(now.keys).union(file.digests.keys).filter { now[$0] != file.digests[$0] }.sorted()
    guard !moved.isEmpty else { return }
    throw DiagnosticsError(
      .error(
        "The plan is stale",
        detail: "Since it was made, something else has become true of:\n"
          + moved.map { "  \($0)" }.joined(separator: "\n"),
        hint: "make the plan again, look at it, and apply that one"))
  }
}
