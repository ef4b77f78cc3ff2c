import Diagnostics
import Syntax
import Values

extension Diagnostic {
  static func noValue(_ variable: VariableDeclaration) -> Diagnostic {
    .error(
      "No value for required variable",
      detail: "The root module input variable \"\(variable.name)\" is not set, and has no default value.",
      at: variable.headerRange,
      hint: """
        set it with `-var \(variable.name)=...`, in a file named by `-var-file` or picked up by itself \
        (`terraform.tfvars`, `*.auto.tfvars`), or in the environment as `TF_VAR_\(variable.name)` or \
        `ARMATURE_VAR_\(variable.name)`
        """)
  }

  static func undeclaredOption(_ name: String, among names: [String]) -> Diagnostic {
    .error(
      "Value for undeclared variable",
      detail: """
        A variable named "\(name)" was assigned on the command line, but the root module does not declare a variable of \
        that name. To use this value, add a "variable" block to the configuration.
        """,
      hint: didYouMean(name, among: names))
  }

  static func undeclaredInFile(
    _ name: String, path: String, _ origin: VariableOrigin, among names: [String]
  ) -> Diagnostic {
    var place: SourceRange?
    if case .source(let range) = origin { place = range }
    return .warning(
      "Value for undeclared variable",
      detail: """
        The root module does not declare a variable named "\(name)" but a value was found in file "\(path)". If you \
        meant to use this value, add a "variable" block to the configuration.
        """,
      at: place,
      hint: didYouMean(name, among: names)
        ?? "values that many configurations share may be set as TF_VAR_... without a warning")
  }

  static func malformedAssignment() -> Diagnostic {
    .error(
      "Invalid -var option",
      detail: "The value given with -var has no equals sign: a name, then =, then the value.",
      hint: "write `-var name=value`")
  }

  static func spacesInAssignment(_ name: String) -> Diagnostic {
    .error(
      "Invalid variable name",
      detail: "The name \"\(name)\" given with -var has spaces around it.",
      hint: "write `-var name=value`, without spaces")
  }

  /// The text itself is not shown, since the value may be a secret.
  static func unreadableValue(
    _ variable: VariableDeclaration, shown: String, _ reasons: [Diagnostic]
  ) -> Diagnostic {
    // A parser's message may name what it stumbled over.
    let reason = variable.isSensitive ? nil : reasons.first { $0.severity == .error }
    return .error(
      "Invalid value for input variable",
      detail: """
        The value given by \(shown) is not an expression of the language, which var.\(variable.name) needs since its \
        type is \(variable.constraint.type.friendlyName). \(reason.map { "\($0.summary): \($0.detail)" } ?? "")
        """,
      at: variable.headerRange,
      hint: "write it as in a .tfvars file, with text in quotes, and mind that the shell takes quotes away")
  }

  static func unreadableVariables(_ path: String, _ error: FileError) -> Diagnostic {
    .error(
      "Failed to read variables file", detail: "The file \(path) could not be read: \(error.reason).",
      hint: error.advice ?? (error == .missing ? "a path given with -var-file is relative to where you stand" : nil))
  }

  static func blockInVariables(_ block: SyntaxBlock) -> Diagnostic {
    .error(
      "Unexpected \"\(block.type)\" block",
      detail: "A variables file only holds values, `name = value`; blocks belong into the configuration.",
      at: block.typeRange)
  }
}
