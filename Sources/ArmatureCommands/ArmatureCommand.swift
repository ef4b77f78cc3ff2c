import ArgumentParser
import AzureKinds
import CProcess
import CurlTransport
import Diagnostics
import Evaluation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The `armature` program: its subcommands and how errors leave it.
package struct ArmatureCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "armature",
    abstract: "Plans and applies AI platforms on Azure, with Azure itself as the state.",
    discussion: """
      A directory of *.tf files says what there is to be; Azure says what there is. Add --simulate to try everything on \
      a simulated Azure on this machine. Long flags may be written with one dash or two.
      """,
    version: ArmatureVersion.current,
    subcommands: [
      PlanCommand.self, ApplyCommand.self, DestroyCommand.self, DriftCommand.self, ImportCommand.self,
      ValidateCommand.self,
      ConsoleCommand.self, FunctionsCommand.self, KindsCommand.self, GraphCommand.self, NodeClaimsCommand.self,
      FmtCommand.self, ShowCommand.self, OutputCommand.self,
      StateCommand.self, HistoryCommand.self,
      VersionCommand.self,
    ])

  package init() {}

  /// Makes the process ready, and begins with what commands that talk to Azure need and what doesn't depend on the rest of
  /// their arguments. There is no second thread while a library is loaded: with one that takes twice the time, as each page
  /// that is written to has to be told to all processors.
  package static func begin(_ arguments: [String]) {
    // A reader that goes away, as `| head` does, must not kill an apply.
    signal(SIGPIPE, SIG_IGN)
    // Nor must a limit on the size of files, which is an error like a full disk.
    signal(SIGXFSZ, SIG_IGN)
    ProcessEnvironment.openStandardStreams()
    let isOnline = arguments.first.map { ["plan", "apply", "destroy", "drift"].contains($0) } ?? false
    let isSimulated = arguments.contains("--simulate") || arguments.contains("-simulate")
    if isOnline, isSimulated, getenv("ARMATURE_ARM_ENDPOINT") == nil { SimulatorProcess.startEarly() }
    // Not before: a huge page that a child shares is cut into small ones as soon as it is written to.
    cprocess_prepare_malloc()
    guard isOnline else { return }
    CurlTransport.load()
    // What every plan needs, while the arguments are parsed, on the thread that the command will run on, which this starts.
    Task.detached {
      CurlTransport.prepare()
      _ = SpecKinds.unconnected(.usual)
      _ = FunctionTable.standard
    }
  }

  /// Runs the program with its arguments, after ``begin(_:)``; ends the process. The arguments are read on the caller's
  /// thread, for another would first have to be started, and find a processor.
  package static func run(arguments: [String]) -> Never {
    do {
      try checkCommand(arguments)
      if let (option, pointer) = ArgumentSpelling.elsewhere(in: arguments) {
        throw ValidationError("There is no option '-\(option)': \(pointer).")
      }
      var command = try parsed(ArgumentSpelling.normalized(arguments))
      if let asynchronous = command as? any AsyncParsableCommand {
        Task.detached { await end(with: asynchronous) }
        // Not by an asynchronous `main`: on Linux that has this thread unwound, for which a library is loaded first.
        while true { pause() }
      }
      try command.run()
      try Console.checkOutput()
      leave()
    } catch {
      exit(withError: error)
    }
  }

  /// Ends the process on the thread that the command ends on.
  private static func end(with command: any AsyncParsableCommand) async -> Never {
    var command = command
    do {
      try await command.run()
      try Console.checkOutput()
      leave()
    } catch {
      exit(withError: error)
    }
  }

  /// Ends the process without what libraries do at its end, as freeing what the system takes back anyway: nothing that is
  /// written here is held back.
  private static func leave() -> Never {
    fflush(nil)
    _exit(0)
  }

  /// What arguments say. The command that comes first in them is tried by itself, which takes half the time; whatever is
  /// wrong, and help, is for the whole to say.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    if let command = subcommand(arguments), command.configuration._superCommandName != nil,
      let parsed = try? command.parseAsRoot(Array(arguments.dropFirst())), type(of: parsed) == command
    {
      return parsed
    }
    return try parseAsRoot(arguments)
  }

  /// The command that is named first.
  private static func subcommand(_ arguments: [String]) -> (any ParsableCommand.Type)? {
    arguments.first.flatMap { name in configuration.subcommands.first { $0.configuration.commandName == name } }
  }

  /// Says which command was probably meant, which the parser doesn't.
  private static func checkCommand(_ arguments: [String]) throws {
    guard let first = arguments.first, !first.hasPrefix("-") else { return }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    if names.contains(first) { return }
    if let pointer = elsewhere[first] { throw ValidationError("There is no command '\(first)': \(pointer).") }
    let meant = suggestion(for: first, among: names).map { " Did you mean '\($0)'?" }
    throw ValidationError(
      "There is no command '\(first)'.\(meant ?? " The commands are \(names.joined(separator: ", ")).")")
  }
}

/// Commands of Terraform's that fingers type, and what there is in their place.
private let elsewhere = [
  "init": "nothing has to be prepared; go on with `armature plan`",
  "refresh": "every plan looks at Azure; `armature drift` shows what changed behind the spec's back",
  "taint": "say `armature apply --replace ADDRESS`",
  "untaint": "what isn't named by --replace is replaced only if it has to be",
  "workspace": "an environment goes by the name that `armature { environment = ... }` or --environment says",
  "force-unlock": "a run that is over is known to be, and its claim expires",
]

/// Which version this is.
package enum ArmatureVersion {
  package static let current = "0.1.0"
}

/// How a command ends, as its exit code says.
enum CommandExit {
  /// Something was wrong; diagnostics have said what.
  static let failure = ExitCode(1)
  /// There are changes, or there is drift.
  static let changes = ExitCode(2)
  /// A file is not in its form, and only that was asked.
  static let unformatted = ExitCode(3)
  /// The user left while something was under way.
  static let interrupted = ExitCode(Interruption.exitCode)
}
