import ArmatureCommands

/// The `armature` program.
@main
enum Armature {
  // On the main actor, since it begins while there is no other thread.
  @MainActor
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    ArmatureCommand.begin(arguments)
    await ArmatureCommand.run(arguments: arguments)
  }
}
