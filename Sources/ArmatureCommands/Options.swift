import ArgumentParser

/// Which spec, and with what values.
struct SpecOptions: ParsableArguments {
  @Argument(help: "The directory of the spec's *.tf files.")
  var directory = "."

  @OptionGroup var variables: VariableOptions
}

/// Values for the spec's variables; the later of several wins.
struct VariableOptions: ParsableArguments {
  @Option(
    name: .customLong("var"), parsing: .singleValue,
    help: ArgumentHelp("Gives a variable of the spec a value; may be repeated.", valueName: "name=value"))
  var assignments: [String] = []

  @Option(
    name: .customLong("var-file"), parsing: .singleValue,
    help: ArgumentHelp("Reads values of variables from a file; may be repeated.", valueName: "file"))
  var files: [String] = []
}

/// Which Azure, and which environment in it.
struct CloudOptions: ParsableArguments {
  @Flag(help: "Use a simulated Azure on this machine: nothing real is read or changed.")
  var simulate = false

  @Option(help: "The environment's name, in place of the one that the spec says.")
  var environment: String?

  @Option(
    help: ArgumentHelp(
      "Writes what is said to Azure and what it answers to a file, without secrets: for bug reports.",
      valueName: "file"))
  var trace: String?

  @Option(help: ArgumentHelp("The id of the subscription, in place of the provider's.", valueName: "id"))
  var subscription: String?
}

/// How things are shown.
struct DisplayOptions: ParsableArguments {
  @Flag(help: "Use no terminal colours. The variable NO_COLOR says the same.")
  var noColor = false

  @Flag(help: "Ask nothing: where there would be a question, the command ends. `-input=false` says the same.")
  var noInput = false
}
