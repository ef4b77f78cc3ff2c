import ArgumentParser

/// Random scenarios against the laws of the design, and whatever else takes longer than a test should.
@main struct ArmatureLaws: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "armature-laws",
    abstract: "Holds Armature against its laws, for as long as you like.",
    discussion: "The same seed does the same again.",
    subcommands: [
      Scenarios.self, Schedules.self, Orders.self, Soaking.self, Hostility.self, Kinds.self, Wrong.self, Apply.self,
    ], defaultSubcommand: Scenarios.self)
}

/// The seeds of what is random.
struct Seeds: ParsableArguments {
  @Option(help: "The first seed.")
  var seed: UInt64 = 0

  /// As many as are asked for.
  func range(_ count: UInt64) -> Range<UInt64> { seed..<seed + count }
}
