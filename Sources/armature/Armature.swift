import ArmatureCommands

/// The `armature` program.
@main
enum Armature {
  static func main() async {
    await ArmatureCommand.run(arguments: Array(CommandLine.arguments.dropFirst()))
  }
}
