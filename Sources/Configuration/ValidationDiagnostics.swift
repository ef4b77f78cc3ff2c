import Diagnostics
import Syntax
import Values

extension Diagnostic {
  static func undeclaredVariable(_ name: String, among names: [String], at range: SourceRange) -> Diagnostic {
    let near = suggestion(for: name, among: names)
    return .error(
      "Reference to undeclared input variable",
      detail: "An input variable with the name \"\(name)\" has not been declared."
        + (near == nil ? " This variable can be declared with a variable \"\(name)\" {} block." : ""),
      at: range, hint: near.map { "did you mean `var.\($0)`?" })
  }

  static func undeclaredLocal(_ name: String, among names: [String], at range: SourceRange) -> Diagnostic {
    .error(
      "Reference to undeclared local value", detail: "A local value with the name \"\(name)\" has not been declared.",
      at: range, hint: suggestion(for: name, among: names).map { "did you mean `local.\($0)`?" })
  }

  static func undeclaredResource(_ name: ResourceName, in module: Module, at range: SourceRange) -> Diagnostic {
    .error(
      "Reference to undeclared resource",
      detail: """
        A \(name.mode.rawValue) resource "\(name.type)" "\(name.name)" has not been declared in \(module.description).
        """,
      at: range, hint: nearest(name, in: module).map { "did you mean `\($0)`?" })
  }

