import AzureKinds
import Configuration
import Resources
import Values

/// The kinds of the catalogue as a version of azurerm has them.
struct VersionedCatalogue: Sendable {
  private struct Key: Hashable {
    let name: String
    let mode: ResourceMode
  }

  /// Sorted by name.
  let kinds: [ResourceKind]
  private let declarations: [Key: AzureKind]

  /// There is one of each, since every kind is one by reference.
  private static let all = Dictionary(
    uniqueKeysWithValues: AzurermVersion.allCases.map { version in
      (version, Deferred { VersionedCatalogue(version) })
    })

  static func of(_ version: AzurermVersion) -> VersionedCatalogue {
    all[version]?.value ?? VersionedCatalogue(version)
  }

  private init(_ version: AzurermVersion) {
    let declared = AzureKind.all.map { $0.asOf(version) }
    declarations = Dictionary(uniqueKeysWithValues: declared.map { (Key(name: $0.name, mode: $0.mode), $0) })
    kinds = declared.map(\.resourceKind).sorted { $0.name.precedesInUTF8($1.name) }
  }

  func declaration(named name: String, mode: ResourceMode) -> AzureKind? { declarations[Key(name: name, mode: mode)] }
}
