import Diagnostics
import Evaluation
import Syntax

extension ModuleDecoder {
  /// What the language itself knows in a `resource` or `data` block.
  private static let resourceForm = BodyForm(
    ["count", "for_each", "depends_on", "provider"],
    blocks: [.init("lifecycle"), .init("provisioner", "type"), .init("connection")], isOpen: true)

  /// A `resource` or `data` block.
  mutating func resource(_ block: SyntaxBlock, inCheck check: String? = nil) -> ResourceDeclaration? {
    let mode: ResourceMode = block.type == "data" ? .data : .managed
    checkName(block.labels[0], of: mode == .data ? "data source" : "resource type")
    checkName(block.labels[1], of: mode == .data ? "data resource" : "resource")
    let content = content(of: block, Self.resourceForm)
    let body = withoutReserved(content.rest, in: "resource")
    var (count, forEach) = repetition(content)
    if check != nil, let argument = content["count"] ?? content["for_each"] {
      diagnostics.append(.repeatedCheckData(argument))
      (count, forEach) = (nil, nil)
    }
    let dependsOn = references(content["depends_on"])
    let provider = content["provider"].flatMap { providerReference($0.expression) }
    var lifecycle = Lifecycle()
    var first: SyntaxBlock?
    for lifecycleBlock in content.blocks("lifecycle") {
      if let first {
        diagnostics.append(.duplicateBlock(lifecycleBlock, in: "resource", earlier: first))
      } else {
        first = lifecycleBlock
        lifecycle = self.lifecycle(lifecycleBlock, mode: mode)
      }
    }
    decodeProvisioners(content, mode: mode)
    return ResourceDeclaration(
      mode: mode, type: block.labels[0].text, name: block.labels[1].text, body: body, count: count, forEach: forEach,
      dependsOn: dependsOn, provider: provider, lifecycle: lifecycle, check: check, typeRange: block.labels[0].range,
      headerRange: block.headerRange, range: block.range)
  }

  /// Names that the language keeps for itself are refused, since a schema can't have them.
  mutating func withoutReserved(_ body: SyntaxBody, in owner: String) -> SyntaxBody {
    func isReserved(_ item: SyntaxBody.Item) -> Bool {
      if case .block(let block) = item { block.type == "locals" || block.type == "lifecycle" } else { false }
    }
    // Hardly any body is, and all are kept.
    if !body.items.contains(where: isReserved) { return body }
    for case .block(let block) in body.items.filter(isReserved) {
      diagnostics.append(.reservedBlock(block.type, in: owner, at: block.typeRange))
    }
    return SyntaxBody(items: body.items.filter { !isReserved($0) }, range: body.range, endRange: body.endRange)
  }

  private mutating func lifecycle(_ block: SyntaxBlock, mode: ResourceMode) -> Lifecycle {
    var lifecycle = Lifecycle()
    lifecycle.range = block.headerRange
    let managedOnly = ["create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by"]
    let content = content(
      of: block, BodyForm(managedOnly, blocks: [.init("precondition"), .init("postcondition")]))
    lifecycle.preconditions = conditions(content, "precondition")
    lifecycle.postconditions = conditions(content, "postcondition")
    if mode == .data {
      for name in managedOnly {
        if let argument = content[name] { diagnostics.append(.managedOnlyLifecycle(argument)) }
      }
      return lifecycle
    }
    lifecycle.createBeforeDestroy = bool(content["create_before_destroy"])
    lifecycle.preventDestroy = bool(content["prevent_destroy"]) ?? false
    if let argument = content["ignore_changes"] { lifecycle.ignoredChanges = ignoredChanges(argument) }
    lifecycle.replaceTriggeredBy = list(content["replace_triggered_by"])
    return lifecycle
  }

  private mutating func conditions(_ content: BodyContent, _ kind: String) -> [Condition] {
    content.blocks(kind).compactMap { condition($0, kind: kind) }
  }

  private mutating func ignoredChanges(_ argument: Argument) -> Lifecycle.IgnoredChanges {
    if argument.expression.asKeyword == "all" { return .all }
    var attributes: [Traversal] = []
    for element in list(argument) {
      if element.asString == "*" {
        diagnostics.append(.ignoredWildcard(at: argument.expression.range))
        return .all
      }
      if let traversal = reference(element) { attributes.append(traversal) }
    }
    return .attributes(attributes)
  }

  private mutating func decodeProvisioners(_ content: BodyContent, mode: ResourceMode) {
    for block in content.blocks where block.type == "provisioner" || block.type == "connection" {
      if mode == .data {
        diagnostics.append(.provisionerInData(block))
      } else if block.type == "provisioner" {
        decodeProvisioner(block)
      }
    }
  }

  private mutating func decodeProvisioner(_ block: SyntaxBlock) {
    let content = content(of: block, BodyForm(["when", "on_failure"], blocks: [.init("connection")], isOpen: true))
    if let argument = content["on_failure"], !["continue", "fail"].contains(keyword(argument)) {
      diagnostics.append(.invalidKeyword(argument, keywords: "continue or fail"))
    }
    switch content["when"].map({ keyword($0) }) {
    case nil, "create": diagnostics.append(.createProvisioner(block))
    case "destroy": diagnostics.append(.destroyProvisioner(block))
    default:
      if let argument = content["when"] {
        diagnostics.append(.invalidKeyword(argument, keywords: "create or destroy"))
      }
    }
  }

  /// The word that an argument is; in quotes, as Terraform 0.11 wanted it, with a warning.
  private mutating func keyword(_ argument: Argument) -> String? {
    guard let quoted = argument.expression.asString else { return argument.expression.asKeyword }
    diagnostics.append(.quotedKeyword(at: argument.expression.range))
    return quoted
  }

  /// `azurerm` or `azurerm.west`.
  mutating func providerReference(_ expression: Expression) -> ProviderReference? {
    if expression.isInvalid { return nil }
    var traversal = expression.asTraversal
    if traversal == nil, let text = expression.asString {
      traversal = StaticExpression.traversal(text, at: expression.range)
      if traversal != nil { diagnostics.append(.quotedReference(at: expression.range)) }
    }
    guard let traversal, traversal.steps.count <= 1 else {
      diagnostics.append(
        .invalidProviderReference(
          """
          The provider argument requires a provider type name, optionally followed by a period and then a \
          configuration alias.
          """,
          at: expression.range))
      return nil
    }
    if let step = traversal.steps.first, step.attributeName == nil {
      diagnostics.append(
        .invalidProviderReference(
          "Provider name must either stand alone or be followed by a period and then a configuration alias.",
          at: step.range))
      return nil
    }
    return ProviderReference(
      name: traversal.root, alias: traversal.steps.first?.attributeName, range: traversal.range)
  }

  /// A `check` block.
  mutating func check(_ block: SyntaxBlock) -> CheckDeclaration? {
    checkName(block.labels[0], of: "check block")
    let content = content(of: block, BodyForm([], blocks: [.init("assert"), .init("data", "type", "name")]))
    var check = CheckDeclaration(name: block.labels[0].text, headerRange: block.headerRange, range: block.range)
    var first: SyntaxBlock?
    for data in content.blocks("data") {
      if let first {
        diagnostics.append(.multipleCheckData(data, earlier: first))
      } else {
        first = data
        check.data = resource(data, inCheck: check.name)
      }
    }
    let assertions = content.blocks("assert")
    if assertions.isEmpty { diagnostics.append(.noAssertions(at: block.headerRange)) }
    check.assertions = assertions.compactMap { condition($0, kind: "assert") }
    return check
  }
}
