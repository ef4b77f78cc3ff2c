import Diagnostics
import Syntax

/// Turns the blocks of one directory into declarations, going on after mistakes.
struct ModuleDecoder {
  private(set) var module: Module
  var diagnostics: [Diagnostic] = []

  private init(_ module: Module) {
    self.module = module
  }

  /// Decodes the blocks of a directory, in order; calls have empty children.
  static func decode(_ blocks: [SyntaxBlock], into module: Module) -> (Module, [Diagnostic]) {
    var decoder = ModuleDecoder(module)
    // Of what there may be a hundred thousand, none is given its place twice.
    decoder.module.places.resources.reserveCapacity(blocks.count { $0.labels.count == 2 })
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
    case "provider": if let provider = provider(block) { declare(provider) }
    case "variable": declare(variable(block))
    case "locals": for local in locals(block) { declare(local) }
    case "output": if let output = output(block) { declare(output) }
    case "module": if let call = call(block) { declare(call) }
    case "resource", "data": if let resource = resource(block) { declare(resource) }
    case "ephemeral": diagnostics.append(.ephemeralBlock(block))
    case "moved":
      if let moved = moved(block) { module.moved.append(moved) }
    case "removed":
      if let removed = removed(block) { module.removed.append(removed) }
    case "import":
      if let imported = imported(block) { module.imports.append(imported) }
    case "check":
      if let check = check(block) { declare(check) }
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
}

/// Taking in what was read: of each name the first counts.
extension ModuleDecoder {
  private mutating func declare(_ variable: VariableDeclaration) {
    if let first = Self.add(variable, to: &module.variables, at: &module.places.variables[variable.name]) {
      diagnostics.append(.duplicate("variable", variable.name, at: variable.headerRange, earlier: first.headerRange))
    }
  }

  private mutating func declare(_ local: LocalDeclaration) {
    if let first = Self.add(local, to: &module.locals, at: &module.places.locals[local.name]) {
      diagnostics.append(.duplicate("local", local.name, at: local.range, earlier: first.range))
    }
  }

  private mutating func declare(_ output: OutputDeclaration) {
    if let first = Self.add(output, to: &module.outputs, at: &module.places.outputs[output.name]) {
      diagnostics.append(.duplicate("output", output.name, at: output.headerRange, earlier: first.headerRange))
    }
  }

  private mutating func declare(_ call: ModuleCall) {
    if let first = Self.add(call, to: &module.calls, at: &module.places.calls[call.name]) {
      diagnostics.append(.duplicate("module", call.name, at: call.headerRange, earlier: first.headerRange))
    }
  }

  private mutating func declare(_ check: CheckDeclaration) {
    if let first = Self.add(check, to: &module.checks, at: &module.places.checks[check.name]) {
      diagnostics.append(.duplicate("check", check.name, at: check.headerRange, earlier: first.headerRange))
    } else if let data = check.data {
      declare(data)
    }
  }

  private mutating func declare(_ resource: ResourceDeclaration) {
    if let first = Self.add(resource, to: &module.resources, at: &module.places.resources[resource.key]) {
      diagnostics.append(.duplicateResource(resource, earlier: first.headerRange))
    }
  }

  private mutating func declare(_ provider: ProviderDeclaration) {
    let key = "\(provider.name).\(provider.alias ?? "")"
    if let first = Self.add(provider, to: &module.providers, at: &module.places.providers[key]) {
      diagnostics.append(.duplicateProvider(provider, earlier: first.headerRange))
    }
  }

  /// Adds a declaration to the list of its kind, unless its name has a place there already: what has it is the answer then.
  private static func add<Declaration>(
    _ declaration: Declaration, to list: inout [Declaration], at place: inout Int?
  ) -> Declaration? {
    if let place { return list[place] }
    place = list.count
    list.append(declaration)
    return nil
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
