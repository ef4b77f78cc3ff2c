/// Lets people write long flags with one dash, as Terraform does.
enum ArgumentSpelling {
  /// The arguments with `-auto-approve` as `--auto-approve`; everything after `--`, values and short flags stay.
  static func normalized(_ arguments: [String]) -> [String] {
    var isLiteral = false
    return arguments.map { argument in
      if argument == "--" { isLiteral = true }
      guard !isLiteral, argument.hasPrefix("-"), !argument.hasPrefix("--"), argument.utf8.count > 2,
        let first = argument.dropFirst().first, first.isLetter
      else { return argument }
      return "-" + argument
    }
  }

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
