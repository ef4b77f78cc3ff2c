import Applying
import Configuration
import Diagnostics
import Evaluation
import Importing
import Planning
import Reports
import Resources
import Values

/// The way from ids to a spec and a record that have them.
///
/// Written first is the file, then the record: stopped in between, the same command finds its blocks in the spec and
/// takes over what they describe.
struct ImportRun {
  let run: CommandRun
  let command: ImportCommand

  private var directory: String { command.directory }

  func carryOut() async throws {
    try checkDirectory()
    let targets = try ImportTarget.read(command.ids)
    let state = try command.fromTerraformState.map { path throws(DiagnosticsError) in try Self.state(at: path) }
    let isNew = !ProcessEnvironment.holdsSpec(directory)
    let spec = isNew ? try run.loadNothing(directory) : try run.loadUnfinished(directory)
    if command.dryRun {
      let session = try await run.open(spec, command.cloud, quietly: true)
      defer { session.connection.close() }
      let (selection, _) = try await select(targets, state, in: session)
      let text = text(of: selection, session, isNew: isNew)
      _ = try await planned(spec, session, selection, text, after: nil)
      run.console.write(text)
      return tellRest(selection, quietly: true)
    }
    let execution = PlanExecution(run: run, execution: command.execution)
    try await execution.opening(spec, command.cloud, PlanOptions()) { session, lock, interruption in
      let (selection, forgettable) = try await select(targets, state, in: session)
      if selection.isEmpty {
        await lock.journal.abandon()
        await execution.removeRemains(in: session, lock)
        return tellNothing(selection, forgettable, isState: state != nil)
      }
      let text = text(of: selection, session, isNew: isNew)
      let made = try await planned(spec, session, selection, text, after: lock.journal.unfinished)
      show(selection)
      if !command.execution.autoApprove { try confirm() }
      try await takeOver(made, lock, interruption, execution, selection: selection, text: text)
      tell(selection)
      if state != nil { tell(forgettable) }
    }
  }

  // MARK: Before

  private func checkDirectory() throws(DiagnosticsError) {
    guard ProcessEnvironment.isDirectory(directory) else {
      let isAddress = !directory.contains("/") && InstanceAddress(directory) != nil
      throw DiagnosticsError(
        isAddress
          ? ImportDiagnostics.addressFirst(directory)
          : ImportDiagnostics.noDirectory(directory, isFile: ProcessEnvironment.exists(directory)))
    }
    do throws(FileError) {
      _ = try LocalFileSystem().names(in: directory)
    } catch {
      throw DiagnosticsError(
        ImportDiagnostics.unreadable(directory, reason: FileText.problem(error, path: directory)))
    }
    if !command.dryRun, !ProcessEnvironment.isWritable(directory) {
      throw DiagnosticsError(ImportDiagnostics.notWritable(directory))
    }
    if let file = command.file, ProcessEnvironment.exists(FilePath.joined(directory, file)) {
      throw DiagnosticsError(ImportDiagnostics.fileExists(FilePath.joined(directory, file)))
    }
  }

