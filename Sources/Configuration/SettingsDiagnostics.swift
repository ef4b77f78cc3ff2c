import Diagnostics
import Syntax

extension Diagnostic {
  static func invalidVersionConstraint(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid version constraint", detail: "This string does not use correct version constraint syntax.", at: range,
      hint: "write comparisons with commas between them, such as `>= 1.5, < 2.0` or `~> 4.1`")
  }

  static func unsupportedLanguage(
    _ constraint: VersionConstraint, version: Version, at range: SourceRange
  ) -> Diagnostic {
    .error(
      "Unsupported Terraform Core version",
      detail: """
        This configuration does not support Terraform version \(version), whose language Armature speaks: it asks for \
        "\(constraint)".
        """,
      at: range, hint: "check the configuration against the current language and update the constraint")
  }

  static func newerLanguage(_ constraint: VersionConstraint, version: Version, at range: SourceRange) -> Diagnostic {
    .warning(
      "Newer Terraform version wanted",
      detail: """
        This configuration asks for Terraform "\(constraint)"; Armature speaks the language of version \(version), so \
        what was added since is not known here.
        """,
      at: range)
  }

  static func experiments(at range: SourceRange) -> Diagnostic {
    .error(
      "Module uses experimental features", detail: "Armature has none of the experimental language features.",
      at: range)
  }

  static func duplicateStateSettings(_ block: SyntaxBlock, earlier: SourceRange) -> Diagnostic {
    let name = block.type
    let kind = block.type == "backend" ? "backend" : "'cloud'"
    return .error(
      "Duplicate \(name) configuration",
      detail: "A module may have only one \(kind) \(block.type == "backend" ? "configuration" : "block").",
      at: block.headerRange, labels: [Label("the first one", at: earlier)])
  }

  static func backendAndCloud(_ backend: SourceRange, cloud: SourceRange) -> Diagnostic {
    .error(
      "Both a backend and cloud configuration are present",
      detail: "A module may have either one \"cloud\" block or one \"backend\" block.", at: backend,
      labels: [Label("the \"cloud\" block", at: cloud)],
      hint: "remove both: Azure itself is the state")
  }

  static func stateSettings(_ block: SyntaxBlock) -> Diagnostic {
    .warning(
      "There is no state to configure",
      detail: """
        Azure itself is the state, so this "\(block.type)" block has no effect. What an environment owns is kept in \
        its record in Azure.
        """,
      at: block.headerRange,
      hint: "remove the block; an `armature { record { ... } }` block says where the record is kept")
  }

  static func duplicateRequiredProviders(at range: SourceRange, earlier: SourceRange) -> Diagnostic {
    .error(
      "Duplicate required providers configuration",
      detail: "A module may have only one required providers configuration.", at: range,
      labels: [Label("the first one", at: earlier)])
  }

  static func invalidRequirement(_ detail: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid required_providers object", detail: detail, at: range)
  }

  static func invalidProviderSource(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid provider source string",
      detail: "The \"source\" attribute must be in the format \"[hostname/][namespace/]name\"", at: range)
  }

  static func providerVersion(at range: SourceRange) -> Diagnostic {
    .warning(
      "Version constraints inside provider configuration blocks are deprecated",
      detail: "Move the provider version constraint into the required_providers block.", at: range)
  }

  static func versionOfLocalModule(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid registry module source address",
      detail:
        "The \"version\" argument applies only to registry modules, and this module comes from a local directory.",
      at: range, hint: "remove the argument: a local module has the version of the files beside it")
  }
}
