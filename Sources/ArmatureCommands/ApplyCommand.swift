import Applying
import ArgumentParser
import Diagnostics
import Planning
import Reports
import Resources

/// `armature apply`: carries a plan out.
struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", _superCommandName: "armature",
    abstract: "Makes Azure what the spec says, after asking.",
    usage: "armature apply [<options>] [<directory> | <planfile>]",
    discussion: "Given a file that `plan --out` saved, carries out exactly that plan, without asking.")

  @OptionGroup var spec: SpecOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var changes: ChangeOptions
  @OptionGroup var part: PartOptions
  @OptionGroup var execution: ExecutionOptions
  @OptionGroup var display: DisplayOptions

  @Flag(help: "Remove everything that the environment owns.")
  var destroy = false

  func run() async throws {
    try await CommandRun(display).reporting { run in
      if let file = try PlanFile.open(spec.directory) {
        if destroy || changes.isGiven || part.isGiven { throw DiagnosticsError(PlanFile.saysItAll(spec.directory)) }
        return try await PlanExecution(run: run, execution: execution).carryOut(file, cloud: cloud)
      }
      let loaded = try run.load(spec.directory)
      try await PlanExecution(run: run, execution: execution).planAndApply(
        loaded, cloud: cloud, options: part.added(to: changes.planOptions), isDestruction: destroy, guards: changes)
    }
  }
}

/// `armature destroy`: removes everything that an environment owns.
struct DestroyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "destroy", _superCommandName: "armature",
    abstract: "Removes everything that the environment owns, also what the spec no longer has, after asking.",
    usage: "armature destroy [<options>] [<directory>]",
    discussion: "With --environment and --subscription it works from the record alone, in a directory without a spec.")

  @OptionGroup var spec: SpecOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var part: PartOptions
  @OptionGroup var execution: ExecutionOptions
  @OptionGroup var display: DisplayOptions

  func run() async throws {
    try await CommandRun(display).reporting { run in
      // The record knows what there is to remove: a spec is needed only to say which environment it is.
      let isNamed = cloud.environment != nil && !ProcessEnvironment.holdsSpec(spec.directory)
      let loaded = isNamed ? try run.loadNothing(spec.directory) : try run.load(spec.directory)
      try await PlanExecution(run: run, execution: execution).planAndApply(
        loaded, cloud: cloud, options: part.added(to: PlanOptions()), isDestruction: true, guards: nil)
    }
  }
}

/// How a plan is carried out.
struct ExecutionOptions: ParsableArguments {
  @Flag(help: "Don't ask before changing anything.")
  var autoApprove = false

  @Option(help: ArgumentHelp("How many changes may run at the same time.", valueName: "n"))
  var parallelism = 10

  @Option(
    help: ArgumentHelp(
      "How long to wait for another run that has the environment, such as 90s or 10m.", valueName: "duration"))
  var lockTimeout = "0s"

  /// ``lockTimeout`` as a duration; nil for what isn't one.
  var patience: Duration? {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
    guard let unit = lockTimeout.last.flatMap({ units[$0] }), let count = Int(lockTimeout.dropLast()),
      (0...86_400).contains(count)
    else { return nil }
    return .seconds(count * unit)
  }

  func validate() throws {
    if parallelism < 1 { throw ValidationError("--parallelism has to be at least 1.") }
    if patience == nil { throw ValidationError("--lock-timeout has to be a number of s, m or h, such as 90s or 10m.") }
  }
}
