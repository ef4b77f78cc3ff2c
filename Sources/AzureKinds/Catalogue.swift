import Resources

extension AzureKind {
  /// Every kind of the catalogue: resources, then data sources, each sorted by name.
  package static let all: [AzureKind] = [
    resourceGroup,
    resourceGroup.asData,
  ]
}
