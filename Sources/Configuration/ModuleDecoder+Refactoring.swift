import Diagnostics
import Syntax

extension ModuleDecoder {
  /// A `moved` block.
  mutating func moved(_ block: SyntaxBlock) -> MovedDeclaration? {
    let content = content(of: block, BodyForm([], required: ["from", "to"]))
    let from = address(content["from"])
    let to = address(content["to"])
    guard let from, let to else { return nil }
    if (from.resource == nil) != (to.resource == nil) {
      diagnostics.append(
        .invalidMove("must either both refer to resources or both refer to modules.", at: block.headerRange))
      return nil
    }
    if let old = from.resource, let new = to.resource, old.name.mode != new.name.mode {
      diagnostics.append(
        .invalidMove("must either both refer to managed resources or both to data sources.", at: block.headerRange))
      return nil
    }
    return MovedDeclaration(from: from, to: to, range: block.headerRange)
  }

  /// A `removed` block.
  mutating func removed(_ block: SyntaxBlock) -> RemovedDeclaration? {
    let content = content(
      of: block,
      BodyForm([], required: ["from"], blocks: [.init("lifecycle"), .init("provisioner", "type"), .init("connection")]))
    var destroys = true
    for lifecycle in content.blocks("lifecycle") {
      let arguments = self.content(of: lifecycle, BodyForm(["destroy"]))
      destroys = bool(arguments["destroy"]) ?? destroys
    }
    let from = address(content["from"])
    for provisioner in content.blocks("provisioner") {
      diagnostics.append(removedProvisioner(provisioner, isOfModule: from.map { $0.resource == nil } ?? false))
    }
    guard let from else { return nil }
    if let resource = from.resource, resource.name.mode == .data {
      diagnostics.append(.removedData(at: from.range))
      return nil
    }
    let keyRange = content["from"]?.expression.asTraversal?.steps.first { $0.attributeName == nil }?.range ?? from.range
    if from.resource?.key != nil {
      diagnostics.append(
        .error(
          "Resource instance keys not allowed",
          detail: """
            Resource address must be a resource (e.g. "azurerm_subnet.foo"), not a resource instance (e.g. \
            "azurerm_subnet.foo[1]").
            """,
          at: keyRange))
      return nil
    }
    if from.modules.contains(where: { $0.key != nil }) {
      diagnostics.append(
        .error(
          "Module instance keys not allowed",
          detail: """
            Module address must be a module (e.g. "module.foo"), not a module instance (e.g. "module.foo[1]").
            """,
          at: keyRange))
      return nil
    }
    return RemovedDeclaration(from: from, destroys: destroys, range: block.headerRange)
  }

  /// What is to be said of a provisioner that is to run when something goes that the configuration no longer has.
  private func removedProvisioner(_ block: SyntaxBlock, isOfModule: Bool) -> Diagnostic {
    if block.body.argument("when")?.expression.asTraversal?.root != "destroy" {
      return .removedCreationProvisioner(block)
    }
    return isOfModule ? .removedModuleProvisioner(block) : .destroyProvisioner(block)
  }

  /// An `import` block.
  mutating func imported(_ block: SyntaxBlock) -> ImportDeclaration? {
    let content = content(of: block, BodyForm(["for_each", "provider"], required: ["to", "id"]))
    guard let to = content["to"], let id = content["id"] else { return nil }
    guard ImportDeclaration.target(of: to.expression) != nil else {
      if !to.expression.isInvalid { diagnostics.append(.invalidImportTarget(at: to.range)) }
      return nil
    }
    if content["for_each"] == nil, to.expression.asTraversal == nil {
      diagnostics.append(.staticReferenceExpected(at: to.expression.range))
      return nil
    }
    var imported = ImportDeclaration(to: to.expression, id: id.expression, range: block.headerRange)
    imported.forEach = content["for_each"]?.expression
    imported.provider = content["provider"].flatMap { providerReference($0.expression) }
    return imported
  }

  private mutating func address(_ argument: Argument?) -> TargetAddress? {
    guard let argument, !argument.expression.isInvalid else { return nil }
    guard let traversal = argument.expression.asTraversal else {
      diagnostics.append(.staticReferenceExpected(at: argument.expression.range))
      return nil
    }
    do throws(DiagnosticsError) {
      return try TargetAddress(traversal)
    } catch {
      diagnostics += error.diagnostics
      return nil
    }
  }
}

extension ImportDeclaration {
  /// The part of an import's target before the first computed index: enough to see which resource it is.
  static func target(of expression: Expression) -> TargetAddress? {
    switch expression {
    case .traversal(let traversal):
      let address: TargetAddress? = try? TargetAddress(traversal)
      guard let resource = address?.resource, resource.name.mode == .managed else { return nil }
      return address
    case .index(let index): return target(of: index.collection)
    case .relative(let source, let steps):
      // `module.a[each.key].type.name`: what comes before the computed index is a module.
      guard case .index(let index) = source, case .traversal(let traversal) = index.collection else { return nil }
      return target(
        of: .traversal(Traversal(root: traversal.root, rootRange: traversal.rootRange, steps: traversal.steps + steps)))
    default: return nil
    }
  }
}

extension Diagnostic {
  static func invalidMove(_ rule: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid \"moved\" addresses", detail: "The \"from\" and \"to\" addresses \(rule)", at: range)
  }

  static func removedData(at range: SourceRange) -> Diagnostic {
    .error(
      "Data source address not allowed",
      detail: """
        Data sources are never destroyed, so they are not valid targets of removed blocks. Remove the data source \
        block from the configuration; nothing else is needed.
        """,
      at: range)
  }

  static func invalidImportTarget(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid import address", detail: "Only managed resources can be imported.", at: range,
      hint: "write the address of a resource instance, such as `azurerm_subnet.a` or `module.m.azurerm_subnet.a[0]`")
  }
}
