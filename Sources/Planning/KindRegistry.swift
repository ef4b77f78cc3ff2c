import Configuration
import Diagnostics
import Evaluation
import Resources

/// Every kind that a program may use, with the provider that knows it.
package struct KindRegistry: Sendable {
  private struct Key: Hashable {
    let name: String
    let mode: ResourceMode
  }

  private let kinds: [Key: ResourceKind]
  private let schemas: [Key: BlockSchema]
  private let providers: [Key: any Provider]
  private let providerSchemas: [String: BlockSchema]

  /// - Parameter providerSchemas: what may stand in `provider` blocks, by local name.
  package init(_ providers: [any Provider], providerSchemas: [String: BlockSchema]) {
    var kinds: [Key: ResourceKind] = [:]
    var schemas: [Key: BlockSchema] = [:]
    var owners: [Key: any Provider] = [:]
    for provider in providers {
      for kind in provider.kinds {
        let key = Key(name: kind.name, mode: kind.mode)
        kinds[key] = kind
        schemas[key] = BlockSchema(kind.schema)
        owners[key] = provider
      }
    }
    self.kinds = kinds
    self.schemas = schemas
    self.providers = owners
    self.providerSchemas = providerSchemas
  }

  package func kind(named name: String, mode: ResourceMode) -> ResourceKind? {
    kinds[Key(name: name, mode: mode)]
  }

  package func provider(of kind: ResourceKind) -> (any Provider)? {
    providers[Key(name: kind.name, mode: kind.mode)]
  }

  func blockSchema(of kind: ResourceKind) -> BlockSchema {
    schemas[Key(name: kind.name, mode: kind.mode)] ?? BlockSchema()
  }

  func providerSchema(named name: String) -> BlockSchema {
    providerSchemas[name] ?? BlockSchema()
  }

  /// The kind that a name was probably meant to be.
  func suggestion(for name: String, mode: ResourceMode) -> String? {
    Diagnostics.suggestion(for: name, among: kinds.keys.filter { $0.mode == mode }.map(\.name).sorted())
  }
}
