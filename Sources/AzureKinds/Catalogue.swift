import Resources

extension AzureKind {
  /// Every kind of the catalogue: resources, then data sources, each sorted by name.
  package static let all: [AzureKind] = [
    kubernetesClusterNodePool,
    monitorPrometheusRuleGroup,
    monitorDataCollectionEndpoint,
    monitorDataCollectionRule,
    monitorDataCollectionRuleAssociation,
    monitorWorkspace,
    resourceGroup,
    resourceProviderFeatureRegistration,
    clientConfig,
    resourceGroup.asData,
    subscription,
  ]
}