  private static func state(at path: String) throws(DiagnosticsError) -> TerraformState {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try LocalFileSystem().bytes(of: path)
    } catch {
      throw DiagnosticsError(
        .error("Unreadable Terraform state", detail: "The state can't be read: \(FileText.problem(error, path: path)).")
      )
    }
    return try TerraformState(bytes, path: path)
  }

  /// What is to be taken over, and what Terraform can forget then.
  private func select(_ targets: [ImportTarget], _ state: TerraformState?, in session: EnvironmentSession)
    async throws(DiagnosticsError) -> (ImportSelection, [InstanceAddress])
  {
    let survey = try await Planner(session.context).survey(expecting: Self.ids(targets, state))
    if survey.diagnostics.hasErrors { throw DiagnosticsError(survey.diagnostics) }
    var selector = ImportSelector(session: session, survey: survey)
    var forgettable: [InstanceAddress] = []
    await selector.add(targets)
    if let group = command.resourceGroup { await selector.add(group: group) }
    if let state { forgettable = await selector.add(state) }
    let selection = selector.finish()
    if selector.diagnostics.hasErrors { throw DiagnosticsError(selector.diagnostics) }
    return (selection, forgettable)
  }

  /// The ids that are to be found at certain addresses.
  private static func ids(_ targets: [ImportTarget], _ state: TerraformState?) -> [InstanceAddress: String] {
    let named = targets.compactMap { target in target.address.map { ($0, target.id) } }
    let stated = (state?.instances ?? []).compactMap { instance in instance.id.map { (instance.address, $0) } }
    return Dictionary(named + stated) { first, _ in first }
  }

  private func text(of selection: ImportSelection, _ session: EnvironmentSession, isNew: Bool) -> String {
    if selection.written.isEmpty { return "" }
    return selection.text(
      in: session,
      preamble: isNew
        ? SpecWriter.Preamble(environment: session.environment, subscription: command.cloud.subscription) : nil)
  }

  /// The plan of the spec with what is to be written in it, once it is certain that it takes over all and changes none.
  private func planned(
    _ spec: LoadedSpec, _ session: EnvironmentSession, _ selection: ImportSelection, _ text: String,
    after unfinished: UnfinishedRun?
  ) async throws(DiagnosticsError) -> PlannedEnvironment {
    let complete =
      text.isEmpty
      ? spec : try run.load(directory, fileSystem: Self.files(adding: text, to: directory, as: fileName))
    var options = PlanOptions()
    options.imported = selection.described
    for resource in selection.written where resource.kind.ownership != .satisfied {
      options.imported[resource.address] = resource.id
    }
    let made = try await PlannedEnvironment.make(
      run, complete, in: session.with(complete, options: options), after: unfinished, isDestruction: false)
    let changes = Dictionary(uniqueKeysWithValues: made.plan.changes.map { ($0.address, $0) })
    var problems: [Diagnostic] = []
    for resource in selection.written {
      // What failed in Azure is taken over as it is, for the next plan to repair.
      if let change = changes[resource.address], change.action != .none, !change.isRepair {
        problems.append(ImportDiagnostics.notExact(change))
      }
    }
    for (address, id) in selection.described.sorted(by: { $0.key < $1.key }) {
      guard let change = changes[address], change.kind.ownership == .owned else { continue }
      if !change.reasons.contains(.adopted) { problems.append(ImportDiagnostics.notIdentified(address, id: id)) }
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
    return made
  }

  private static func files(adding text: String, to directory: String, as name: String) -> AddedFiles {
    AddedFiles(base: LocalFileSystem(), files: [FilePath.joined(directory, name): Array(text.utf8)])
  }

  /// The name of the new file: what is there already is never written over.
  private var fileName: String {
    if let file = command.file { return file }
    let names = ["imported.tf"] + (2...1000).map { "imported-\($0).tf" }
    return names.first { !ProcessEnvironment.exists(FilePath.joined(directory, $0)) } ?? "imported.tf"
  }

  private func confirm() throws {
    let answer = run.console.ask("\nDo you want to take these over? Only 'yes' is accepted: ")
    if answer == nil { run.console.line() }
    guard answer == "yes" else {
      run.console.note(
        answer == nil
          ? "Nothing was taken over: there was nobody to ask. Say --auto-approve to do it without being asked."
          : "Nothing was taken over.")
      throw CommandExit.failure
    }
  }

  // MARK: Doing

  private func takeOver(
    _ made: PlannedEnvironment, _ lock: RunLock, _ interruption: Interruption, _ execution: PlanExecution,
    selection: ImportSelection, text: String
  ) async throws {
    let control = ApplyControl()
    interruption.begin(control)
    let claim = try await execution.claim(made, lock, control)
    var record = made.session.record
    record.origin = SpecOrigin.of(directory: directory)
    let applier = Applier(
      plan: made.plan, evaluation: ApplyEvaluation(made.planner), kinds: made.session.kinds, record: record,
      store: made.session.store, journal: nil, run: made.runID, claim: claim, control: control,
      now: FileText.secondsSince1970)
    do {
      if !text.isEmpty { try write(text) }
      do throws(ProviderFailure) {
        try await claim.holding { () async throws(ProviderFailure) in try await applier.takeOver() }
      } catch {
        throw DiagnosticsError(error.diagnostic())
      }
    } catch {
      await execution.release(claim, lock)
      await lock.journal.abandon()
      throw error
    }
    await execution.release(claim, lock)
    await lock.journal.abandon()
    let changed = made.plan.changes.filter { $0.reasons.contains(.adopted) && $0.action != .none }
    if !changed.isEmpty { run.console.show([ImportDiagnostics.differs(changed)], in: run.sources) }
  }

  private func write(_ text: String) throws(DiagnosticsError) {
    let path = FilePath.joined(directory, fileName)
    try NewFile.write(Array(text.utf8), to: path, orReport: ImportDiagnostics.fileExists(path))
    run.console.line("\nWrote \(path).")
  }

  // MARK: Telling

  private func show(_ selection: ImportSelection) {
    var lines = ["", "These will be taken over; nothing in Azure changes:", ""]
    let all =
      selection.written.map { ($0.address, $0.id) } + selection.described.map { ($0.key, $0.value) }
    for (address, id) in all.sorted(by: { $0.0 < $1.0 }) { lines += ["  \(address)", "    \(id)"] }
    if !selection.written.isEmpty {
      let blocks = "\(selection.written.count) \(selection.written.count == 1 ? "block" : "blocks")"
      lines += ["", "\(blocks) will be written to \(FilePath.joined(directory, fileName))."]
    }
    run.console.write(lines.map { $0 + "\n" }.joined())
  }

  private func tell(_ selection: ImportSelection) {
    let count = selection.written.count + selection.described.count
    run.console.line("\nImport complete! Resources: \(count) taken over, \(selection.written.count) written.")
    tellRest(selection, quietly: false)
  }

  private func tellNothing(_ selection: ImportSelection, _ forgettable: [InstanceAddress], isState: Bool) {
    run.console.line(
      "\nThere is nothing to take over."
        + (selection.present.isEmpty ? "" : " The environment has \(selection.present.count) of these already."))
    tellRest(selection, quietly: false)
    if isState { tell(forgettable) }
  }

  private func tellRest(_ selection: ImportSelection, quietly: Bool) {
    var lines: [String] = []
    if !selection.leftOut.isEmpty {
      lines += ["", "Left out:"] + selection.leftOut.map { "  \($0.subject)\n    \($0.reason)" }
    }
    if !selection.beneath.isEmpty {
      lines += ["", "Not taken over, beneath what is; import these too if they are yours:"]
      lines += selection.beneath.map { "  \($0)" }
    }
    for line in lines { if quietly { run.console.note(line) } else { run.console.line(line) } }
  }

  /// Prints what lets Terraform forget resources.
  private func tell(_ forgettable: [InstanceAddress]) {
    guard !forgettable.isEmpty else { return }
    run.console.line(
      "\nFor Terraform to forget these, replace their resource blocks in its configuration by the following, and apply "
        + "that there:\n")
    run.console.write(TerraformState.removedBlocks(forgettable))
  }
}
