import ArgumentParser

/// The `armature-simulator` program.
@main
enum Program {
  static func main() {
    guard let child = ChildSimulator(Array(CommandLine.arguments.dropFirst())) else { return ArmatureSimulator.main() }
    do {
      try child.run()
    } catch {
      ArmatureSimulator.exit(withError: error)
    }
  }
}
