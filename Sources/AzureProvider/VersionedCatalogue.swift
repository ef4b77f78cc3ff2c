import AzureKinds
import Configuration
import Resources

/// The kinds of the catalogue as a version of azurerm has them, each made when it is first asked for.
struct VersionedCatalogue: Sendable {
  static let names = KindNames(AzureKind.catalogue.map(\.name))

  /// In the order of the catalogue.
  private let declarations: [Deferred<AzureKind>]
  private let kinds: [Deferred<ResourceKind>]

  /// There is one of each, since every kind is one by reference.
  private static let all = Dictionary(
    uniqueKeysWithValues: AzurermVersion.allCases.map { version in
      (version, Deferred { VersionedCatalogue(version) })
    })

  static func of(_ version: AzurermVersion) -> VersionedCatalogue {
    all[version]?.value ?? VersionedCatalogue(version)
  }

  private init(_ version: AzurermVersion) {
    declarations = AzureKind.catalogue.map { entry in Deferred { entry.kind.value.asOf(version) } }
    kinds = declarations.map { declaration in Deferred { declaration.value.resourceKind } }
  }

  func declaration(named name: KindName) -> AzureKind? {
    Self.names.place(of: name).map { declarations[$0].value }
  }

  func kind(named name: KindName) -> ResourceKind? {
    Self.names.place(of: name).map { kinds[$0].value }
  }
}
