import Diagnostics
import Syntax
import Values

/// What can be wrong with the arguments and blocks in a body, in Terraform's words.
extension Diagnostic {
  static func unsupportedArgument(_ argument: Argument, _ layout: SchemaLayout) -> Diagnostic {
    let hint =
      layout.block(argument.name) != nil
      ? "did you mean to define a block of type `\(argument.name)`?"
      : suggestion(for: argument.name, among: layout.settableAttributes).map { "did you mean `\($0)`?" }
    return .error(
      "Unsupported argument", detail: "An argument named \"\(argument.name)\" is not expected here.",
      at: argument.nameRange, hint: hint)
  }

  static func unconfigurable(_ argument: Argument) -> Diagnostic {
    .error(
      "Value for unconfigurable attribute",
      detail: "The attribute \"\(argument.name)\" can only be read: its value comes from Azure.",
      at: argument.nameRange, hint: "remove the argument")
  }

  static func ephemeralArgument(_ argument: Argument, _ name: String) -> Diagnostic {
    .error(
      "Invalid use of ephemeral value",
      detail:
        "Ephemeral values are not valid for \"\(name)\", because it is not a write-only attribute: its value stays "
        + "after the run.",
      at: argument.expression.range,
      hint: "use the argument's write-only twin, whose name ends with `_wo`, if it has one")
  }

  static func renamedArgument(_ argument: Argument, to name: String) -> Diagnostic {
    .warning(
      "Argument is deprecated", detail: "The argument \"\(argument.name)\" is now called \"\(name)\".",
      at: argument.nameRange, hint: "write `\(name)`")
  }

  static func reshapedArgument(_ argument: Argument, to name: String, _ value: Value) -> Diagnostic {
    let text: String? =
      switch value {
      case .bool(let bool): "\(bool)"
      case .string(let string): "\"\(string)\""
      default: nil
      }
    return .warning(
      "Argument is deprecated",
      detail: "The argument \"\(argument.name)\" has become \"\(name)\", which is written in another way.",
      at: argument.nameRange, hint: "write `\(name)\(text.map { " = \($0)" } ?? "")`")
  }

  static func deprecatedArgument(_ argument: Argument, _ reason: String) -> Diagnostic {
    .warning("Argument is deprecated", detail: reason, at: argument.nameRange)
  }

  static func argumentSetTwice(_ argument: Argument, _ name: String, _ first: SourceRange) -> Diagnostic {
    .error(
      "Conflicting arguments",
      detail: "The argument \"\(name)\" is set twice, since it has several names.",
      at: argument.nameRange, labels: [Label("already set here", at: first)], hint: "remove one of them")
  }

  /// - Parameter requirement: why it is required; nil where that is plain.
  static func missingArgument(_ name: String, _ requirement: String? = nil, in body: SyntaxBody) -> Diagnostic {
    .error(
      "Missing required argument",
      detail: sentences("The argument \"\(name)\" is required, but no definition was found.", requirement),
      at: body.startRange)
  }

  static func nullArgument(_ argument: Argument, _ requirement: String?) -> Diagnostic {
    .error(
      "Missing required argument",
      detail: sentences("The argument \"\(argument.name)\" is required, but its value is null.", requirement),
      at: argument.expression.range)
  }

  private static func sentences(_ first: String, _ second: String?) -> String {
    second.map { "\(first) \($0)" } ?? first
  }

  static func wrongType(of argument: Argument, _ error: ConversionError) -> Diagnostic {
    .error(
      "Incorrect attribute value type",
      detail: "Inappropriate value for attribute \"\(argument.name)\": \(error).", at: argument.expression.range,
      context: argument.range)
  }

  static func unsupportedBlock(_ type: String, at range: SourceRange, _ layout: SchemaLayout) -> Diagnostic {
    let hint =
      layout.attribute(type) != nil
      ? "did you mean to define the argument `\(type)`? If so, use the equals sign to assign it a value"
      : suggestion(for: type, among: layout.blockTypes).map { "did you mean `\($0)`?" }
    return .error(
      "Unsupported block type", detail: "Blocks of type \"\(type)\" are not expected here.", at: range, hint: hint)
  }

  static func renamedBlock(_ type: String, to name: String, at range: SourceRange) -> Diagnostic {
    .warning(
      "Block is deprecated", detail: "Blocks of type \"\(type)\" are now called \"\(name)\".", at: range,
      hint: "write `\(name)`")
  }

  static func deprecatedBlock(at range: SourceRange, _ reason: String) -> Diagnostic {
    .warning("Block is deprecated", detail: reason, at: range)
  }

  static func duplicateBlock(_ type: String, _ range: SourceRange, _ first: SourceRange) -> Diagnostic {
    .error(
      "Duplicate \(type) block", detail: "Only one block of type \"\(type)\" is allowed.", at: range,
      labels: [Label("previous definition", at: first)])
  }

  static func missingBlock(_ type: String, in body: SyntaxBody) -> Diagnostic {
    .error("Missing \(type) block", detail: "A block of type \"\(type)\" is required here.", at: body.startRange)
  }

  static func insufficientBlocks(
    _ type: String, _ min: Int, _ requirement: String?, in body: SyntaxBody
  ) -> Diagnostic {
    .error(
      "Insufficient \(type) blocks",
      detail: sentences("At least \(min) \"\(type)\" blocks are required.", requirement), at: body.startRange)
  }

  static func tooManyBlocks(_ type: String, _ max: Int, at range: SourceRange) -> Diagnostic {
    .error("Too many \(type) blocks", detail: "No more than \(max) \"\(type)\" blocks are allowed", at: range)
  }

  static func extraneousLabel(of type: String, _ expected: Int, at range: SourceRange) -> Diagnostic {
    .error(
      "Extraneous label for \(type)",
      detail: expected == 0
        ? "No labels are expected for \(type) blocks."
        : "Only \(expected) labels (key) are expected for \(type) blocks.", at: range)
  }

  static func missingLabel(of type: String, at range: SourceRange) -> Diagnostic {
    .error("Missing key for \(type)", detail: "All \(type) blocks must have 1 labels (key).", at: range.end)
  }

  static func duplicateLabel(of type: String, _ label: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Duplicate \(type) block",
      detail: "Only one block of type \"\(type)\" with the label \"\(label)\" is allowed.", at: range)
  }

  static func dynamicWithoutType(_ block: SyntaxBlock) -> Diagnostic {
    block.labels.isEmpty
      ? .error(
        "Missing type for dynamic", detail: "All dynamic blocks must have 1 labels (type).", at: block.openRange)
      : .error(
        "Extraneous label for dynamic", detail: "Only 1 labels (type) are expected for dynamic blocks.",
        at: block.labels[1].range, hint: "use the argument `labels` for labels of the blocks to generate")
  }
}

extension SyntaxBody {
  /// The place that is named when something is missing: where the body starts.
  fileprivate var startRange: SourceRange {
    SourceRange(file: range.file, lower: Int(range.lower), upper: Int(range.lower))
  }
}
