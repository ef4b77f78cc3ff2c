import Configuration
import Values

/// A kind of resource or data source as the engine sees it: its name, its schema, and how it is owned.
package struct ResourceKind: Sendable {
  /// What the environment has to do with a resource of this kind.
  package enum Ownership: Sendable, Hashable {
    /// The environment makes it, changes it and removes it.
    case owned
    /// It is shared by everyone in the subscription: made where it is missing, never removed.
    case satisfied
    /// It exists only in the environment record.
    case recorded
  }

  /// `azurerm_resource_group`.
  package let name: String
  package let mode: ResourceMode
  /// Goes up when the meaning of an argument changes, so that hashes of an older revision are not compared.
  package let revision: Int
  package let schema: ResourceSchema
  package let ownership: Ownership
  /// The provider's address as Terraform's JSON names it.
  package let providerName: String
  /// The type in Azure and the api-version it is spoken to with; nil for what doesn't live there.
  package let remote: RemoteType?
  /// The id of the resource in whose body it is a path, from its own id; nil for what is a resource of its own.
  package let owner: (@Sendable (_ id: String) -> String?)?
  /// Adjusts a planned value where the schema can't say it; gets the arguments, the live value and the plan so far.
  package let refine: (@Sendable (_ arguments: Value, _ prior: Value?, _ planned: Value) -> Value)?

  package init(
    name: String, mode: ResourceMode = .managed, revision: Int = 1, schema: ResourceSchema,
    ownership: Ownership = .owned, providerName: String, remote: RemoteType? = nil,
    owner: (@Sendable (_ id: String) -> String?)? = nil,
    refine: (@Sendable (_ arguments: Value, _ prior: Value?, _ planned: Value) -> Value)? = nil
  ) {
    self.name = name
    self.mode = mode
    self.revision = revision
    self.schema = schema
    self.ownership = ownership
    self.providerName = providerName
    self.remote = remote
    self.owner = owner
    self.refine = refine
  }
}

/// A resource type of Azure with an api-version.
package struct RemoteType: Sendable, Hashable {
  package let type: String
  package let apiVersion: String

  package init(type: String, apiVersion: String) {
    self.type = type
    self.apiVersion = apiVersion
  }
}
