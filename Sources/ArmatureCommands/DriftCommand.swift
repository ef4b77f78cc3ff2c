import ARM
import ArgumentParser
import AzureProvider
import Diagnostics
import Planning
import Reports
import Resources

/// `armature drift`: what was changed in Azure since the last apply. It has no way to change anything.
struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift", _superCommandName: "armature",
    abstract: "Shows what was changed in Azure since the last apply. Changes nothing.",
    usage: "armature drift [<options>] [<directory> ...]",
    discussion: "Exits with 0 if nothing was, 1 after an error, 2 if something was.")

  @Argument(help: "The directories of the specs' *.tf files.")
  var directories = ["."]

  @OptionGroup var variables: VariableOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var display: DisplayOptions

  @Option(help: "How to write it: text or json.")
  var format = DriftFormat.text

  enum DriftFormat: String, ExpressibleByArgument {
    case text
    case json
  }

  func run() async throws {
    var hasDrift = false
    for directory in directories {
      try await CommandRun(display).reporting { run in
        let loaded = try run.load(directory, for: cloud)
        var options = PlanOptions()
        // Drift sends no POST either: what only a POST tells is not compared.
        options.fetches = false
        // What Azure did by itself, such as an upgrade, is found though nobody could undo it.
        options.judgesChanges = false
        let session = try await run.open(loaded, cloud, planOptions: options, quietly: format == .json)
        defer { session.connection.close() }
        let made = try await PlannedEnvironment.make(
          run, loaded, in: session,
          after: try RunLock.unfinished(directory: loaded.directory, environment: session.environment),
          isDestruction: false)
        let checked = made.session.record.entries.count
        let clock = ContinuousClock()
        let start = clock.now
        let authors = await DriftAuthors.asked(of: made, run.console)
        let effort = Effort(
          elapsed: made.effort.elapsed + (clock.now - start), calls: made.session.connection.callCount)
        switch format {
        case .text:
          run.console.write(
            DriftText(
              sources: run.sources, isColored: run.console.isColored,
              width: run.console.isTerminal ? run.console.width : nil, authors: authors
            ).text(made.plan.drift, checked: checked, effort: effort))
        case .json:
          run.console.line(
            DriftJSON.text(
              made.plan.drift, by: authors, environment: made.session.environment,
              subscription: made.session.connection.session.subscription, checked: checked, sources: run.sources))
        }
        if !made.plan.drift.isEmpty { hasDrift = true }
      }
    }
    if hasDrift { throw CommandExit.changes }
  }
}

extension DriftAuthors {
  /// The activity log has no event that is older than that, and takes no question about one.
  private static let secondsMax = 89 * 86_400

  /// Asks Azure's activity log, if there is drift, who is behind it. Where the log can't be read, that is a note.
  fileprivate static func asked(of made: PlannedEnvironment, _ console: Console) async -> DriftAuthors {
    let record = made.session.record
    // Without a time, writes of before the last apply couldn't be told from those that came after.
    guard !made.plan.drift.isEmpty, let written = record.written?.time else { return DriftAuthors() }
    let session = made.session.connection.session
    let oldest = RFC3339.text(secondsSince1970: session.client.now - secondsMax)
    let found = await AzureProvider(session: session).foreignWrites(
      to: made.plan.drift.map(\.resource), since: max(written, oldest), besides: record.run.id)
    if let failure = found.failure {
      let status = failure.status.map { " (HTTP \($0))" } ?? ""
      console.note(
        "Who is behind the drift isn't known, as Azure's activity log couldn't be read: "
          + "\(failure.code.isEmpty ? failure.message : failure.code)\(status)."
          + (failure.kind == .permission ? " The role Reader on the subscription permits it." : ""))
    } else if found.answers.contains([]) {
      console.note(
        "Azure's activity log doesn't say who is behind all of the drift. It is up to 20 minutes behind, and goes back to "
          + "the last apply or 90 days.")
    }
    let answers = zip(made.plan.drift.map(\.address), found.answers).compactMap { address, writes in
      writes.map { (address, $0) }
    }
    return DriftAuthors(Dictionary(answers) { first, _ in first })
  }
}

extension InstanceDrift {
  fileprivate var resource: ChangedResource {
    let finding: ChangedResource.Finding =
      switch self.finding {
      case .deleted: .gone
      case .changed(let changes): .changed(changes.map(\.path))
      case .failed: .failed
      }
    return ChangedResource(id: id, kind: kind, attributes: before, finding: finding)
  }
}
