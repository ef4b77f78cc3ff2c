import Configuration
import Resources

extension AzureKind {
  /// A kind of the catalogue under its name, before it is made.
  package struct Entry: Sendable {
    package let name: KindName
    package let kind: Deferred<AzureKind>

    fileprivate static func resource(
      _ name: String, _ kind: @autoclosure @escaping @Sendable () -> AzureKind
    ) -> Entry {
      Entry(name: KindName(name, .managed), kind: Deferred(kind))
    }

    fileprivate static func data(
      _ name: String, _ kind: @autoclosure @escaping @Sendable () -> AzureKind
    ) -> Entry {
      Entry(name: KindName(name, .data), kind: Deferred(kind))
    }
  }

  /// Every kind, made.
  package static let all = catalogue.map(\.kind.value)

  /// Every kind by the name that it bears itself, resources, then data sources: making all of them takes a millisecond, and a
  /// program uses a few.
  package static let catalogue: [Entry] = [
    .resource("azapi_resource", anyResource),
    .resource("azapi_resource_action", anyAction),
    .resource("azapi_update_resource", anyUpdate),
    .resource("azurerm_application_gateway", applicationGateway),
    .resource("azurerm_container_registry", containerRegistry),
    .resource("azurerm_dashboard_grafana", dashboardGrafana),
    .resource("azurerm_federated_identity_credential", federatedIdentityCredential),
    .resource("azurerm_kubernetes_cluster", kubernetesCluster),
    .resource("azurerm_kubernetes_cluster_node_pool", kubernetesClusterNodePool),
    .resource("azurerm_lb", loadBalancer),
    .resource("azurerm_lb_backend_address_pool", loadBalancerBackendAddressPool),
    .resource("azurerm_lb_nat_rule", loadBalancerNATRule),
    .resource("azurerm_lb_outbound_rule", loadBalancerOutboundRule),
    .resource("azurerm_lb_probe", loadBalancerProbe),
    .resource("azurerm_lb_rule", loadBalancerRule),
    .resource("azurerm_log_analytics_workspace", logAnalyticsWorkspace),
    .resource("azurerm_management_lock", managementLock),
    .resource("azurerm_monitor_alert_prometheus_rule_group", monitorPrometheusRuleGroup),
    .resource("azurerm_monitor_data_collection_endpoint", monitorDataCollectionEndpoint),
    .resource("azurerm_monitor_data_collection_rule", monitorDataCollectionRule),
    .resource("azurerm_monitor_data_collection_rule_association", monitorDataCollectionRuleAssociation),
    .resource("azurerm_monitor_workspace", monitorWorkspace),
    .resource("azurerm_nat_gateway", natGateway),
    .resource("azurerm_nat_gateway_public_ip_association", natGatewayPublicIPAssociation),
    .resource("azurerm_network_security_group", networkSecurityGroup),
    .resource("azurerm_network_security_rule", networkSecurityRule),
    .resource("azurerm_postgresql_flexible_server", postgreSQLServer),
    .resource("azurerm_postgresql_flexible_server_active_directory_administrator", postgreSQLAdministrator),
    .resource("azurerm_postgresql_flexible_server_configuration", postgreSQLConfiguration),
    .resource("azurerm_postgresql_flexible_server_database", postgreSQLDatabase),
    .resource("azurerm_postgresql_flexible_server_firewall_rule", postgreSQLFirewallRule),
    .resource("azurerm_private_dns_zone", privateDNSZone),
    .resource("azurerm_private_dns_zone_virtual_network_link", privateDNSZoneVirtualNetworkLink),
    .resource("azurerm_private_endpoint", privateEndpoint),
    .resource("azurerm_public_ip", publicIP),
    .resource("azurerm_resource_group", resourceGroup),
    .resource("azurerm_resource_provider_feature_registration", resourceProviderFeatureRegistration),
    .resource("azurerm_resource_provider_registration", resourceProviderRegistration),
    .resource("azurerm_role_assignment", roleAssignment),
    .resource("azurerm_role_definition", roleDefinition),
    .resource("azurerm_route", route),
    .resource("azurerm_route_table", routeTable),
    .resource("azurerm_storage_account", storageAccount),
    .resource("azurerm_storage_container", storageContainer),
    .resource("azurerm_subnet", subnet),
    .resource("azurerm_subnet_nat_gateway_association", subnetNATGatewayAssociation),
    .resource("azurerm_subnet_network_security_group_association", subnetNetworkSecurityGroupAssociation),
    .resource("azurerm_subnet_route_table_association", subnetRouteTableAssociation),
    .resource("azurerm_user_assigned_identity", userAssignedIdentity),
    .resource("azurerm_virtual_network", virtualNetwork),
    .resource("karpenter_node_claim", karpenterNodeClaim),
    .data("azapi_client_config", anyClientConfig),
    .data("azapi_resource", anyResourceData),
    .data("azapi_resource_action", anyActionData),
    .data("azapi_resource_id", anyIdentifier),
    .data("azapi_resource_list", anyList),
    .data("azurerm_application_gateway", applicationGateway.asData),
    .data("azurerm_client_config", clientConfig),
    .data("azurerm_container_registry", containerRegistry.asData),
    .data("azurerm_dashboard_grafana", dashboardGrafana.asData),
    .data("azurerm_kubernetes_cluster", kubernetesClusterByName),
    .data("azurerm_kubernetes_cluster_node_pool", kubernetesClusterNodePoolByName),
    .data("azurerm_kubernetes_service_versions", kubernetesServiceVersions),
    .data("azurerm_lb", loadBalancer.asData),
    .data("azurerm_lb_backend_address_pool", loadBalancerBackendAddressPoolData),
    .data("azurerm_lb_outbound_rule", loadBalancerOutboundRule.asData),
    .data("azurerm_lb_rule", loadBalancerRuleData),
    .data("azurerm_log_analytics_workspace", logAnalyticsWorkspace.asData),
    .data("azurerm_monitor_data_collection_endpoint", monitorDataCollectionEndpoint.asData),
    .data("azurerm_monitor_data_collection_rule", monitorDataCollectionRule.asData),
    .data("azurerm_monitor_workspace", monitorWorkspace.asData),
    .data("azurerm_nat_gateway", natGatewayData),
    .data("azurerm_network_security_group", networkSecurityGroup.asData),
    .data("azurerm_postgresql_flexible_server", postgreSQLServer.asData),
    .data("azurerm_postgresql_flexible_server_active_directory_administrator", postgreSQLAdministratorData),
    .data("azurerm_private_dns_zone", privateDNSZone.asData),
    .data("azurerm_private_dns_zone_virtual_network_link", privateDNSZoneVirtualNetworkLinkData),
    .data("azurerm_private_endpoint_connection", privateEndpointConnection),
    .data("azurerm_public_ip", publicIP.asData),
    .data("azurerm_public_ips", publicIPs),
    .data("azurerm_resource_group", resourceGroup.asData),
    .data("azurerm_resources", resources),
    .data("azurerm_role_assignments", roleAssignments),
    .data("azurerm_role_definition", roleDefinitionData),
    .data("azurerm_route_table", routeTable.asData),
    .data("azurerm_storage_account", storageAccount.asData),
    .data("azurerm_storage_container", storageContainer.asData(inferringFrom: "storage_account_name")),
    .data("azurerm_storage_containers", storageContainers),
    .data("azurerm_subnet", subnetData),
    .data("azurerm_subscription", subscription),
    .data("azurerm_subscriptions", subscriptions),
    .data("azurerm_user_assigned_identity", userAssignedIdentity.asData),
    .data("azurerm_virtual_network", virtualNetworkData),
  ]
}
