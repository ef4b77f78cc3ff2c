import Resources

extension AzureKind {
  /// Every kind of the catalogue: resources, then data sources, each sorted by name.
  package static let all: [AzureKind] = [
    federatedIdentityCredential,
    kubernetesCluster,
    kubernetesClusterNodePool,
    monitorPrometheusRuleGroup,
    monitorDataCollectionEndpoint,
    monitorDataCollectionRule,
    monitorDataCollectionRuleAssociation,
    monitorWorkspace,
    natGateway,
    natGatewayPublicIPAssociation,
    networkSecurityGroup,
    networkSecurityRule,
    publicIP,
    resourceGroup,
    resourceProviderFeatureRegistration,
    resourceProviderRegistration,
    roleAssignment,
    route,
    routeTable,
    subnet,
    subnetNATGatewayAssociation,
    subnetNetworkSecurityGroupAssociation,
    subnetRouteTableAssociation,
    userAssignedIdentity,
    virtualNetwork,
    karpenterNodeClaim,
    clientConfig,
    kubernetesCluster.asData,
    resourceGroup.asData,
    subscription,
    userAssignedIdentity.asData,
  ]
}
