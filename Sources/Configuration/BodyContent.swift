import Diagnostics
import Syntax

/// What may be written in a block of the language itself.
struct BodyForm {
  /// A kind of nested block and what its labels are called.
  struct Block {
    let type: String
    let labels: [String]

    init(_ type: String, _ labels: String...) {
      self.type = type
      self.labels = labels
    }
  }

  let arguments: [String]
  let required: [String]
  let blocks: [Block]
  /// Whether the rest belongs to somebody else, so that nothing is unsupported here.
  let isOpen: Bool

  init(_ arguments: [String], required: [String] = [], blocks: [Block] = [], isOpen: Bool = false) {
    self.arguments = required + arguments
    self.required = required
    self.blocks = blocks
    self.isOpen = isOpen
  }
}

extension BodyForm {
  /// Arguments in whose strings, in the JSON form, only references, types or words can stand.
  private static let expressions: Set = [
    "configuration_aliases", "depends_on", "from", "ignore_changes", "on_failure", "provider", "providers",
    "replace_triggered_by", "to", "type", "when",
  ]
  /// Arguments that can refer to nothing, so that their strings are just text in the JSON form.
  private static let texts: Set = [
    "alias", "create_before_destroy", "default", "description", "destroy", "ephemeral", "nullable", "prevent_destroy",
    "required_version", "sensitive", "source", "version",
  ]

  /// What a name is in the JSON form.
  func role(of name: String) -> SyntaxBody.PropertyRole {
    if arguments.contains(name) {
      return .argument(
        Self.expressions.contains(name) ? .expression : Self.texts.contains(name) ? .text : .template)
    }
    if let block = blocks.first(where: { $0.type == name }) { return .block(block.labels) }
    return isOpen ? .other : .unexpected(among: arguments + blocks.map(\.type))
  }
}

/// A body taken apart by a form.
struct BodyContent {
  /// The arguments that the form names.
  let arguments: [String: Argument]
  /// The blocks that the form names and that have the right labels.
  let blocks: [SyntaxBlock]
  /// Everything else.
  let rest: SyntaxBody

  func blocks(_ type: String) -> [SyntaxBlock] { blocks.filter { $0.type == type } }

  subscript(name: String) -> Argument? { arguments[name] }
}

extension BodyContent {
  /// Takes a body apart.
  /// - Parameter missingRange: where to say that a required argument is missing.
  init(_ body: SyntaxBody, _ form: BodyForm, missingRange: SourceRange, diagnostics: inout [Diagnostic]) {
    var arguments: [String: Argument] = [:]
    var blocks: [SyntaxBlock] = []
    var rest: [SyntaxBody.Item] = []
    let body = body.resolvingJSON(diagnostics: &diagnostics) { name in form.role(of: name) }
    for item in body.items where !diagnostics.areTooMany {
      switch item {
      case .argument(let argument):
        if form.arguments.contains(argument.name) {
          arguments[argument.name] = argument
        } else if form.isOpen {
          rest.append(item)
        } else {
          diagnostics.append(.unsupportedArgument(argument, form: form))
        }
      case .block(let block):
        if let known = form.blocks.first(where: { $0.type == block.type }) {
          if BodyContent.hasLabels(block, known, diagnostics: &diagnostics) { blocks.append(block) }
        } else if form.isOpen {
          rest.append(item)
        } else {
          diagnostics.append(.unsupportedBlock(block, form: form))
        }
      // Only an open form leaves these.
      case .json: rest.append(item)
      }
    }
    for name in form.required where arguments[name] == nil {
      diagnostics.append(.missingArgument(name, at: missingRange))
    }
    self.arguments = arguments
    self.blocks = blocks
    self.rest = SyntaxBody(items: rest, range: body.range, endRange: body.endRange)
  }

  /// Takes the body of a block apart.
  init(_ block: SyntaxBlock, _ form: BodyForm, diagnostics: inout [Diagnostic]) {
    self.init(block.body, form, missingRange: block.missingRange, diagnostics: &diagnostics)
  }

  private static func hasLabels(
    _ block: SyntaxBlock, _ form: BodyForm.Block, diagnostics: inout [Diagnostic]
  ) -> Bool {
    if block.labels.count < form.labels.count {
      diagnostics.append(
        .missingLabel(form.labels[block.labels.count], of: block.type, labels: form.labels, at: block.openRange))
      return false
    }
    if block.labels.count > form.labels.count {
      diagnostics.append(
        .extraneousLabel(of: block.type, labels: form.labels, at: block.labels[form.labels.count].range))
      return false
    }
    return true
  }
}
