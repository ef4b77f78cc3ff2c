import ArgumentParser
import Planning

/// What a user can ask of a plan besides the spec, and has to say before it may do what is most often a mistake.
struct ChangeOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Take over a live resource that the spec describes; may be repeated.", valueName: "address"))
  var adopt: [String] = []

  @Flag(help: "Take over everything live that the spec describes and that is nobody's, after showing it and asking.")
  var adoptAll = false

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Replace a resource although nothing asks for it; may be repeated.", valueName: "address"))
  var replace: [String] = []

  @Flag(help: "Go on although the environment's record was made from another directory or repository.")
  var otherOrigin = false

  @Flag(help: "Go on although the plan would remove everything that the environment owns.")
  var removeEverything = false

  var isGiven: Bool { !adopt.isEmpty || adoptAll || !replace.isEmpty }

  var planOptions: PlanOptions {
    var options = PlanOptions()
    options.adopted = Set(adopt)
    options.adoptsAll = adoptAll
    options.replaced = Set(replace)
    return options
  }
}

/// Which part of an environment a plan is about.
struct PartOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Plan only this resource, instance or module and what it rests on; may be repeated.", valueName: "address"))
  var target: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Leave this resource, instance or module and what rests on it as they are; may be repeated.",
      valueName: "address"))
  var exclude: [String] = []

  var isGiven: Bool { !target.isEmpty || !exclude.isEmpty }

  func added(to options: PlanOptions) -> PlanOptions {
    var options = options
    options.targets = Set(target)
    options.excluded = Set(exclude)
    return options
  }
}
