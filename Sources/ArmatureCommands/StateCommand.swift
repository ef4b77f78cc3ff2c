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
    subcommands: [StateListCommand.self, StateShowCommand.self, StateRemoveCommand.self, StateMoveCommand.self])
}

/// `armature state list`: the addresses that the record has.
struct StateListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the addresses of what the environment owns.")

  @Argument(
    help: ArgumentHelp(
      "Addresses of resources, instances or modules to list; a directory is that of the spec.", valueName: "address"))
  var places: [String] = []

  @OptionGroup var variables: VariableOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var display: DisplayOptions

  @Flag(help: "Show the id in Azure beside each address.")
  var ids = false

  func run() async throws {
    try await CommandRun(display).reporting { run in
      let directories = places.filter { AddressPattern($0) == nil || ProcessEnvironment.exists($0) }
      if directories.count > 1 {
        throw DiagnosticsError(
          .error(
            "Invalid address", detail: "\"\(directories[1])\" is no address, and there is one spec at a time.",
            hint: "an address is TYPE.NAME, after module.NAME in a module"))
      }
      let session = try await run.open(try run.load(directories.first ?? ".", for: cloud), cloud, quietly: true)
      defer { session.connection.close() }
      let patterns = places.filter { !directories.contains($0) }
      for entry in try entries(session.record, patterns) {
        run.console.line(ids ? "\(entry.address)\t\(entry.id)" : "\(entry.address)")
      }
      if session.record.entries.isEmpty { run.console.note("The environment \(session.environment) owns nothing.") }
    }
  }

  /// What the record has under some addresses; all that it has if there are none.
  private func entries(_ record: EnvironmentRecord, _ texts: [String]) throws(DiagnosticsError)
    -> [EnvironmentRecord.Entry]
  {
    let sorted = record.sortedEntries
    if texts.isEmpty { return sorted }
    let patterns = texts.compactMap { text in AddressPattern(text).map { (text, $0) } }
    for (text, pattern) in patterns where !sorted.contains(where: { pattern.matches($0.address) }) {
      throw DiagnosticsError(StateDiagnostics.unknown(text, in: record))
    }
    return sorted.filter { entry in patterns.contains { $0.1.matches(entry.address) } }
  }
}

/// `armature state rm`: what fingers type where `removed` blocks are meant.
struct StateRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Says how to let go of a resource without deleting it.", shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough) var addresses: [String] = []

  func run() throws {
    let address = addresses.first { !$0.hasPrefix("-") } ?? "TYPE.NAME"
    throw ValidationError(
      """
      There is no state to remove from: what the environment owns follows from the spec. To let go of a resource and \
      leave it in Azure, put this in place of its block, and apply:

        removed {
          from = \(InstanceAddress(address)?.resource ?? address)
          lifecycle {
            destroy = false
          }
        }
      """)
  }
}

/// `armature state mv`: what fingers type where `moved` blocks are meant.
struct StateMoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mv", abstract: "Says how to give a resource another address.", shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough) var addresses: [String] = []

  func run() throws {
    let given = addresses.filter { !$0.hasPrefix("-") }
    throw ValidationError(
      """
      There is no state to edit: a resource is known by its id in Azure, so renaming its block is enough; the plan shows \
      that it moved. For what has no id in Azure, such as terraform_data, say so in the spec, and apply:

        moved {
          from = \(given.first ?? "TYPE.NAME")
          to   = \(given.dropFirst().first ?? "TYPE.OTHER")
        }
      """)
  }
}

/// The messages of `armature state`.
enum StateDiagnostics {
  static func unknown(_ address: String, in record: EnvironmentRecord) -> Diagnostic {
    .error(
      "No such resource", detail: "The record of \(record.environment) has nothing at \(address).",
      hint: suggestion(for: address, among: record.sortedEntries.map(\.address.description))
        .map { "did you mean `\($0)`?" } ?? "`armature state list` lists what there is")
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
      let session = try await run.open(try run.load(spec.directory, for: cloud), cloud, quietly: true)
      defer { session.connection.close() }
      let entry = try find(in: session)
      let value = try await LiveResource.value(of: entry, session)
      if json {
        run.console.line(JSON.string(value.redacted, indent: 2))
      } else {
        run.console.write(LiveResource.text(entry, value, session))
      }
    }
  }

  private func find(in session: EnvironmentSession) throws(DiagnosticsError) -> EnvironmentRecord.Entry {
    if let wanted = InstanceAddress(address), let entry = session.record.entries[wanted] { return entry }
    throw DiagnosticsError(StateDiagnostics.unknown(address, in: session.record))
  }
}
