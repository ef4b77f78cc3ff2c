import Diagnostics
import Evaluation

extension Diagnostic {
  static func unreadableFile(_ path: String, _ error: FileError) -> Diagnostic {
    .error("Failed to read file", detail: "The file \(path) could not be read: \(error.reason).", hint: error.advice)
  }

  static func unreadableRoot(_ directory: String, _ failure: ModuleDirectory.Failure) -> Diagnostic {
    switch failure {
    case .unreadable(.missing):
      .error(
        "No such directory", detail: "There is no directory \(directory) to read the configuration from.",
        hint: "name the directory that holds the .tf files")
    case .unreadable(.notADirectory):
      .error(
        "Not a directory", detail: "\(directory) is not a directory.",
        hint: "name the directory that holds the .tf files, not one of the files")
    case .unreadable(let error):
      .error(
        "Failed to read directory", detail: "The directory \(directory) could not be read: \(error.reason).",
        hint: error.advice)
    case .empty:
      .error(
        "No configuration files",
        detail: "The directory \(directory) contains no configuration files (*.tf, *.tf.json).",
        hint: "name the directory that holds the .tf files")
    }
  }

  static func unreadableModule(
    _ call: ModuleCall, _ directory: String, _ failure: ModuleDirectory.Failure
  ) -> Diagnostic {
    let (detail, hint): (String, String?) =
      switch failure {
      case .unreadable(.missing):
        (
          "There is no directory \(directory) for module \"\(call.name)\".",
          "a source is relative to the file it stands in"
        )
      case .unreadable(.notADirectory):
        ("\(directory) is not a directory.", "a module is a directory of .tf files, not one file")
      case .unreadable(let error):
        ("The directory \(directory) could not be read: \(error.reason).", error.advice)
      case .empty: ("The directory \(directory) contains no configuration files (*.tf, *.tf.json).", nil)
      }
    return .error("Unreadable module directory", detail: detail, at: call.sourceRange, hint: hint)
  }

  static func cyclicCall(_ call: ModuleCall, path: [String]) -> Diagnostic {
    .error(
      "Cyclic module call",
      detail: """
        The source "\(call.source)" of \(path.map { "module.\($0)" }.joined(separator: ".")) leads to a module that it \
        is itself a part of, so the calls would never end.
        """,
      at: call.sourceRange)
  }

  static func tooManyModules(_ call: ModuleCall) -> Diagnostic {
    .error(
      "Too many module calls", detail: "The calls of modules by modules are too deep or too many to be meant so.",
      at: call.sourceRange)
  }

  static func emptySource(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid module source address", detail: "A module needs a source: the path of a directory.",
      at: range, hint: "write a path that starts with `./` or `../`")
  }

  static func sourceNotLocal(_ call: ModuleCall, looksLikePath: Bool) -> Diagnostic {
    let hint: String
    let detail: String
    switch ModuleSource(call.source) {
    case .absolute:
      detail = "The source \"\(call.source)\" is an absolute path, which no other machine has."
      hint = "write the path relative to this directory, starting with `./` or `../`"
    case .registry where looksLikePath:
      detail = "The source \"\(call.source)\" is a path, but without \"./\" it names a module in a registry."
      hint = "write `./\(call.source)`"
    case .registry:
      detail =
        "The source \"\(call.source)\" names a module in a registry. Armature reads modules from directories only."
      hint = "copy the module beside your configuration and name its directory: `source = \"./modules/\(call.name)\"`"
    default:
      detail =
        "The source \"\(call.source)\" is fetched over the network. Armature reads modules from directories only."
      hint =
        "clone it beside your configuration (a git submodule keeps the version) and name its directory: `source = \"./modules/\(call.name)\"`"
    }
    return .error("Unsupported module source", detail: detail, at: call.sourceRange, hint: hint)
  }
}

extension FileError {
  /// What went wrong, as a phrase.
  var reason: String {
    switch self {
    case .missing: "there is no such file"
    case .notADirectory: "it is not a directory"
    case .isADirectory: "it is a directory"
    case .notPermitted: "permission denied"
    case .unbounded: "it is a pipe or a device, not a file"
    case .tooLarge: "it is too large to be a configuration"
    case .other(let reason): reason
    }
  }

  var advice: String? {
    self == .notPermitted ? "make it readable for the user that runs Armature" : nil
  }
}
