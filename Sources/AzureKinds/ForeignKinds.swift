import Configuration
import Resources

/// What to do instead where a spec uses a kind that people know from azurerm, or from a provider beside it, and that there
/// is none of here.
package enum ForeignKinds {
  /// The way out for a kind of a name, as a hint; nil where nothing is known of the name.
  package static func remedy(for name: String, mode: ResourceMode) -> String? {
    if name.hasPrefix("azurerm_") { return azurermRemedy(for: name, mode: mode) }
    let provider = name.prefix { $0 != "_" }
    return remedies.first { $0.providers.contains(String(provider)) }?.text
  }

  private static func azurermRemedy(for name: String, mode: ResourceMode) -> String? {
    let generic = mode == .data ? "data \"azapi_resource\"" : "azapi_resource"
    if let type = types[name] { return "write it as `\(generic)`, of the type `\(type)`" }
    if let text = ownWays[name] { return text }
    if name.hasSuffix("_association") || name.hasSuffix("_attachment") {
      return "what it connects is a property of one of the two: write that one as `azapi_resource`, or, where it is "
        + "there already, the property with `azapi_update_resource`"
    }
    return nil
  }

  /// Kinds that stand for something else than one type of Azure's, or for nothing that Azure Resource Manager has.
  private static let ownWays = [
    "azurerm_key_vault_certificate":
      "certificates are made in the vault itself, beside a plan: give the id of one with a variable",
    "azurerm_storage_blob":
      "what is in a container is uploaded beside a plan, for instance with `az storage blob upload`",
    "azurerm_resource_group_template_deployment":
      "write what the template makes as resources, with `azapi_resource` where there is no kind",
  ]

  private static let remedies: [(providers: Set<String>, text: String)] = [
    (
      ["tls"],
      """
      give the key with a variable or `file(...)`; or let Azure make it, with an `azapi_resource` of the type \
      `Microsoft.Compute/sshPublicKeys` and an `azapi_resource_action` that asks it for `generateKeyPair`
      """
    ),
    (
      ["kubernetes", "helm", "kubectl", "kustomization", "flux", "argocd"],
      """
      what is inside a cluster is put there after the apply, with kubectl, Helm or GitOps, from this spec's outputs; AKS \
      installs extensions and Flux by an `azapi_resource` of the type `Microsoft.KubernetesConfiguration/extensions` or \
      `Microsoft.KubernetesConfiguration/fluxConfigurations`
      """
    ),
    (
      ["azuread", "msgraph"],
      "users, groups and applications are in Entra ID, beside Azure Resource Manager: give their ids with variables"
    ),
    (["http", "curl", "external"], "give what it would find out with a variable"),
    (["local", "archive"], "give the content out as an output, and write it with `armature output -raw NAME > FILE`"),
    (["template", "cloudinit"], "the functions `templatefile` and `base64gzip` make the same text"),
    (["modtm"], "take the block out: it only tells the module's authors that the module is used"),
  ]

  /// The types that kinds of azurerm stand for, by the kinds' names: those that specs have beside the kinds here, with the
  /// types in the ids that azurerm's documentation imports them by.
  private static let types: [String: String] = Dictionary(
    uniqueKeysWithValues: table.split(separator: "\n").map { line in
      let parts = line.split(separator: " ")
      return ("azurerm_" + parts[0], String(parts[1]))
    })

  private static let table = """
    ai_foundry Microsoft.MachineLearningServices/workspaces
    ai_foundry_project Microsoft.MachineLearningServices/workspaces
    ai_services Microsoft.CognitiveServices/accounts
    api_management Microsoft.ApiManagement/service
    app_configuration Microsoft.AppConfiguration/configurationStores
    application_insights Microsoft.Insights/components
    application_load_balancer Microsoft.ServiceNetworking/trafficControllers
    application_security_group Microsoft.Network/applicationSecurityGroups
    automation_account Microsoft.Automation/automationAccounts
    availability_set Microsoft.Compute/availabilitySets
    bastion_host Microsoft.Network/bastionHosts
    batch_account Microsoft.Batch/batchAccounts
    batch_pool Microsoft.Batch/batchAccounts/pools
    capacity_reservation Microsoft.Compute/capacityReservationGroups/capacityReservations
    capacity_reservation_group Microsoft.Compute/capacityReservationGroups
    cdn_frontdoor_custom_domain Microsoft.Cdn/profiles/customDomains
    cdn_frontdoor_endpoint Microsoft.Cdn/profiles/afdEndpoints
    cdn_frontdoor_origin Microsoft.Cdn/profiles/originGroups/origins
    cdn_frontdoor_origin_group Microsoft.Cdn/profiles/originGroups
    cdn_frontdoor_profile Microsoft.Cdn/profiles
    cdn_frontdoor_route Microsoft.Cdn/profiles/afdEndpoints/routes
    cognitive_account Microsoft.CognitiveServices/accounts
    cognitive_deployment Microsoft.CognitiveServices/accounts/deployments
    container_app Microsoft.App/containerApps
    container_app_environment Microsoft.App/managedEnvironments
    container_group Microsoft.ContainerInstance/containerGroups
    container_registry_cache_rule Microsoft.ContainerRegistry/registries/cacheRules
    container_registry_scope_map Microsoft.ContainerRegistry/registries/scopeMaps
    container_registry_task Microsoft.ContainerRegistry/registries/tasks
    container_registry_token Microsoft.ContainerRegistry/registries/tokens
    cosmosdb_account Microsoft.DocumentDB/databaseAccounts
    cosmosdb_sql_container Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers
    cosmosdb_sql_database Microsoft.DocumentDB/databaseAccounts/sqlDatabases
    dashboard_grafana_managed_private_endpoint Microsoft.Dashboard/grafana/managedPrivateEndpoints
    data_factory Microsoft.DataFactory/factories
    data_protection_backup_vault Microsoft.DataProtection/backupVaults
    databricks_workspace Microsoft.Databricks/workspaces
    disk_encryption_set Microsoft.Compute/diskEncryptionSets
    dns_a_record Microsoft.Network/dnsZones/A
    dns_cname_record Microsoft.Network/dnsZones/CNAME
    dns_txt_record Microsoft.Network/dnsZones/TXT
    dns_zone Microsoft.Network/dnsZones
    eventhub Microsoft.EventHub/namespaces/eventhubs
    eventhub_namespace Microsoft.EventHub/namespaces
    express_route_circuit Microsoft.Network/expressRouteCircuits
    firewall Microsoft.Network/azureFirewalls
    firewall_policy Microsoft.Network/firewallPolicies
    firewall_policy_rule_collection_group Microsoft.Network/firewallPolicies/ruleCollectionGroups
    image Microsoft.Compute/images
    ip_group Microsoft.Network/ipGroups
    key_vault Microsoft.KeyVault/vaults
    key_vault_access_policy Microsoft.KeyVault/vaults/accessPolicies
    key_vault_key Microsoft.KeyVault/vaults/keys
    key_vault_secret Microsoft.KeyVault/vaults/secrets
    kubernetes_automatic_cluster Microsoft.ContainerService/managedClusters
    kubernetes_cluster_extension Microsoft.KubernetesConfiguration/extensions
    kubernetes_cluster_trusted_access_role_binding Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings
    kubernetes_fleet_manager Microsoft.ContainerService/fleets
    kubernetes_fleet_member Microsoft.ContainerService/fleets/members
    kubernetes_flux_configuration Microsoft.KubernetesConfiguration/fluxConfigurations
    linux_function_app Microsoft.Web/sites
    linux_virtual_machine Microsoft.Compute/virtualMachines
    linux_virtual_machine_scale_set Microsoft.Compute/virtualMachineScaleSets
    linux_web_app Microsoft.Web/sites
    local_network_gateway Microsoft.Network/localNetworkGateways
    log_analytics_data_export_rule Microsoft.OperationalInsights/workspaces/dataExports
    log_analytics_linked_service Microsoft.OperationalInsights/workspaces/linkedServices
    log_analytics_query_pack Microsoft.OperationalInsights/queryPacks
    log_analytics_solution Microsoft.OperationsManagement/solutions
    machine_learning_compute_cluster Microsoft.MachineLearningServices/workspaces/computes
    machine_learning_compute_instance Microsoft.MachineLearningServices/workspaces/computes
    machine_learning_workspace Microsoft.MachineLearningServices/workspaces
    maintenance_configuration Microsoft.Maintenance/maintenanceConfigurations
    managed_disk Microsoft.Compute/disks
    managed_redis Microsoft.Cache/redisEnterprise
    monitor_action_group Microsoft.Insights/actionGroups
    monitor_activity_log_alert Microsoft.Insights/activityLogAlerts
    monitor_autoscale_setting Microsoft.Insights/autoscaleSettings
    monitor_diagnostic_setting Microsoft.Insights/diagnosticSettings
    monitor_metric_alert Microsoft.Insights/metricAlerts
    monitor_scheduled_query_rules_alert_v2 Microsoft.Insights/scheduledQueryRules
    mssql_database Microsoft.Sql/servers/databases
    mssql_managed_instance Microsoft.Sql/managedInstances
    mssql_server Microsoft.Sql/servers
    mysql_flexible_server Microsoft.DBforMySQL/flexibleServers
    netapp_account Microsoft.NetApp/netAppAccounts
    netapp_pool Microsoft.NetApp/netAppAccounts/capacityPools
    netapp_volume Microsoft.NetApp/netAppAccounts/capacityPools/volumes
    network_ddos_protection_plan Microsoft.Network/ddosProtectionPlans
    network_interface Microsoft.Network/networkInterfaces
    network_watcher_flow_log Microsoft.Network/networkWatchers/flowLogs
    policy_definition Microsoft.Authorization/policyDefinitions
    postgresql_flexible_server_virtual_endpoint Microsoft.DBforPostgreSQL/flexibleServers/virtualEndpoints
    private_dns_a_record Microsoft.Network/privateDnsZones/A
    private_dns_cname_record Microsoft.Network/privateDnsZones/CNAME
    private_dns_resolver Microsoft.Network/dnsResolvers
    private_dns_txt_record Microsoft.Network/privateDnsZones/TXT
    private_link_service Microsoft.Network/privateLinkServices
    proximity_placement_group Microsoft.Compute/proximityPlacementGroups
    public_ip_prefix Microsoft.Network/publicIPPrefixes
    recovery_services_vault Microsoft.RecoveryServices/vaults
    redis_cache Microsoft.Cache/redis
    resource_deployment_script_azure_cli Microsoft.Resources/deploymentScripts
    resource_group_policy_assignment Microsoft.Authorization/policyAssignments
    resource_policy_assignment Microsoft.Authorization/policyAssignments
    search_service Microsoft.Search/searchServices
    service_plan Microsoft.Web/serverfarms
    servicebus_namespace Microsoft.ServiceBus/namespaces
    servicebus_queue Microsoft.ServiceBus/namespaces/queues
    servicebus_topic Microsoft.ServiceBus/namespaces/topics
    shared_image_gallery Microsoft.Compute/galleries
    snapshot Microsoft.Compute/snapshots
    ssh_public_key Microsoft.Compute/sshPublicKeys
    static_web_app Microsoft.Web/staticSites
    storage_encryption_scope Microsoft.Storage/storageAccounts/encryptionScopes
    storage_management_policy Microsoft.Storage/storageAccounts/managementPolicies
    storage_queue Microsoft.Storage/storageAccounts/queueServices/queues
    storage_share Microsoft.Storage/storageAccounts/fileServices/shares
    storage_table Microsoft.Storage/storageAccounts/tableServices/tables
    subscription_policy_assignment Microsoft.Authorization/policyAssignments
    traffic_manager_profile Microsoft.Network/trafficManagerProfiles
    virtual_hub Microsoft.Network/virtualHubs
    virtual_machine Microsoft.Compute/virtualMachines
    virtual_machine_extension Microsoft.Compute/virtualMachines/extensions
    virtual_machine_scale_set Microsoft.Compute/virtualMachineScaleSets
    virtual_network_gateway Microsoft.Network/virtualNetworkGateways
    virtual_network_gateway_connection Microsoft.Network/connections
    virtual_network_peering Microsoft.Network/virtualNetworks/virtualNetworkPeerings
    virtual_wan Microsoft.Network/virtualWans
    web_application_firewall_policy Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies
    windows_function_app Microsoft.Web/sites
    windows_virtual_machine Microsoft.Compute/virtualMachines
    windows_virtual_machine_scale_set Microsoft.Compute/virtualMachineScaleSets
    windows_web_app Microsoft.Web/sites
    """
}
