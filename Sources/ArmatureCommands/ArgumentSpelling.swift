/// Lets people write long flags with one dash, as Terraform does.
enum ArgumentSpelling {
  /// The arguments with `-auto-approve` as `--auto-approve`, and flags that are given a truth value, or left without
  /// one that they need, as the parser knows them; everything after `--`, other values and short flags stay.
  static func normalized(_ arguments: [String]) -> [String] {
    var isLiteral = false
    return arguments.compactMap { argument in
      if argument == "--" { isLiteral = true }
      guard !isLiteral, argument.hasPrefix("-") else { return argument }
      if argument.hasPrefix("--") { return flag(argument) }
      guard argument.utf8.count > 2, let first = argument.dropFirst().first, first.isLetter else { return argument }
      return flag("-" + argument)
    }
  }

  /// Flags that Terraform takes with `=true` or `=false`, too.
  private static let switches = [
    "--auto-approve", "--check", "--detailed-exitcode", "--diff", "--json", "--no-color", "--raw", "--recursive",
  ]
  /// Options with a truth value, which is true if it isn't said.
  private static let truths = ["--list", "--write"]

  /// A flag as the parser takes it; nil for one that is switched off.
  private static func flag(_ argument: String) -> String? {
    if truths.contains(argument) { return argument + "=true" }
    if argument == "--input" { return nil }
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let isOn = truth(parts[1]) else { return argument }
    // Asking is what is done unless it is switched off.
    if parts[0] == "--input" { return isOn ? nil : "--no-input" }
    return switches.contains(parts[0]) ? (isOn ? parts[0] : nil) : argument
  }

  /// What Go reads as truth values.
  private static func truth(_ word: String) -> Bool? {
    if ["1", "t", "T", "true", "TRUE", "True"].contains(word) { return true }
    return ["0", "f", "F", "false", "FALSE", "False"].contains(word) ? false : nil
  }

  /// The first option that only Terraform has, with what there is in its place.
  static func elsewhere(in arguments: [String]) -> (option: String, pointer: String)? {
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("-") {
      let option = String(argument.drop { $0 == "-" }.prefix { $0 != "=" })
      if let pointer = optionsElsewhere[option] { return (option, pointer) }
    }
    return nil
  }

  /// Options of Terraform's that fingers type, and what there is in their place.
  private static let optionsElsewhere = [
    "backup": "there is no state file: Azure is the state",
    "compact-warnings": "a warning is told once, with its place",
    "lock": "a run claims its environment by itself; --lock-timeout says how long to wait for another",
    "refresh": "every plan looks at Azure, since there is no state file that could be out of date",
    "refresh-only": "`armature drift` shows what changed behind the spec's back",
    "state": "there is no state file: Azure is the state",
    "state-out": "there is no state file: Azure is the state",
  ]

  /// The values of `--var` and `--var-file` in the order in which they were written: later ones win.
  static func variableOptions(in arguments: [String]) -> [(isFile: Bool, value: String)] {
    var options: [(isFile: Bool, value: String)] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--" { break }
      for (flag, isFile) in [("--var", false), ("--var-file", true)] {
        if argument == flag, index < arguments.count {
          options.append((isFile, arguments[index]))
          index += 1
        } else if argument.hasPrefix("\(flag)=") {
          options.append((isFile, String(argument.dropFirst(flag.utf8.count + 1))))
        }
      }
    }
    return options
  }
}
