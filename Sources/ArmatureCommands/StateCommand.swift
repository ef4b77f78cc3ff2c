import ArgumentParser
import Configuration
import Diagnostics
import JSON
import Planning
import Reports
import Resources
import Values

/// `armature state`: what the environment owns, by its record, and what it is like in Azure. There is no state file; the
/// words are what fingers type.
struct StateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Shows what the environment owns, from its record and from Azure.",
    subcommands: [StateListCommand.self, StateShowCommand.self])
}

/// `armature state list`: the addresses that the record has.
struct StateListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the addresses of what the environment owns.")

  @OptionGroup var spec: SpecOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var display: DisplayOptions

  @Flag(help: "Show the id in Azure beside each address.")
  var ids = false

  func run() async throws {
    try await CommandRun(display).reporting { run in
      let session = try await run.open(try run.load(spec.directory), cloud, quietly: true)
      defer { session.connection.close() }
      for entry in session.record.sortedEntries {
        run.console.line(ids ? "\(entry.address)\t\(entry.id)" : "\(entry.address)")
      }
      if session.record.entries.isEmpty { run.console.note("The environment \(session.environment) owns nothing.") }
    }
  }
}

/// `armature state show`: one resource as it is now.
struct StateShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows what one resource of the environment is like in Azure now.")

  @Argument(help: "The address of the resource, as `armature state list` writes it.")
  var address: String

  @OptionGroup var spec: SpecOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var display: DisplayOptions

  @Flag(help: "Write it as JSON; sensitive attributes are null.")
  var json = false

  func run() async throws {
    try await CommandRun(display).reporting { run in
      let session = try await run.open(try run.load(spec.directory), cloud, quietly: true)
      defer { session.connection.close() }
      let entry = try find(in: session)
      let value = try await live(entry, session)
      if json {
        run.console.line(JSON.string(value.redacted, indent: 2))
      } else {
        run.console.write(text(entry, value))
      }
    }
  }

  /// The resource as a block: what it has, sensitive values hidden, nulls left out.
  private func text(_ entry: EnvironmentRecord.Entry, _ value: Value) -> String {
    let members = (value.members ?? Members()).filter { !$0.1.isNull }
    let width = members.map { $0.0.count }.max() ?? 0
    let lines = members.map { name, value in
      let shown =
        value.hasSensitive ? "(sensitive value)" : value.isWhollyKnown ? HCLText.text(value) : "(not asked for)"
      let indented = shown.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    ")
      return "    \(name)\(String(repeating: " ", count: width - name.count)) = \(indented)\n"
    }
    return "# \(entry.address):\nresource \"\(entry.address.type)\" \"\(entry.address.name)\" {\n\(lines.joined())}\n"
  }

  private func find(in session: EnvironmentSession) throws(DiagnosticsError) -> EnvironmentRecord.Entry {
    if let wanted = InstanceAddress(address), let entry = session.record.entries[wanted] { return entry }
    let known = session.record.sortedEntries.map(\.address.description)
    throw DiagnosticsError(
      .error(
        "No such resource", detail: "The record of \(session.environment) has nothing at \(address).",
        hint: suggestion(for: address, among: known).map { "did you mean `\($0)`?" }
          ?? "`armature state list` lists what there is"))
  }

  private func live(_ entry: EnvironmentRecord.Entry, _ session: EnvironmentSession) async throws(DiagnosticsError)
    -> Value
  {
    if let kept = entry.kept { return kept }
    guard let kind = session.kinds.kind(named: entry.kind, mode: .managed),
      let provider = session.kinds.provider(of: kind)
    else {
      throw DiagnosticsError(.error("Unknown resource kind", detail: "There is no kind \(entry.kind) here."))
    }
    switch await provider.observe([ObservationRequest(kind: entry.kind, id: entry.id)]).first {
    case .present(let live)?:
      let value = provider.attributes(of: kind, id: live.id, body: live.body, arguments: nil)
      return SensitiveAttributes(schema: kind.schema, recordedPaths: entry.sensitivePaths, arguments: nil)
        .marking(value)
    case .unreadable(let failure)?: throw DiagnosticsError(failure.diagnostic(address: "\(entry.address)"))
    case .absent?, nil:
      throw DiagnosticsError(
        .error(
          "Gone from Azure", detail: "\(entry.id) is in the record and doesn't exist any more.",
          hint: "`armature apply` makes it again, if the spec still has it", address: "\(entry.address)"))
    }
  }
}
