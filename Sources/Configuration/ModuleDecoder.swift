import Diagnostics
import Syntax

/// Turns the blocks of one directory into declarations, going on after mistakes.
struct ModuleDecoder {
  private(set) var module: Module
  var diagnostics: [Diagnostic] = []
  /// Where each name was first declared, by kind and name.
  private var declared: [String: SourceRange] = [:]

  private init(_ module: Module) {
    self.module = module
  }

  /// Decodes the blocks of a directory, in order; calls have empty children.
  static func decode(_ blocks: [SyntaxBlock], into module: Module) -> (Module, [Diagnostic]) {
    var decoder = ModuleDecoder(module)
    for block in blocks where !decoder.diagnostics.areTooMany { decoder.decode(block) }
    if decoder.diagnostics.areTooMany { decoder.module.isComplete = false }
    return (decoder.module, decoder.diagnostics)
  }

  /// What may stand at the top of a file.
  static let fileForm = BodyForm(
    [],
    blocks: [
      .init("terraform"), .init("armature"), .init("provider", "name"), .init("variable", "name"), .init("locals"),
      .init("output", "name"), .init("module", "name"), .init("resource", "type", "name"),
      .init("data", "type", "name"), .init("ephemeral", "type", "name"), .init("moved"), .init("removed"),
      .init("import"), .init("check", "name"),
    ])

  private mutating func decode(_ block: SyntaxBlock) {
    switch block.type {
    case "terraform": module.settings = settings(block, extending: module.settings)
    case "armature": decodeArmature(block)
    case "provider":
      if let provider = provider(block), isFirst(provider) { module.providers.append(provider) }
    case "variable":
      let variable = variable(block)
      if isFirst("variable", variable.name, block.headerRange) { module.variables.append(variable) }
    case "locals":
      for local in locals(block) where isFirst("local", local.name, local.range) { module.locals.append(local) }
    case "output":
      if let output = output(block), isFirst("output", output.name, block.headerRange) {
        module.outputs.append(output)
      }
    case "module":
      if let call = call(block), isFirst("module", call.name, block.headerRange) { module.calls.append(call) }
    case "resource", "data":
      if let resource = resource(block), isFirst(resource) { module.resources.append(resource) }
    case "ephemeral": diagnostics.append(.ephemeralBlock(block))
    case "moved":
      if let moved = moved(block) { module.moved.append(moved) }
    case "removed":
      if let removed = removed(block) { module.removed.append(removed) }
    case "import":
      if let imported = imported(block) { module.imports.append(imported) }
    case "check":
      if let check = check(block), isFirst("check", check.name, block.headerRange) {
        module.checks.append(check)
        if let data = check.data, isFirst(data) { module.resources.append(data) }
      }
    default: break
    }
  }

  private mutating func decodeArmature(_ block: SyntaxBlock) {
    if let earlier = module.armature {
      diagnostics.append(.duplicateArmature(at: block.headerRange, earlier: earlier.range))
    } else {
      module.armature = armature(block)
    }
  }

  private mutating func isFirst(_ resource: ResourceDeclaration) -> Bool {
    if let earlier = declared["resource \(resource.key)"] {
      diagnostics.append(.duplicateResource(resource, earlier: earlier))
      return false
    }
    declared["resource \(resource.key)"] = resource.headerRange
    return true
  }

  private mutating func isFirst(_ provider: ProviderDeclaration) -> Bool {
    let key = "provider \(provider.name).\(provider.alias ?? "")"
    if let earlier = declared[key] {
      diagnostics.append(.duplicateProvider(provider, earlier: earlier))
      return false
    }
    declared[key] = provider.headerRange
    return true
  }

  private mutating func isFirst(_ kind: String, _ name: String, _ range: SourceRange) -> Bool {
    if let earlier = declared["\(kind) \(name)"] {
      diagnostics.append(.duplicate(kind, name, at: range, earlier: earlier))
      return false
    }
    declared["\(kind) \(name)"] = range
    return true
  }
}

extension ModuleDecoder {
  /// The blocks of a file's body.
  static func blocks(of body: SyntaxBody, diagnostics: inout [Diagnostic]) -> [SyntaxBlock] {
    BodyContent(body, fileForm, missingRange: body.range, diagnostics: &diagnostics).blocks
  }

  mutating func content(of block: SyntaxBlock, _ form: BodyForm) -> BodyContent {
    BodyContent(block, form, diagnostics: &diagnostics)
  }

  /// Whether a label is a name; says so if not.
  mutating func checkName(_ label: SyntaxBlock.Label, of kind: String) {
    if !Identifier.isValid(label.text) { diagnostics.append(.invalidName(of: kind, at: label.range)) }
  }
}
