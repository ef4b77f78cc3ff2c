import Diagnostics
import Syntax

extension Diagnostic {
  static func duplicate(_ kind: String, _ name: String, at range: SourceRange, earlier: SourceRange) -> Diagnostic {
    let summary: String
    let detail: String
    switch kind {
    case "variable":
      summary = "Duplicate variable declaration"
      detail = "A variable named \"\(name)\" was already declared. Variable names must be unique within a module."
    case "output":
      summary = "Duplicate output definition"
      detail = "An output named \"\(name)\" was already defined. Output names must be unique within a module."
    case "local":
      summary = "Duplicate local value definition"
      detail = "A local value named \"\(name)\" was already defined. Local value names must be unique within a module."
    case "module":
      summary = "Duplicate module call"
      detail =
        "A module call named \"\(name)\" was already defined. Module calls must have unique names within a module."
    default:
      summary = "Duplicate \(kind) \"\(name)\" configuration"
      detail = "A \(kind) block named \"\(name)\" was already declared. Names must be unique within each module."
    }
    return .error(summary, detail: detail, at: range, labels: [Label("first declared here", at: earlier)])
  }

  static func duplicateResource(_ resource: ResourceDeclaration, earlier: SourceRange) -> Diagnostic {
    let isData = resource.mode == .data
    return .error(
      "Duplicate \(isData ? "data" : "resource") \"\(resource.type)\" configuration",
      detail: """
        A \(resource.type) \(isData ? "data " : "")resource named "\(resource.name)" was already declared. Resource \
        names must be unique per type in each module.
        """,
      at: resource.headerRange, labels: [Label("first declared here", at: earlier)])
  }

  static func duplicateProvider(_ provider: ProviderDeclaration, earlier: SourceRange) -> Diagnostic {
    let detail: String
    if let alias = provider.alias {
      detail = """
        A provider configuration for "\(provider.name)" with alias "\(alias)" was already given. Each configuration \
        for the same provider must have a distinct alias.
        """
    } else {
      detail = """
        A default (non-aliased) provider configuration for "\(provider.name)" was already given. If multiple \
        configurations are required, set the "alias" argument for alternative configurations.
        """
    }
    return .error(
      "Duplicate provider configuration", detail: detail, at: provider.headerRange,
      labels: [Label("first given here", at: earlier)])
  }

  static func duplicateArmature(at range: SourceRange, earlier: SourceRange) -> Diagnostic {
    .error(
      "Duplicate armature block", detail: "A configuration has one armature block at most.", at: range,
      labels: [Label("the first one", at: earlier)])
  }

  static func ephemeralBlock(_ block: SyntaxBlock) -> Diagnostic {
    .error(
      "Unsupported ephemeral resource", detail: "Armature has no ephemeral resources.", at: block.headerRange,
      hint: "take the value in through a variable with `ephemeral = true`")
  }

  static func countAndForEach(at range: SourceRange, other: Argument) -> Diagnostic {
    .error(
      "Invalid combination of \"count\" and \"for_each\"",
      detail: """
        The "count" and "for_each" meta-arguments are mutually-exclusive, only one should be used to be explicit \
        about the number of resources to be created.
        """,
      at: range, labels: [Label("the other one", at: other.nameRange)])
  }

  static func conditionWithoutReference(_ kind: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid \(kind) expression",
      detail: """
        The condition expression must refer to at least one object from elsewhere in the configuration, or else its \
        result would not be checking anything.
        """,
      at: range)
  }

  // MARK: - Variables

  static func reservedVariableName(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid variable name",
      detail: "The variable name \"\(name)\" is reserved due to its special meaning inside module blocks.", at: range)
  }

  static func invalidDefault(_ reason: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid default value for variable",
      detail: "This default value is not compatible with the variable's type constraint: \(reason).", at: range)
  }

  static func nullDefault(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid default value for variable", detail: "A null default value is not valid when nullable=false.",
      at: range)
  }

  static func validationWithoutSelf(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid variable validation condition",
      detail: "The condition for variable \"\(name)\" must refer to var.\(name) in order to test incoming values.",
      at: range)
  }

  // MARK: - Resources

  static func ignoredWildcard(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid ignore_changes wildcard",
      detail: """
        The ["*"] form of ignore_changes wildcard is no longer valid. Use "ignore_changes = all" to ignore changes to \
        all attributes.
        """,
      at: range)
  }

  static func managedOnlyLifecycle(_ argument: Argument) -> Diagnostic {
    .error(
      "Invalid data resource lifecycle argument",
      detail: """
        The lifecycle argument "\(argument.name)" is defined only for managed resources ("resource" blocks), and is \
        not valid for data resources.
        """,
      at: argument.nameRange)
  }

  static func invalidKeyword(_ argument: Argument, keywords: String) -> Diagnostic {
    .error(
      "Invalid \"\(argument.name)\" keyword",
      detail: "The \"\(argument.name)\" argument requires one of the following keywords: \(keywords).",
      at: argument.expression.range)
  }

  static func createProvisioner(_ block: SyntaxBlock) -> Diagnostic {
    .error(
      "Unsupported provisioner",
      detail: """
        Armature runs no programs while it applies: a provisioner leaves no trace in Azure, so a later plan could not \
        tell whether it has run.
        """,
      at: block.headerRange,
      hint: """
        use a resource that says the wanted end (`custom_data`, a VM extension, `azapi_resource_action`), or run the \
        command after `armature apply`
        """)
  }

  static func destroyProvisioner(_ block: SyntaxBlock) -> Diagnostic {
    .warning(
      "Provisioner is skipped",
      detail: "Armature runs no programs, so this destroy-time provisioner is left out when the resource goes.",
      at: block.headerRange)
  }

  static func removedCreationProvisioner(_ block: SyntaxBlock) -> Diagnostic {
    .error(
      "Invalid provisioner block",
      detail: """
        Only destroy-time provisioners are valid in "removed" blocks. To declare a destroy-time provisioner, use:
            when = destroy
        """,
      at: block.headerRange)
  }

  static func removedModuleProvisioner(_ block: SyntaxBlock) -> Diagnostic {
    .error(
      "Invalid provisioner block",
      detail: "Provisioners are valid only when a removed block targets a managed resource.", at: block.headerRange)
  }

  static func outputPostcondition(_ block: SyntaxBlock) -> Diagnostic {
    .error(
      "Postconditions are not allowed", detail: "Output values can only have preconditions, not postconditions.",
      at: block.headerRange)
  }

  static func provisionerInData(_ block: SyntaxBlock) -> Diagnostic {
    .error(
      "Invalid data resource block",
      detail: "A \(block.type) block is only for managed resources, since a data source makes nothing.",
      at: block.headerRange)
  }

  static func invalidProviderReference(_ detail: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid provider configuration reference", detail: detail, at: range)
  }

  static func multipleCheckData(_ block: SyntaxBlock, earlier: SyntaxBlock) -> Diagnostic {
    .error(
      "Multiple data resource blocks", detail: "This check block already has a data resource defined.",
      at: block.headerRange, labels: [Label("the first one", at: earlier.headerRange)])
  }

  static func repeatedCheckData(_ argument: Argument) -> Diagnostic {
    .error(
      "Invalid \"\(argument.name)\" attribute",
      detail: "The \"count\" and \"for_each\" meta-arguments are not supported within nested data blocks.",
      at: argument.nameRange)
  }

  static func noAssertions(at range: SourceRange) -> Diagnostic {
    .error("Zero assert blocks", detail: "Check blocks must have at least one assert block.", at: range)
  }
}
