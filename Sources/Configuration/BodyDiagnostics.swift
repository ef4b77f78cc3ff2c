import Diagnostics
import Syntax

extension Diagnostic {
  static func unsupportedArgument(_ argument: Argument, form: BodyForm) -> Diagnostic {
    let hint =
      form.blocks.contains { $0.type == argument.name }
      ? "`\(argument.name)` is a block: `\(argument.name) { ... }`, without an equals sign"
      : didYouMean(argument.name, among: form.arguments)
    return .error(
      "Unsupported argument", detail: "An argument named \"\(argument.name)\" is not expected here.",
      at: argument.nameRange, hint: hint)
  }

  static func unsupportedBlock(_ block: SyntaxBlock, form: BodyForm) -> Diagnostic {
    let hint =
      form.arguments.contains(block.type)
      ? "`\(block.type)` is an argument: `\(block.type) = ...`"
      : didYouMean(block.type, among: form.blocks.map(\.type))
    return .error(
      "Unsupported block type", detail: "Blocks of type \"\(block.type)\" are not expected here.", at: block.typeRange,
      hint: hint)
  }

  static func missingArgument(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Missing required argument", detail: "The argument \"\(name)\" is required, but no definition was found.",
      at: range)
  }

  static func missingLabel(_ label: String, of type: String, labels: [String], at range: SourceRange) -> Diagnostic {
    .error(
      "Missing \(label) for \(type)",
      detail: "All \(type) blocks must have \(labels.count) labels (\(labels.joined(separator: ", "))).", at: range)
  }

  static func extraneousLabel(of type: String, labels: [String], at range: SourceRange) -> Diagnostic {
    let detail =
      labels.isEmpty
      ? "No labels are expected for \(type) blocks."
      : "Only \(labels.count) labels (\(labels.joined(separator: ", "))) are expected for \(type) blocks."
    return .error("Extraneous label for \(type)", detail: detail, at: range)
  }

  static func reservedArgument(_ name: String, in block: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Reserved argument name in \(block) block",
      detail: "The \(block) argument name \"\(name)\" is reserved for a future version of the language.", at: range)
  }

  static func reservedBlock(_ type: String, in block: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Reserved block type name in \(block) block",
      detail: "The block type name \"\(type)\" is reserved for a future version of the language.", at: range)
  }

  static func duplicateBlock(_ block: SyntaxBlock, in owner: String, earlier: SyntaxBlock) -> Diagnostic {
    .error(
      "Duplicate \(block.type) block", detail: "This \(owner) already has a \(block.type) block.",
      at: block.headerRange, labels: [Label("the first one", at: earlier.headerRange)])
  }

  static func invalidName(of kind: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid \(kind) name", detail: Identifier.rule, at: range)
  }

  static func unsuitable(_ reason: String, at range: SourceRange) -> Diagnostic {
    .error("Unsuitable value type", detail: "Unsuitable value: \(reason)", at: range)
  }

  static func staticListExpected(at range: SourceRange) -> Diagnostic {
    .error("Invalid expression", detail: "A static list expression is required.", at: range)
  }

  static func staticMapExpected(at range: SourceRange) -> Diagnostic {
    .error("Invalid expression", detail: "A static map expression is required.", at: range)
  }

  static func staticReferenceExpected(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid expression",
      detail: """
        A single static variable reference is required: only attribute access and indexing with constant keys. No \
        calculations, function calls, template expressions, etc are allowed here.
        """,
      at: range)
  }

  static func quotedKeyword(at range: SourceRange) -> Diagnostic {
    .warning(
      "Quoted keywords are deprecated",
      detail:
        "In this context, keywords are expected literally rather than in quotes. Remove the quotes surrounding this "
        + "keyword to silence this warning.",
      at: range)
  }

  static func quotedReference(at range: SourceRange) -> Diagnostic {
    .warning(
      "Quoted references are deprecated",
      detail: """
        In this context, references are expected literally rather than in quotes. Remove the quotes surrounding this \
        reference to silence this warning.
        """,
      at: range)
  }

  /// The hint for a name that is not among those that there are.
  static func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String? {
    suggestion(for: name, among: candidates).map { "did you mean `\($0)`?" }
  }
}
