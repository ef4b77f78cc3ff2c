import Diagnostics
import Syntax

/// A `provider` block: one configuration of a provider.
package struct ProviderDeclaration: Sendable {
  /// The local name: `azurerm`.
  package let name: String
  /// Nil for the default configuration.
  package internal(set) var alias: String?
  /// The body without the meta-arguments.
  package internal(set) var body: SyntaxBody
  package let headerRange: SourceRange
  package let range: SourceRange
}

/// What the `terraform` blocks of a module say.
package struct TerraformSettings: Sendable {
  package internal(set) var requiredProviders: [ProviderRequirement] = []
  package internal(set) var requiredVersions: [VersionRequirement] = []
  /// The one `required_providers` block.
  var requiredProvidersRange: SourceRange?
  /// Where the `backend` and the `cloud` block are, of which there may be one.
  var backendRange: SourceRange?
  var cloudRange: SourceRange?

  package init() {}
}

/// One entry of `required_providers`.
package struct ProviderRequirement: Sendable {
  /// The local name: `azurerm`.
  package let name: String
  /// The source address as written: `hashicorp/azurerm`.
  package internal(set) var source: String?
  package internal(set) var version: VersionRequirement?
  /// The configurations that a caller has to pass.
  package internal(set) var configurationAliases: [ProviderReference] = []
  package let range: SourceRange

  /// Whether the provider is the one of `terraform_data`, which is part of the language.
  package var isBuiltIn: Bool {
    source.map { $0.lowercased() == "terraform.io/builtin/terraform" } ?? (name == "terraform")
  }

  /// Whether the provider is the one at a source such as `hashicorp/azurerm`: without one, a name stands for the provider
  /// of HashiCorp that is called so.
  package func isFor(_ address: String) -> Bool {
    let own = (source ?? "hashicorp/\(name)").lowercased()
    return own == address || ["registry.terraform.io/", "registry.opentofu.org/"].contains { own == $0 + address }
  }
}

/// A version constraint and where it is written.
package struct VersionRequirement: Sendable {
  package let constraint: VersionConstraint
  package let range: SourceRange
}

/// The `armature` block: what Terraform's language has no word for.
package struct ArmatureSettings: Sendable {
  /// Where the environment record is kept.
  package struct Record: Sendable {
    package internal(set) var resourceGroupName: Expression?
    package internal(set) var location: Expression?
    /// How long a run waits after its claim until it looks for others.
    package internal(set) var claimSettleSeconds: Expression?
    /// How long a claim counts after it was last renewed.
    package internal(set) var claimExpirySeconds: Expression?
    package let range: SourceRange
  }

  /// The environment's name; may use variables.
  package internal(set) var environment: Expression?
  package internal(set) var record: Record?
  package let range: SourceRange
}
