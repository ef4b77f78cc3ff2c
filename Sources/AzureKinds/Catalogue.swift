import Resources

extension AzureKind {
  /// Every kind of the catalogue: resources, then data sources, each sorted by name.
  package static let all: [AzureKind] = [
    kubernetesCluster,
    kubernetesClusterNodePool,
    monitorPrometheusRuleGroup,
    monitorDataCollectionEndpoint,
    monitorDataCollectionRule,
    monitorDataCollectionRuleAssociation,
    monitorWorkspace,
    resourceGroup,
    resourceProviderFeatureRegistration,
    clientConfig,
    kubernetesCluster.asData,
    resourceGroup.asData,
    subscription,
  ]
}
