import ArmatureCommands

/// The `armature` program.
@main
enum Armature {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    ArmatureCommand.begin(arguments)
    ArmatureCommand.run(arguments: arguments)
  }
}