  static func scopedResource(_ name: ResourceName, check: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Reference to scoped resource",
      detail:
        "The referenced \(name.mode.rawValue) resource \"\(name.type)\" \"\(name.name)\" is not available from this "
        + "context: it stands in the check block \"\(check)\".",
      at: range, hint: "move the data source out of the check block")
  }

  /// What was most likely meant: the same name in the other mode, a similar name of the type, or a similar type.
  private static func nearest(_ name: ResourceName, in module: Module) -> String? {
    let other = ResourceName(name.mode == .data ? .managed : .data, type: name.type, name: name.name)
    if module.places.resources[other] != nil { return other.description }
    let sameType = module.resources.filter { $0.mode == name.mode && $0.type == name.type }
    if let near = suggestion(for: name.name, among: sameType.map(\.name)) {
      return ResourceName(name.mode, type: name.type, name: near).description
    }
    let sameName = module.resources.filter { $0.mode == name.mode && $0.name == name.name }
    return suggestion(for: name.type, among: sameName.map(\.type)).map {
      ResourceName(name.mode, type: $0, name: name.name).description
    }
  }

  static func undeclaredModule(_ name: String, in module: Module, at range: SourceRange) -> Diagnostic {
    .error(
      "Reference to undeclared module",
      detail: "No module call named \"\(name)\" is declared in \(module.description).",
      at: range, hint: suggestion(for: name, among: module.calls.map(\.name)).map { "did you mean `module.\($0)`?" })
  }

  static func undeclaredOutput(_ name: String, of call: ModuleCall, at range: SourceRange) -> Diagnostic {
    let outputs = call.child.outputs.map(\.name)
    return .error(
      "Unsupported attribute", detail: "This object does not have an attribute named \"\(name)\".", at: range,
      hint: didYouMean(name, among: outputs)
        ?? (outputs.isEmpty
          ? "module \"\(call.name)\" has no outputs"
          : "module \"\(call.name)\" has these outputs: \(outputs.sorted().joined(separator: ", "))"))
  }

  static func outputOfAllInstances(_ name: String, of call: ModuleCall, at range: SourceRange) -> Diagnostic {
    .error(
      "Unsupported attribute",
      detail: """
        Can't access attributes on a list of objects. Did you mean to access attribute "\(name)" for a specific element \
        of the list, or across all elements of the list?
        """,
      at: range, hint: "write `module.\(call.name)[0].\(name)` or `module.\(call.name)[*].\(name)`")
  }

  static func missingInstanceKey(_ resource: ResourceDeclaration, at range: SourceRange) -> Diagnostic {
    let argument = resource.count != nil ? "count" : "for_each"
    let key = resource.count != nil ? "count.index" : "each.key"
    return .error(
      "Missing resource instance key",
      detail: """
        Because \(resource.key) has "\(argument)" set, its attributes must be accessed on specific instances.

        For example, to correlate with indices of a referring resource, use:
            \(resource.key)[\(key)]
        """,
      at: range)
  }

  static func unexpectedInstanceKey(_ name: ResourceName, at range: SourceRange) -> Diagnostic {
    .error(
      "Unexpected resource instance key",
      detail: """
        Because \(name) does not have "count" or "for_each" set, references to it must not include an index key. Remove \
        the bracketed index to refer to the single instance of this resource.
        """,
      at: range)
  }

  static func invalidInstanceKey(_ key: Value, at range: SourceRange) -> Diagnostic {
    let rule =
      key.numberValue == nil
      ? "either a string or an integer is required"
      : "value must be a whole number, between \(Int64.min) and \(Int64.max)"
    return .error(
      "Invalid index key", detail: "Invalid index for resource instance: \(rule).", at: range)
  }

  static func countOutside(at range: SourceRange) -> Diagnostic {
    .error(
      "Reference to \"count\" in non-counted context",
      detail: """
        The "count" object can only be used in "module", "resource", and "data" blocks, and only when the "count" \
        argument is set.
        """,
      at: range)
  }

  static func eachValueOutside(at range: SourceRange) -> Diagnostic {
    .error(
      "each.value cannot be used in this context",
      detail: """
        A reference to "each.value" has been used in a context in which it is unavailable, such as when the \
        configuration no longer contains the value in its "for_each" expression. Remove this reference to each.value \
        in your configuration to work around this error.
        """, at: range)
  }

  static func eachOutside(at range: SourceRange) -> Diagnostic {
    .error(
      "Reference to \"each\" in context without for_each",
      detail: """
        The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is \
        set.
        """,
      at: range)
  }

  static func selfOutside(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid \"self\" reference",
      detail: """
        The "self" object is not available in this context. This object can be used only in resource provisioner, \
        connection, and postcondition blocks.
        """,
      at: range)
  }

  static func selfReferencingLocal(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Self-referencing local value",
      detail: "Local value local.\(name) cannot use its own result as part of its expression.", at: range)
  }

  static func selfReferentialBlock(_ name: ResourceName, at range: SourceRange) -> Diagnostic {
    .error("Self-referential block", detail: "Configuration for \(name) may not refer to itself.", at: range)
  }

  static func selfReferentialRule(_ name: ResourceName, kind: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid reference in \(kind)", detail: "Configuration for \(name) may not refer to itself.", at: range,
      hint: kind == "postcondition" ? "write `self` for what has just been applied" : nil)
  }

  static func dependencyOnAttribute(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid depends_on reference",
      detail: """
        References in depends_on must be to a whole object (resource, etc), not to an attribute of an object.
        """,
      at: range)
  }

  static func triggerReference(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid reference in replace_triggered_by expression",
      detail: "Only resources, count.index, and each.key may be used in replace_triggered_by.", at: range,
      hint: "a `terraform_data` resource whose `input` is the value can stand in for anything else")
  }

  static func triggerWithoutResource(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid replace_triggered_by expression",
      detail: "Missing resource reference in replace_triggered_by expression.", at: range)
  }

  static func triggerTooComplex(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid replace_triggered_by expression",
      detail: "Each element must be one reference to a resource, an instance of it or an attribute of it.", at: range)
  }

  static func undeclaredProvider(_ provider: ProviderReference, among declared: [ProviderDeclaration]) -> Diagnostic {
    let aliases = declared.filter { $0.name == provider.name }.compactMap(\.alias)
    let alias = provider.alias ?? ""
    return .error(
      "Provider configuration not present",
      detail: "There is no configuration of provider \"\(provider.name)\" with the alias \"\(alias)\" here.",
      at: provider.range,
      hint: suggestion(for: alias, among: aliases).map { "did you mean `\(provider.name).\($0)`?" }
        ?? "declare it with `provider \"\(provider.name)\" { alias = \"\(alias)\" }`")
  }

  static func missingPassedProvider(_ reference: ProviderReference, of call: ModuleCall) -> Diagnostic {
    let name = "\(reference.name).\(reference.alias ?? "")"
    return .error(
      "Missing required provider configuration",
      detail:
        "The module \"\(call.name)\" needs a configuration of its own for the provider \"\(reference.name)\", which it "
        + "calls \"\(name)\".",
      at: call.headerRange, labels: [Label("asked for here", at: reference.range)],
      hint: "add `\(name) = ...` to the `providers` of the module block")
  }

  static func importInChild(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid import configuration", detail: "Import blocks are only allowed in the root module.", at: range,
      hint: "move it to the root module and write the whole address: `to = module.name.type.name`")
  }

  static func armatureInChild(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid armature block", detail: "Only the root module names the environment and where its record is kept.",
      at: range)
  }

  // MARK: - Module calls

  static func unknownModuleArgument(_ argument: Argument, of call: ModuleCall, among names: [String]) -> Diagnostic {
    .error(
      "Unsupported argument", detail: "An argument named \"\(argument.name)\" is not expected here.",
      at: argument.nameRange,
      hint: didYouMean(argument.name, among: names) ?? "module \"\(call.name)\" declares no variable of that name")
  }

  static func missingModuleArgument(_ variable: VariableDeclaration, of call: ModuleCall) -> Diagnostic {
    .error(
      "Missing required argument",
      detail: "The argument \"\(variable.name)\" is required, but no definition was found.", at: call.openRange,
      labels: [Label("declared here", at: variable.headerRange)])
  }
}
