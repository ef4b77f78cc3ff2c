import ArgumentParser
import Diagnostics
import JSON
import Resources
import Values

/// `armature history`: which runs changed an environment, when, and whose they were.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", _superCommandName: "armature",
    abstract: "Shows which runs changed the environment, when, and whose they were.",
    usage: "armature history [<options>] [<directory>]",
    discussion: "It comes from the environment's record, which keeps its last 20 versions.")

  @OptionGroup var spec: SpecOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var display: DisplayOptions

  @Flag(help: "Write it as JSON.")
  var json = false

  func run() async throws {
    try await CommandRun(display).reporting { run in
      let session = try await run.open(try run.load(spec.directory, for: cloud), cloud, quietly: true)
      defer { session.connection.close() }
      let runs: [RecordedRun]
      do throws(ProviderFailure) {
        runs = try await session.store.history(environment: session.environment)
      } catch {
        throw DiagnosticsError(error.diagnostic())
      }
      if json {
        let document = Value.tuple(
          runs.map { run in
            [
              "run": run.serial.map { .number($0) } ?? .null(.number), "version": .string(run.version),
              "time": .string(run.time), "by": .string(run.author),
              "summary": .string(run.summary),
            ]
          })
        return run.console.line(JSON.string(document, indent: 2))
      }
      for past in runs {
        let time = past.time.split(separator: ".").first.map(String.init) ?? past.time
        run.console.line("\(time)  \(past.author)  \(past.summary)")
      }
      if runs.isEmpty { run.console.note("The environment \(session.environment) has no record.") }
    }
  }
}
