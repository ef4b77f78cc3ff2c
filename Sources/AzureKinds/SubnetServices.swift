import Resources
import Values

/// The services that subnets know by their names, as azurerm 5 takes them.
enum SubnetServices {
  /// A service that a subnet can be delegated to.
  static let delegation = ValueRule(
    "must be a service that subnets are delegated to, such as `Microsoft.DBforPostgreSQL/flexibleServers`",
    candidates: delegations
  ) { $0.stringValue.map(delegations.contains) ?? true }

  /// A service that is reached directly from a subnet; of a collection, each.
  static let endpoint = ValueRule(
    "must be a service that has endpoints in subnets, such as `Microsoft.Storage`", candidates: endpoints
  ) { value in
    (value.elements ?? [value]).allSatisfy { $0.stringValue.map(endpoints.contains) ?? true }
  }

  /// What a service may be allowed to do in a subnet.
  static let actions = [
    "networkinterfaces/*", "publicIPAddresses/join/action", "publicIPAddresses/read", "virtualNetworks/read",
    "virtualNetworks/subnets/action", "virtualNetworks/subnets/join/action",
    "virtualNetworks/subnets/prepareNetworkPolicies/action", "virtualNetworks/subnets/unprepareNetworkPolicies/action",
  ].map { "Microsoft.Network/\($0)" }

  private static let endpoints = [
    "AzureActiveDirectory", "AzureCosmosDB", "CognitiveServices", "ContainerRegistry", "EventHub", "KeyVault",
    "ServiceBus", "Sql", "Storage", "Storage.Global", "Web",
  ].map { "Microsoft.\($0)" }

  private static let delegations =
    """
    GitHub.Network/networkSettings
    Informatica.DataManagement/organizations
    Microsoft.ApiManagement/service
    Microsoft.Apollo/npu
    Microsoft.App/environments
    Microsoft.App/testClients
    Microsoft.AVS/PrivateClouds
    Microsoft.AzureCosmosDB/clusters
    Microsoft.BareMetal/AzureHostedService
    Microsoft.BareMetal/AzureHPC
    Microsoft.BareMetal/AzurePaymentHSM
    Microsoft.BareMetal/AzureVMware
    Microsoft.BareMetal/CrayServers
    Microsoft.BareMetal/MonitoringServers
    Microsoft.Batch/batchAccounts
    Microsoft.CloudTest/hostedpools
    Microsoft.CloudTest/images
    Microsoft.CloudTest/pools
    Microsoft.Codespaces/plans
    Microsoft.ContainerInstance/containerGroups
    Microsoft.ContainerService/managedClusters
    Microsoft.ContainerService/TestClients
    Microsoft.Databricks/workspaces
    Microsoft.DBforMySQL/flexibleServers
    Microsoft.DBforMySQL/servers
    Microsoft.DBforMySQL/serversv2
    Microsoft.DBforPostgreSQL/flexibleServers
    Microsoft.DBforPostgreSQL/serversv2
    Microsoft.DBforPostgreSQL/singleServers
    Microsoft.DelegatedNetwork/controller
    Microsoft.DevCenter/networkConnection
    Microsoft.DevOpsInfrastructure/pools
    Microsoft.DocumentDB/cassandraClusters
    Microsoft.Fidalgo/networkSettings
    Microsoft.HardwareSecurityModules/dedicatedHSMs
    Microsoft.Kusto/clusters
    Microsoft.LabServices/labplans
    Microsoft.Logic/integrationServiceEnvironments
    Microsoft.MachineLearningServices/workspaces
    Microsoft.MessagingConnectors/connectors
    Microsoft.Netapp/volumes
    Microsoft.Network/applicationGateways
    Microsoft.Network/dnsResolvers
    Microsoft.Network/fpgaNetworkInterfaces
    Microsoft.Network/managedResolvers
    Microsoft.Network/networkWatchers.
    Microsoft.Network/virtualNetworkGateways
    Microsoft.Orbital/orbitalGateways
    Microsoft.PowerAutomate/hostedRpa
    Microsoft.PowerPlatform/enterprisePolicies
    Microsoft.PowerPlatform/vnetaccesslinks
    Microsoft.ServiceFabricMesh/networks
    Microsoft.ServiceNetworking/trafficControllers
    Microsoft.Singularity/accounts/networks
    Microsoft.Singularity/accounts/npu
    Microsoft.Sql/managedInstances
    Microsoft.Sql/managedInstancesOnebox
    Microsoft.Sql/managedInstancesStage
    Microsoft.Sql/managedInstancesTest
    Microsoft.Sql/servers
    Microsoft.StoragePool/diskPools
    Microsoft.StreamAnalytics/streamingJobs
    Microsoft.Synapse/workspaces
    Microsoft.Web/hostingEnvironments
    Microsoft.Web/serverFarms
    NGINX.NGINXPLUS/nginxDeployments
    Oracle.Database/networkAttachments
    PaloAltoNetworks.Cloudngfw/firewalls
    PureStorage.Block/storagePools
    Qumulo.Storage/fileSystems
    """
    .split(separator: "\n").map(String.init)
}
